//! Adam: steps along the mean of past gradients, each entry divided by the root of its mean square.
//!
//! Source: Kingma, Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 1; decoupled weight decay as in
//! Loshchilov, Hutter, Decoupled Weight Decay Regularization, 2019.

use super::{Evaluation, Rule, write_each};

/// The constants of Adam.
#[derive(Clone, Copy)]
pub struct Constants {
    /// The decay rate of the mean gradient.
    pub beta1: f64,
    /// The decay rate of the mean square.
    pub beta2: f64,
    /// The number added to the root.
    pub epsilon: f64,
    /// The fraction of the parameters subtracted per step, relative to the rate.
    pub decay: f64,
}

/// The state of Adam.
pub struct Adam {
    constants: Constants,
    /// `beta1` and `beta2` to the power of the number of steps, for bias correction.
    missing: [f64; 2],
    means: Vec<f64>,
    squares: Vec<f64>,
}

impl Adam {
    /// The state before the first step, for this number of parameters.
    pub fn new(constants: Constants, parameters: usize) -> Self {
        Self { constants, missing: [1.0; 2], means: vec![0.0; parameters], squares: vec![0.0; parameters] }
    }
}

impl Rule for Adam {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let Evaluation { rate, gradient, map, .. } = *evaluation;
        let Constants { beta1, beta2, epsilon, decay } = self.constants;
        self.missing = [self.missing[0] * beta1, self.missing[1] * beta2];
        let (mean_rate, decay_rate) = (rate / (1.0 - self.missing[0]), rate * decay);
        let square_factor = (1.0 - self.missing[1]).recip();
        write_each(gradient, self.means.iter_mut().zip(&mut self.squares), from, to, |x, g, (m, v)| {
            *m = beta1 * *m + (1.0 - beta1) * g;
            *v = beta2 * *v + (1.0 - beta2) * (g * g);
            x - mean_rate * *m / ((*v * square_factor).sqrt() + epsilon) - decay_rate * x
        });
        let scale = |k: usize| ((self.squares[k] * square_factor).sqrt() + epsilon).recip();
        map.apply(rate, &scale, to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.missing, &mut self.means, &mut self.squares]
    }
}
