//! Polyak's step: the excess of the value over a lower bound, divided by the squared norm of the gradient.
//!
//! Source: Loizou, Vaswani, Laradji, Lacoste-Julien, Stochastic Polyak Step-size for SGD, 2021, with the rate as the largest
//! step.

use super::{Evaluation, Rule};
use superlinear_numerics::vectors::dot;

/// The number added to the squared norm.
const EPSILON: f64 = 1e-16;

/// Polyak's step.
pub(super) struct Polyak {
    /// The lower bound of the value of any batch.
    pub(super) lower_bound: f64,
}

impl Rule for Polyak {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let Evaluation { rate, value, gradient, map } = *evaluation;
        let excess = (value - self.lower_bound).max(0.0);
        let rate = rate.min(excess / (dot(gradient, gradient) + EPSILON));
        super::descend(rate, gradient, from, to);
        map.apply(rate, &|_| 1.0, to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        Vec::new()
    }
}
