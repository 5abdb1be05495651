//! Prodigy: Adam with a rate estimated from the distance to the start.
//!
//! Source: Mishchenko, Defazio, Prodigy: An Expeditiously Adaptive Parameter-Free Learner, 2024, algorithm 4.

use super::{Constants, Evaluation, Rule};
use superlinear_numerics::parallel;
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};
use superlinear_numerics::vectors::{difference, dot};

/// The first estimate of the distance to the minimum.
const FIRST_DISTANCE: f64 = 1e-6;

/// The state of Prodigy.
pub(super) struct Prodigy {
    constants: Constants,
    /// The estimated distance, and the numerator of its next estimate.
    distance: [f64; 2],
    start: Vec<f64>,
    sums: Vec<f64>,
    means: Vec<f64>,
    squares: Vec<f64>,
}

impl Prodigy {
    /// The state before the first step.
    pub(super) fn new(constants: Constants, start: &[f64]) -> Self {
        let zeros = vec![0.0; start.len()];
        let [sums, means, squares] = [zeros.clone(), zeros.clone(), zeros];
        Self { constants, distance: [FIRST_DISTANCE, 0.0], start: start.to_vec(), sums, means, squares }
    }
}

impl Rule for Prodigy {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let Evaluation { gradient, map, .. } = *evaluation;
        let (beta3, epsilon) = (self.constants.beta2.sqrt(), self.constants.epsilon);
        let [distance, numerator] = self.distance;
        let rate = distance * evaluation.rate;
        let weight = distance / FIRST_DISTANCE * rate;
        let numerator = beta3 * numerator + weight * dot(gradient, &difference(&self.start, from));
        dispatch(Moments { prodigy: self, distance, beta3, weight, gradient });
        let size = parallel::sum(&self.sums.iter().map(|sum| sum.abs()).collect::<Vec<_>>());
        if size == 0.0 {
            to.copy_from_slice(from);
            return;
        }
        let next = distance.max(numerator / size);
        self.distance = [next, numerator];
        dispatch(Step { prodigy: self, epsilon: next * epsilon, rate, from, to });
        map.apply(rate, &|k| distance / (self.squares[k].sqrt() + next * epsilon), to);
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.distance, &mut self.start, &mut self.sums, &mut self.means, &mut self.squares]
    }
}

/// The update of all averages.
struct Moments<'a> {
    prodigy: &'a mut Prodigy,
    distance: f64,
    beta3: f64,
    weight: f64,
    gradient: &'a [f64],
}

impl Kernel for Moments<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Prodigy { constants, sums, means, squares, .. } = self.prodigy;
        let Constants { beta1, beta2, .. } = *constants;
        let (mean_weight, square_weight) = ((1.0 - beta1) * self.distance, (1.0 - beta2) * self.distance.powi(2));
        for ((g, s), (m, v)) in self.gradient.iter().zip(sums).zip(means.iter_mut().zip(squares)) {
            *s = self.beta3 * *s + self.weight * g;
            *m = beta1 * *m + mean_weight * g;
            *v = beta2 * *v + square_weight * (g * g);
        }
    }
}

struct Step<'a> {
    prodigy: &'a Prodigy,
    epsilon: f64,
    rate: f64,
    from: &'a [f64],
    to: &'a mut [f64],
}

impl Kernel for Step<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Prodigy { constants, means, squares, .. } = self.prodigy;
        let decay_rate = self.rate * constants.decay;
        for ((to, from), (m, v)) in self.to.iter_mut().zip(self.from).zip(means.iter().zip(squares)) {
            *to = from - self.rate * m / (v.sqrt() + self.epsilon) - decay_rate * from;
        }
    }
}
