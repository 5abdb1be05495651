//! Schedule-free descent: steps of a base sequence, gradients between it and its average, which is returned.
//!
//! Source: Defazio, Yang, Mehta, Mishchenko, Khaled, Cutkosky, The Road Less Scheduled, 2024, algorithm 1, with the weights of its
//! program: the square of the largest rate so far.

use super::{Constants, Evaluation, Rule};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// The state of schedule-free descent.
pub(super) struct ScheduleFree {
    constants: Constants,
    /// The largest rate, the sum of its squares, and `beta2` to the power of the number of steps.
    sums: [f64; 3],
    base: Vec<f64>,
    average: Vec<f64>,
    /// The mean squares of the gradient; empty for gradients that are not divided by their roots.
    squares: Vec<f64>,
}

impl ScheduleFree {
    /// The state before the first step. The weight of the average in the points of evaluation is `beta1`.
    pub(super) fn new(constants: Constants, is_divided: bool, start: &[f64]) -> Self {
        let squares = if is_divided { vec![0.0; start.len()] } else { Vec::new() };
        Self { constants, sums: [0.0, 0.0, 1.0], base: start.to_vec(), average: start.to_vec(), squares }
    }
}

impl Rule for ScheduleFree {
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]) {
        let (rate, Constants { beta2, epsilon, .. }) = (evaluation.rate, self.constants);
        let [largest, sum, missing] = self.sums;
        let largest = largest.max(rate);
        self.sums = [largest, sum + largest * largest, missing * beta2];
        // The squares of tiny rates are zero.
        let weight = if self.sums[1] > 0.0 { largest * largest / self.sums[1] } else { 1.0 };
        dispatch(BaseStep { state: self, rate, gradient: evaluation.gradient, from });
        let (square_factor, squares) = ((1.0 - self.sums[2]).recip(), &self.squares);
        let scale = |k: usize| squares.get(k).map_or(1.0, |v| ((v * square_factor).sqrt() + epsilon).recip());
        evaluation.map.apply(rate, &scale, &mut self.base);
        dispatch(Averaging { state: self, weight, to });
    }

    fn solution<'a>(&'a self, _: &'a [f64]) -> &'a [f64] {
        &self.average
    }

    fn state(&mut self) -> Vec<&mut [f64]> {
        vec![&mut self.sums, &mut self.base, &mut self.average, &mut self.squares]
    }
}

/// The step of the base sequence.
struct BaseStep<'a> {
    state: &'a mut ScheduleFree,
    rate: f64,
    gradient: &'a [f64],
    from: &'a [f64],
}

impl Kernel for BaseStep<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let ScheduleFree { constants, sums, base, squares, .. } = self.state;
        let Constants { beta2, epsilon, decay, .. } = *constants;
        let (rate, decay_rate) = (self.rate, self.rate * decay);
        let entries = base.iter_mut().zip(self.from).zip(self.gradient);
        if squares.is_empty() {
            entries.for_each(|((z, y), g)| *z -= rate * g + decay_rate * y);
            return;
        }
        let square_factor = (1.0 - sums[2]).recip();
        for (((z, y), g), v) in entries.zip(squares) {
            *v = beta2 * *v + (1.0 - beta2) * (g * g);
            *z -= rate * g / ((*v * square_factor).sqrt() + epsilon) + decay_rate * y;
        }
    }
}

/// The update of the average, and the next point of evaluation.
struct Averaging<'a> {
    state: &'a mut ScheduleFree,
    weight: f64,
    to: &'a mut [f64],
}

impl Kernel for Averaging<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let ScheduleFree { constants, base, average, .. } = self.state;
        let (weight, beta) = (self.weight, constants.beta1);
        for ((to, z), x) in self.to.iter_mut().zip(base).zip(average) {
            *x = (1.0 - weight) * *x + weight * *z;
            *to = (1.0 - beta) * *z + beta * *x;
        }
    }
}
