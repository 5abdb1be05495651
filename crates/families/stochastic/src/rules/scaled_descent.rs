//! Gradient descent, with a ridge as a common factor of all coefficients: a step costs the entries of its row.

use super::Rule;

/// The factor below which coefficients are multiplied by it, before digits are lost.
const MIN_SCALE: f64 = 1e-9;

#[derive(Clone)]
pub(crate) struct ScaledDescent {
    rate: f64,
    square: f64,
    /// The rate of the current step.
    step: f64,
    /// The factor of all cells.
    scale: f64,
    /// The rate of the current step for cells.
    cell_step: f64,
}

impl ScaledDescent {
    pub fn new(rate: f64, square: f64) -> Self {
        Self { rate, square, step: rate, scale: 1.0, cell_step: rate }
    }
}

impl Rule for ScaledDescent {
    type Cell = f64;
    const NUMBERS: usize = 1;

    fn begin(&mut self, fraction: f64, cells: &mut [f64]) {
        self.step = self.rate * fraction;
        if self.scale < MIN_SCALE {
            cells.iter_mut().for_each(|cell| *cell *= self.scale);
            self.scale = 1.0;
        }
        self.cell_step = self.step / self.scale;
    }

    #[inline(always)]
    fn update(&mut self, cell: &mut f64, slope: f64, x: f64, _: usize) {
        *cell -= self.cell_step * slope * x;
    }

    fn update_intercept(&mut self, cell: &mut f64, slope: f64) {
        *cell -= self.step * slope;
    }

    fn end(&mut self) {
        self.scale /= 1.0 + self.step * self.square;
    }

    #[inline(always)]
    fn weight(&self, cell: &f64, _: usize) -> f64 {
        self.scale * cell
    }

    fn intercept(&self, cell: &f64) -> f64 {
        *cell
    }

    fn cell(&self, weight: f64) -> f64 {
        weight / self.scale
    }

    fn write(cell: &f64, numbers: &mut Vec<f64>) {
        numbers.push(*cell);
    }

    fn restored(numbers: &[f64]) -> f64 {
        numbers[0]
    }

    fn rate(&mut self) -> &mut f64 {
        &mut self.rate
    }

    fn state(&self) -> Vec<f64> {
        vec![self.scale]
    }

    fn set_state(&mut self, numbers: &[f64]) {
        self.scale = numbers[0];
    }
}
