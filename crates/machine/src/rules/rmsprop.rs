//! RMSProp: each entry of the gradient divided by the root of its mean square.
//!
//! Source: Tieleman, Hinton, Lecture 6.5, RMSProp, Neural Networks for Machine Learning, 2012.

use super::{Constants, Evaluation, Rule};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

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
        let (rate, epsilon) = (evaluation.rate, self.constants.epsilon);
        dispatch(Step { rmsprop: self, rate, gradient: evaluation.gradient, from, to });
        evaluation.map.apply(rate, &|k| (self.squares[k].sqrt() + epsilon).recip(), to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.squares]
    }
}

struct Step<'a> {
    rmsprop: &'a mut Rmsprop,
    rate: f64,
    gradient: &'a [f64],
    from: &'a [f64],
    to: &'a mut [f64],
}

impl Kernel for Step<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Rmsprop { constants, squares } = self.rmsprop;
        let Constants { beta2, epsilon, decay, .. } = *constants;
        let decay_rate = self.rate * decay;
        for ((to, from), (g, v)) in self.to.iter_mut().zip(self.from).zip(self.gradient.iter().zip(squares)) {
            *v = beta2 * *v + (1.0 - beta2) * (g * g);
            *to = from - self.rate * g / (v.sqrt() + epsilon) - decay_rate * from;
        }
    }
}
