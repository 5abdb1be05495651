//! AdaGrad-Norm: steps along the gradient, divided by the root of the sum of its squared norms so far.
//!
//! Source: Ward, Wu, Bottou, AdaGrad Stepsizes: Sharp Convergence over Nonconvex Landscapes, 2020, algorithm 1.

use super::{Evaluation, Rule};
use superlinear_numerics::vectors::dot;

/// The state of AdaGrad-Norm.
#[derive(Default)]
pub(super) struct AdagradNorm {
    sum: [f64; 1],
}

impl Rule for AdagradNorm {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let Evaluation { rate, gradient, map, .. } = *evaluation;
        self.sum[0] += dot(gradient, gradient);
        // The sum is zero as long as all gradients are.
        let rate = if self.sum[0] > 0.0 { rate / self.sum[0].sqrt() } else { 0.0 };
        super::descend(rate, gradient, from, to);
        map.apply(rate, &|_| 1.0, to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.sum]
    }
}
