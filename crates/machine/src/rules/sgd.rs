//! Stochastic gradient descent with momentum.
//!
//! Source: Sutskever, Martens, Dahl, Hinton, On the Importance of Initialization and Momentum in Deep Learning, 2013, equations 1
//! and 2, with the rate outside the momentum.

use super::Rule;
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// The state of the descent.
pub struct Sgd {
    momentum: f64,
    decay: f64,
    velocity: Vec<f64>,
}

impl Sgd {
    /// The state before the first step. `decay` is the fraction of the parameters subtracted per step, relative to the
    /// rate.
    pub fn new(momentum: f64, decay: f64, parameters: usize) -> Self {
        Self { momentum, decay, velocity: vec![0.0; parameters] }
    }
}

impl Rule for Sgd {
    fn step(&mut self, rate: f64, gradient: &[f64], from: &[f64], to: &mut [f64]) {
        dispatch(Step { sgd: self, rate, gradient, from, to });
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
        let Sgd { momentum, decay, velocity } = self.sgd;
        let decay_rate = self.rate * *decay;
        for ((to, from), (g, u)) in self.to.iter_mut().zip(self.from).zip(self.gradient.iter().zip(velocity)) {
            *u = *momentum * *u + g;
            *to = from - self.rate * *u - decay_rate * from;
        }
    }
}
