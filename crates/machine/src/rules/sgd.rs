//! Stochastic gradient descent with momentum.
//!
//! Source: Sutskever, Martens, Dahl, Hinton, On the Importance of Initialization and Momentum in Deep Learning, 2013, equations 1
//! to 4, with the rate outside the momentum.

use super::{Evaluation, Rule};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// The state of the descent.
pub(super) struct Sgd {
    momentum: f64,
    /// Whether the gradient at the point reached by the momentum is estimated from the last one.
    is_nesterov: bool,
    decay: f64,
    velocity: Vec<f64>,
}

impl Sgd {
    /// The state before the first step. `decay` is the fraction of the parameters subtracted per step, relative to the
    /// rate.
    pub(super) fn new(momentum: f64, is_nesterov: bool, decay: f64, parameters: usize) -> Self {
        Self { momentum, is_nesterov, decay, velocity: vec![0.0; parameters] }
    }
}

impl Rule for Sgd {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let rate = evaluation.rate;
        // A constant gradient moves the parameters this often until its momentum is spent.
        let repetitions = (1.0 - self.momentum).recip();
        dispatch(Step { sgd: self, rate, gradient: evaluation.gradient, from, to });
        evaluation.map.apply(rate, &|_| repetitions, to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.velocity]
    }
}

struct Step<'a> {
    sgd: &'a mut Sgd,
    rate: f64,
    gradient: &'a [f64],
    from: &'a [f64],
    to: &'a mut [f64],
}

impl Kernel for Step<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Sgd { momentum, is_nesterov, decay, velocity } = self.sgd;
        let (momentum, decay_rate) = (*momentum, self.rate * *decay);
        let entries = self.to.iter_mut().zip(self.from).zip(self.gradient.iter().zip(velocity));
        if *is_nesterov {
            for ((to, from), (g, u)) in entries {
                *u = momentum * *u + g;
                *to = from - self.rate * (g + momentum * *u) - decay_rate * from;
            }
        } else {
            for ((to, from), (g, u)) in entries {
                *u = momentum * *u + g;
                *to = from - self.rate * *u - decay_rate * from;
            }
        }
    }
}
