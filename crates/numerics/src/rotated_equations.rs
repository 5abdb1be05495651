//! Least squares of rows that arrive one after another: a triangular factor of the normal equations, to which rows are
//! added by Givens rotations. Unlike updates of an inverse, rotations are backward stable.

/// Equations `[R | z]` of the coefficients, with `R` upper triangular and no zeros on its diagonal.
pub struct RotatedEquations {
    /// Row by row, of `inputs + outputs` numbers.
    equations: Vec<f64>,
    inputs: usize,
    outputs: usize,
    work: Vec<f64>,
}

/// Forgetting of old rows.
#[derive(Clone, Copy)]
pub struct Forgetting {
    /// The factor of the equations before each row, the square root of that of old squares; 1 keeps all.
    pub decay: f64,
    /// The smallest diagonal entry. An equation below it is scaled, which leaves the coefficients.
    pub floor: f64,
}

impl Forgetting {
    /// No forgetting.
    pub const NONE: Self = Self { decay: 1.0, floor: 0.0 };
}

impl RotatedEquations {
    /// The equations of a ridge alone, by its square root.
    pub fn new(inputs: usize, outputs: usize, root: f64) -> Self {
        let width = inputs + outputs;
        let mut equations = vec![0.0; inputs * width];
        (0..inputs).for_each(|j| equations[j * width + j] = root);
        Self { equations, inputs, outputs, work: vec![0.0; width] }
    }

    /// All numbers of the equations, row by row.
    pub fn numbers(&self) -> &[f64] {
        &self.equations
    }

    /// All numbers of the equations, row by row.
    pub fn numbers_mut(&mut self) -> &mut [f64] {
        &mut self.equations
    }

    /// Adds a row of inputs and outputs after forgetting. The row is overwritten by what no coefficients explain. Returns
    /// whether an equation was scaled.
    pub fn add(&mut self, row: &mut [f64], Forgetting { decay, floor }: Forgetting) -> bool {
        let mut is_limited = false;
        for (j, equation) in self.equations.chunks_exact_mut(self.inputs + self.outputs).enumerate() {
            let (equation, row) = (&mut equation[j..], &mut row[j..]);
            let (own, new) = (decay * equation[0], row[0]);
            if new == 0.0 && decay == 1.0 {
                continue;
            }
            let diagonal = (own * own + new * new).sqrt();
            // Below the floor the whole equation is scaled, so that the coefficients stay.
            let (length, gain) = if diagonal < floor { (floor, floor / diagonal) } else { (diagonal, 1.0) };
            is_limited |= diagonal < floor;
            let (cosine, sine) = (own / diagonal, new / diagonal);
            equation[0] = length;
            for (entry, value) in equation[1..].iter_mut().zip(&mut row[1..]) {
                let (kept, added) = (decay * *entry, *value);
                *entry = (cosine * kept + sine * added) * gain;
                *value = cosine * added - sine * kept;
            }
        }
        is_limited
    }

    /// Appends the prediction of the outputs of a row from its inputs: with `R' v = u`, it is `z' v`.
    pub fn predict(&mut self, inputs: &[f64], predictions: &mut Vec<f64>) {
        self.work[..self.inputs].copy_from_slice(inputs);
        self.work[self.inputs..].fill(0.0);
        for (j, equation) in self.equations.chunks_exact(self.inputs + self.outputs).enumerate() {
            let (done, rest) = self.work.split_at_mut(j + 1);
            let factor = done[j] / equation[j];
            rest.iter_mut().zip(&equation[j + 1..]).for_each(|(value, entry)| *value -= factor * entry);
        }
        predictions.extend(self.work[self.inputs..].iter().map(|value| 0.0 - value));
    }

    /// The coefficients, output by output.
    pub fn coefficients(&self) -> Vec<f64> {
        let (inputs, width) = (self.inputs, self.inputs + self.outputs);
        let mut coefficients = vec![0.0; self.outputs * inputs];
        for (k, own) in coefficients.chunks_exact_mut(inputs).enumerate() {
            for (j, equation) in self.equations.chunks_exact(width).enumerate().rev() {
                let (current, known) = own[j..].split_first_mut().expect("j is an index of own");
                let explained: f64 = equation[j + 1..inputs].iter().zip(known.iter()).map(|(a, b)| a * b).sum();
                *current = (equation[inputs + k] - explained) / equation[j];
            }
        }
        coefficients
    }
}
