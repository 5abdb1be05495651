//! RAdam: Adam without the division as long as the mean squares are too uncertain, and with a smaller rate at first.
//!
//! Source: Liu, Jiang, He, Chen, Liu, Gao, Han, On the Variance of the Adaptive Learning Rate and Beyond, 2020, algorithm 2,
//! with the threshold 5 of PyTorch for the length of the average.

use super::{Constants, Evaluation, Rule, write_each};

/// The length of the average of squares from which the gradient is divided by its root.
const MIN_LENGTH: f64 = 5.0;

/// The state of RAdam.
pub struct Radam {
    constants: Constants,
    /// The number of steps, then `beta1` and `beta2` to this power.
    counts: [f64; 3],
    means: Vec<f64>,
    squares: Vec<f64>,
}

impl Radam {
    /// The state before the first step, for this number of parameters.
    pub fn new(constants: Constants, parameters: usize) -> Self {
        let zeros = vec![0.0; parameters];
        Self { constants, counts: [0.0, 1.0, 1.0], means: zeros.clone(), squares: zeros }
    }

    /// The factor of the division by the root of the mean square; `None` if there is no division.
    fn division(&self) -> Option<f64> {
        let [steps, _, missing] = self.counts;
        let longest = 2.0 / (1.0 - self.constants.beta2) - 1.0;
        let length = longest - 2.0 * steps * missing / (1.0 - missing);
        (length > MIN_LENGTH).then(|| {
            let variance = (length - 4.0) * (length - 2.0) * longest;
            let last = (longest - 4.0) * (longest - 2.0) * length;
            (variance / last).sqrt() * (1.0 - missing).sqrt()
        })
    }
}

impl Rule for Radam {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let Evaluation { rate, gradient, map, .. } = *evaluation;
        let Constants { beta1, beta2, epsilon, decay } = self.constants;
        let [steps, mean, square] = self.counts;
        self.counts = [steps + 1.0, mean * beta1, square * beta2];
        let division = self.division();
        let (mean_rate, decay_rate) = (rate / (1.0 - self.counts[1]), rate * decay);
        write_each(gradient, self.means.iter_mut().zip(&mut self.squares), from, to, |x, g, (m, v)| {
            *m = beta1 * *m + (1.0 - beta1) * g;
            *v = beta2 * *v + (1.0 - beta2) * (g * g);
            let scale = division.map_or(1.0, |factor| factor / (v.sqrt() + epsilon));
            x - mean_rate * *m * scale - decay_rate * x
        });
        let scale = |k: usize| division.map_or(1.0, |factor| factor / (self.squares[k].sqrt() + epsilon));
        map.apply(rate, &scale, to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.counts, &mut self.means, &mut self.squares]
    }
}
