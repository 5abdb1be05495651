//! AdaGrad: each coefficient has the rate divided by the root of the sum of its squared derivatives.
//!
//! Source: Duchi, Hazan, Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 12,
//! 2011.

use super::Rule;
use std::array::from_fn;

/// The number added to roots of sums.
pub(crate) const MIN_ROOT: f64 = 1e-10;

#[derive(Clone)]
pub(crate) struct Adagrad {
    rate: f64,
    /// The last steps of four coefficients: the compiler takes roots and quotients of what lies side by side in memory at
    /// once.
    steps: [f64; 4],
}

/// A coefficient, and the sum of its squared derivatives.
#[derive(Clone, Copy, Default)]
pub(crate) struct Summed {
    pub weight: f64,
    pub squares: f64,
}

impl Adagrad {
    pub fn new(rate: f64) -> Self {
        Self { rate, steps: [0.0; 4] }
    }
}

impl Rule for Adagrad {
    type Cell = Summed;
    const NUMBERS: usize = 2;

    #[inline(always)]
    fn update(&mut self, cell: &mut Summed, slope: f64, x: f64, _: usize) {
        let derivative = slope * x;
        cell.squares += derivative * derivative;
        cell.weight -= self.rate * derivative / (cell.squares.sqrt() + MIN_ROOT);
    }

    #[inline(always)]
    fn update_four(&mut self, cells: &mut [Summed], slope: f64, x: [f64; 4], columns: [usize; 4]) {
        let derivatives = x.map(|x| slope * x);
        let squares: [f64; 4] = from_fn(|k| cells[columns[k]].squares + derivatives[k] * derivatives[k]);
        self.steps = from_fn(|k| self.rate * derivatives[k] / (squares[k].sqrt() + MIN_ROOT));
        for k in 0..4 {
            let cell = &mut cells[columns[k]];
            *cell = Summed { weight: cell.weight - self.steps[k], squares: squares[k] };
        }
    }

    #[inline(always)]
    fn weight(&self, cell: &Summed, _: usize) -> f64 {
        cell.weight
    }

    fn cell(&self, weight: f64) -> Summed {
        Summed { weight, squares: 0.0 }
    }

    fn write(cell: &Summed, numbers: &mut Vec<f64>) {
        numbers.extend([cell.weight, cell.squares]);
    }

    fn restored(numbers: &[f64]) -> Summed {
        Summed { weight: numbers[0], squares: numbers[1] }
    }

    fn rate(&mut self) -> &mut f64 {
        &mut self.rate
    }
}
