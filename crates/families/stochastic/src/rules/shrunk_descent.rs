//! Gradient descent with penalties that make coefficients zero. The missed steps of a coefficient's penalty are applied
//! at once, exactly, for any schedule: with the rates h of the steps, r = 1/(1 + h square), P the product of the r, and
//! A = r (A + h absolute), a size w becomes max(0, (P/p) w - (A - (P/p) a)), where p and a belong to its last visit.

use super::{Rule, Shrinkage};

/// The product at which all coefficients catch up and the product begins anew, before it underflows.
const MIN_PRODUCT: f64 = 1e-100;

#[derive(Clone)]
pub(crate) struct ShrunkDescent {
    rate: f64,
    shrinkage: Shrinkage,
    step: f64,
    /// The product P and the sum A before and after the current step.
    before: [f64; 2],
    after: [f64; 2],
}

/// A coefficient after its last visit, with the product and the sum at that time.
#[derive(Clone, Copy)]
pub(crate) struct Visited {
    weight: f64,
    at: [f64; 2],
}

impl Default for Visited {
    fn default() -> Self {
        Self { weight: 0.0, at: [1.0, 0.0] }
    }
}

impl ShrunkDescent {
    pub fn new(rate: f64, shrinkage: Shrinkage) -> Self {
        Self { rate, shrinkage, step: rate, before: [1.0, 0.0], after: [1.0, 0.0] }
    }
}

impl Visited {
    #[inline]
    fn caught_up(&self, [product, sum]: [f64; 2]) -> f64 {
        if self.weight == 0.0 || self.at == [product, sum] {
            return self.weight;
        }
        let share = product / self.at[0];
        (share * self.weight.abs() - (sum - share * self.at[1])).max(0.0).copysign(self.weight)
    }
}

impl Rule for ShrunkDescent {
    type Cell = Visited;
    const NUMBERS: usize = 3;

    fn begin(&mut self, fraction: f64, cells: &mut [Visited]) {
        if self.before[0] < MIN_PRODUCT {
            for cell in cells {
                *cell = Visited { weight: cell.caught_up(self.before), at: [1.0, 0.0] };
            }
            self.before = [1.0, 0.0];
        }
        self.step = self.rate * fraction;
        let ratio = 1.0 / (1.0 + self.step * self.shrinkage.square);
        self.after = [self.before[0] * ratio, ratio * (self.before[1] + self.step * self.shrinkage.absolute)];
    }

    #[inline(always)]
    fn read(&mut self, cell: &mut Visited, _: f64) -> f64 {
        *cell = Visited { weight: cell.caught_up(self.before), at: self.before };
        cell.weight
    }

    fn read_intercept(&mut self, cell: &mut Visited) -> f64 {
        cell.weight
    }

    #[inline(always)]
    fn update(&mut self, cell: &mut Visited, slope: f64, x: f64, j: usize) {
        let weight = self.shrinkage.prox(cell.weight - self.step * slope * x, self.step, j);
        *cell = Visited { weight, at: self.after };
    }

    fn update_intercept(&mut self, cell: &mut Visited, slope: f64) {
        cell.weight -= self.step * slope;
    }

    fn end(&mut self) {
        self.before = self.after;
    }

    fn weight(&self, cell: &Visited) -> f64 {
        cell.caught_up(self.before)
    }

    fn intercept(&self, cell: &Visited) -> f64 {
        cell.weight
    }

    fn cell(&self, weight: f64) -> Visited {
        Visited { weight, at: [1.0, 0.0] }
    }

    fn write(cell: &Visited, numbers: &mut Vec<f64>) {
        numbers.extend([cell.weight, cell.at[0], cell.at[1]]);
    }

    fn restored(numbers: &[f64]) -> Visited {
        Visited { weight: numbers[0], at: [numbers[1], numbers[2]] }
    }

    fn set_rate(&mut self, rate: f64) {
        self.rate = rate;
    }

    fn state(&self) -> Vec<f64> {
        self.before.to_vec()
    }

    fn set_state(&mut self, numbers: &[f64]) {
        self.before = [numbers[0], numbers[1]];
    }
}
