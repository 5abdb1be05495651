//! AdaGrad: each entry of the gradient divided by the root of the sum of its squares so far.
//!
//! Source: Duchi, Hazan, Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, 2011.

use super::{Evaluation, Rule};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

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
        let rate = evaluation.rate;
        dispatch(Step { adagrad: self, rate, gradient: evaluation.gradient, from, to });
        evaluation.map.apply(rate, &|k| (self.sums[k].sqrt() + EPSILON).recip(), to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.sums]
    }
}

struct Step<'a> {
    adagrad: &'a mut Adagrad,
    rate: f64,
    gradient: &'a [f64],
    from: &'a [f64],
    to: &'a mut [f64],
}

impl Kernel for Step<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Adagrad { decay, sums } = self.adagrad;
        let decay_rate = self.rate * *decay;
        for ((to, from), (g, s)) in self.to.iter_mut().zip(self.from).zip(self.gradient.iter().zip(sums)) {
            *s += g * g;
            *to = from - self.rate * g / (s.sqrt() + EPSILON) - decay_rate * from;
        }
    }
}
