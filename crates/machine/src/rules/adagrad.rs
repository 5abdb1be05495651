//! AdaGrad: each entry of the gradient divided by the root of the sum of its squares so far.
//!
//! Source: Duchi, Hazan, Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, 2011.

use super::{Evaluation, Rule, write_each};

/// The number added to the root.
const EPSILON: f64 = 1e-10;

/// The state of AdaGrad.
pub(super) struct Adagrad {
    decay: f64,
    sums: Vec<f64>,
}

impl Adagrad {
    /// The state before the first step.
    pub(super) fn new(decay: f64, parameters: usize) -> Self {
        Self { decay, sums: vec![0.0; parameters] }
    }
}

impl Rule for Adagrad {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let Evaluation { rate, gradient, map, .. } = *evaluation;
        let decay_rate = rate * self.decay;
        write_each(gradient, self.sums.iter_mut(), from, to, |x, g, s| {
            *s += g * g;
            x - rate * g / (s.sqrt() + EPSILON) - decay_rate * x
        });
        map.apply(rate, &|k| (self.sums[k].sqrt() + EPSILON).recip(), to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.sums]
    }
}
