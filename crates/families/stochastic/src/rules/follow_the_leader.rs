//! Follow the regularized leader, with a rate for each coefficient and penalties `l1` and `l2` of its own on sums over
//! all steps: coefficients with small sums are exactly zero.
//!
//! Source: McMahan et al., Ad Click Prediction: a View from the Trenches, KDD 2013, algorithm 1.

use super::Rule;

#[derive(Clone)]
pub(crate) struct FollowTheLeader {
    pub rate: f64,
    pub beta: f64,
    pub l1: f64,
    pub l2: f64,
}

/// A coefficient, the sum of its derivatives less the movements of the rate, and the sum of their squares.
#[derive(Clone, Copy, Default)]
pub(crate) struct Leader {
    weight: f64,
    sum: f64,
    squares: f64,
}

impl Leader {
    #[inline(always)]
    fn follow(&mut self, derivative: f64, rate: f64, beta: f64, [l1, l2]: [f64; 2]) {
        let squares = self.squares + derivative * derivative;
        let root = squares.sqrt();
        self.sum += derivative - (root - self.squares.sqrt()) / rate * self.weight;
        self.squares = squares;
        let excess = self.sum.abs() - l1;
        let size = if excess > 0.0 { excess / ((beta + root) / rate + l2) } else { 0.0 };
        self.weight = if size > 0.0 { size.copysign(-self.sum) } else { 0.0 };
    }
}

impl Rule for FollowTheLeader {
    type Cell = Leader;
    const NUMBERS: usize = 3;

    #[inline(always)]
    fn update(&mut self, cell: &mut Leader, slope: f64, x: f64, _: usize) {
        cell.follow(slope * x, self.rate, self.beta, [self.l1, self.l2]);
    }

    fn update_intercept(&mut self, cell: &mut Leader, slope: f64) {
        cell.follow(slope, self.rate, self.beta, [0.0; 2]);
    }

    #[inline(always)]
    fn weight(&self, cell: &Leader, _: usize) -> f64 {
        cell.weight
    }

    /// The sum that has this coefficient as its leader.
    fn cell(&self, weight: f64) -> Leader {
        let size = weight.abs() * (self.beta / self.rate + self.l2);
        let sum = if weight == 0.0 { 0.0 } else { (size + self.l1).copysign(-weight) };
        Leader { weight, sum, squares: 0.0 }
    }

    fn write(cell: &Leader, numbers: &mut Vec<f64>) {
        numbers.extend([cell.weight, cell.sum, cell.squares]);
    }

    fn restored(numbers: &[f64]) -> Leader {
        Leader { weight: numbers[0], sum: numbers[1], squares: numbers[2] }
    }

    fn rate(&mut self) -> &mut f64 {
        &mut self.rate
    }
}
