//! The triangular factor of the weighted normal equations: each row is added by Givens rotations.
//!
//! The covariance form of the textbooks subtracts nearly equal matrices and loses definiteness. Rotations of the factor
//! are backward stable, and a row of the factor may be scaled without changing the coefficients: this limits forgetting
//! in directions without new information.

use super::problem::{RecursiveLeastSquaresProblem, RecursiveLeastSquaresState};
use super::stream::Stream;
use super::{MIN_DIAGONAL, MIN_RIDGE};
use crate::series::MAX_VALUE;
use superlinear_interface::{Error, Matrix, Run, check};

/// The default of `ridge`.
const RIDGE: f64 = 1e-3;

/// The equations `[R | z]` of the coefficients, with `R` upper triangular.
pub(super) struct Factor {
    /// Row by row, of `inputs + outputs` numbers.
    equations: Vec<f64>,
    inputs: usize,
    outputs: usize,
    ridge: f64,
    /// The square root of the forgetting factor.
    decay: f64,
    windups: u32,
    work: Vec<f64>,
}

impl Factor {
    /// The factor of the ridge alone, or that of a state.
    pub fn new(problem: &RecursiveLeastSquaresProblem, stream: &Stream, run: &Run) -> Result<Self, Error> {
        let (inputs, outputs) = (stream.inputs(), stream.outputs());
        let width = inputs + outputs;
        run.ensure_memory(stream.path(), [inputs, 2 * width])?;
        let mut factor = Self {
            equations: vec![0.0; inputs * width],
            inputs,
            outputs,
            ridge: problem.ridge.unwrap_or(RIDGE),
            decay: problem.forgetting.sqrt(),
            windups: 0,
            work: vec![0.0; width],
        };
        match &problem.state {
            Some(_) if problem.ridge.is_some() => {
                return Err(Error::invalid("ridge", "must be absent where state is given"));
            }
            Some(state) => factor.continue_from(state)?,
            None => (0..inputs).for_each(|j| factor.equations[j * width + j] = factor.ridge.sqrt()),
        }
        Ok(factor)
    }

    fn continue_from(&mut self, state: &RecursiveLeastSquaresState) -> Result<(), Error> {
        let (inputs, width) = (self.inputs, self.inputs + self.outputs);
        check::number("state.ridge", state.ridge, MIN_RIDGE..=MAX_VALUE)?;
        let shape = |path: &str, matrix: &Matrix, columns: usize| {
            if (matrix.rows, matrix.columns) == (inputs, columns) {
                return Ok(());
            }
            let got = format!("{} x {}", matrix.rows, matrix.columns);
            Err(Error::invalid(path, format!("must be {inputs} x {columns} for this stream, got {got}")))
        };
        shape("state.factor", &state.factor, inputs)?;
        shape("state.targets", &state.targets, self.outputs)?;
        check::matrix("state.factor", &state.factor, check::FINITE)?;
        check::matrix("state.targets", &state.targets, check::FINITE)?;
        self.ridge = state.ridge;
        self.windups = state.windups;
        let floor = self.floor() * (1.0 - 1e-12);
        for i in 0..inputs {
            let (row, diagonal) = (state.factor.row(i), state.factor.row(i)[i]);
            if let Some(j) = row[..i].iter().position(|&entry| entry != 0.0) {
                let path = format!("state.factor.data[{}]", i * inputs + j);
                return Err(Error::invalid(path, "must be 0 below the diagonal"));
            }
            check::number(&format!("state.factor.data[{}]", i * inputs + i), diagonal, floor..)?;
            let equation = &mut self.equations[i * width..(i + 1) * width];
            equation[..inputs].copy_from_slice(row);
            equation[inputs..].copy_from_slice(state.targets.row(i));
        }
        Ok(())
    }

    /// The smallest diagonal entry.
    fn floor(&self) -> f64 {
        MIN_DIAGONAL * self.ridge.sqrt()
    }

    /// Appends the prediction of the outputs of a row from its inputs: with `R' v = u`, it is `z' v`.
    pub fn predict(&mut self, row: &[f64], predictions: &mut Vec<f64>) {
        let (inputs, width) = (self.inputs, self.inputs + self.outputs);
        self.work[..inputs].copy_from_slice(&row[..inputs]);
        self.work[inputs..].fill(0.0);
        for (j, equation) in self.equations.chunks_exact(width).enumerate() {
            let (done, rest) = self.work.split_at_mut(j + 1);
            let factor = done[j] / equation[j];
            rest.iter_mut().zip(&equation[j + 1..]).for_each(|(value, entry)| *value -= factor * entry);
        }
        predictions.extend(self.work[inputs..].iter().map(|value| 0.0 - value));
    }

    /// Forgets a little and adds a row, of which only the part that no coefficients explain is left.
    pub fn update(&mut self, row: &mut [f64]) {
        let (width, decay, floor) = (self.inputs + self.outputs, self.decay, self.floor());
        let mut is_limited = false;
        for (j, equation) in self.equations.chunks_exact_mut(width).enumerate() {
            let (equation, row) = (&mut equation[j..], &mut row[j..]);
            let (own, new) = (decay * equation[0], row[0]);
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
        self.windups = self.windups.saturating_add(u32::from(is_limited));
    }

    /// The number of rows in which forgetting was limited.
    pub fn windups(&self) -> u32 {
        self.windups
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

    /// The state, without the last rows of a series.
    pub fn into_state(self) -> RecursiveLeastSquaresState {
        let (inputs, width) = (self.inputs, self.inputs + self.outputs);
        let part = |columns: std::ops::Range<usize>| {
            let count = columns.len();
            let rows = self.equations.chunks_exact(width).flat_map(|row| row[columns.clone()].iter().copied());
            Matrix::new(inputs, count, rows.collect())
        };
        RecursiveLeastSquaresState {
            factor: part(0..inputs),
            targets: part(inputs..width),
            ridge: self.ridge,
            windups: self.windups,
            recent: Matrix::default(),
        }
    }
}
