//! RMSProp: each entry of the gradient divided by the root of its mean square.
//!
//! Source: Tieleman, Hinton, Lecture 6.5, RMSProp, Neural Networks for Machine Learning, 2012.

use super::{Constants, Evaluation, Rule, write_each};

/// The state of RMSProp.
pub(super) struct Rmsprop {
    constants: Constants,
    squares: Vec<f64>,
}

impl Rmsprop {
    /// The state before the first step.
    pub(super) fn new(constants: Constants, parameters: usize) -> Self {
        Self { constants, squares: vec![0.0; parameters] }
    }
}

impl Rule for Rmsprop {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let Evaluation { rate, gradient, map, .. } = *evaluation;
        let Constants { beta2, epsilon, decay, .. } = self.constants;
        let decay_rate = rate * decay;
        write_each(gradient, self.squares.iter_mut(), from, to, |x, g, v| {
            *v = beta2 * *v + (1.0 - beta2) * (g * g);
            x - rate * g / (v.sqrt() + epsilon) - decay_rate * x
        });
        map.apply(rate, &|k| (self.squares[k].sqrt() + epsilon).recip(), to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.squares]
    }
}
