//! Stochastic gradient descent with momentum.
//!
//! Source: Sutskever, Martens, Dahl, Hinton, On the Importance of Initialization and Momentum in Deep Learning, 2013, equations 1
//! to 4, with the rate outside the momentum.

use super::{Evaluation, Rule, write_each};

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
        let Evaluation { rate, gradient, map, .. } = *evaluation;
        let (momentum, decay_rate) = (self.momentum, rate * self.decay);
        let velocity = self.velocity.iter_mut();
        if self.is_nesterov {
            write_each(gradient, velocity, from, to, |x, g, u| {
                *u = momentum * *u + g;
                x - rate * (g + momentum * *u) - decay_rate * x
            });
        } else {
            write_each(gradient, velocity, from, to, |x, g, u| {
                *u = momentum * *u + g;
                x - rate * *u - decay_rate * x
            });
        }
        // A constant gradient moves the parameters this often until its momentum is spent.
        let repetitions = (1.0 - momentum).recip();
        map.apply(rate, &|_| repetitions, to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.velocity]
    }
}
