//! The search distribution of CMA-ES: a normal distribution that adapts its mean, size and shape to the better points.
//!
//! Source: Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772, figure 6, with negative weights (active
//! CMA).

use super::constants::Constants;
use super::shape::{Shape, weighted_sum};
use crate::minimize::warm_start::WarmStart;
use crate::variables::Space;
use superlinear_numerics::random::Stream;

/// A normal distribution with mean m and covariance σ² C.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    constants: Constants,
    /// m, in the unit cube.
    pub mean: Vec<f64>,
    /// σ.
    pub step_size: f64,
    /// C.
    pub shape: Shape,
    /// The evolution path of the step size: recent moves of the mean in whitened coordinates. A long path means that
    /// steps are too short.
    step_path: Vec<f64>,
    /// The evolution path of the covariance: recent moves in the variables, for the rank-one update.
    path: Vec<f64>,
    /// The number of populations so far.
    pub generation: u32,
    /// The number of generations between eigendecompositions.
    refresh_interval: u32,
}

/// The maximum change of ln σ upwards per generation, so that no lucky population makes it useless.
const MAX_GROWTH: f64 = 1.0;

/// The minimum squared length as a divisor of negative weights.
const MIN_SQUARE: f64 = 1e-12;

impl Distribution {
    /// The initial distribution of a run.
    pub(crate) fn new(mean: Vec<f64>, step_size: f64, population: usize, shape: Shape) -> Self {
        let n = mean.len();
        let constants = Constants::new(n, population, shape.is_diagonal());
        // Long enough that the eigendecomposition takes no more time than sampling, and short enough that C hardly
        // changes.
        let change = 10.0 * n as f64 * (constants.rank_one_rate + constants.rank_many_rate);
        Self {
            constants,
            mean,
            step_size,
            shape,
            step_path: vec![0.0; n],
            path: vec![0.0; n],
            generation: 0,
            refresh_interval: (1.0 / change).floor().max(1.0) as u32,
        }
    }

    /// The warm start for a later search. `None` if the distribution has degenerated.
    pub(crate) fn warm_start(&self, space: &Space) -> Option<WarmStart> {
        let mut initial = vec![0.0; self.mean.len()];
        space.values_at(&self.mean, &mut initial);
        let initial_covariance = self.shape.normalized()?;
        let is_finite = initial.iter().all(|value| value.is_finite());
        is_finite.then(|| WarmStart { initial: initial.into(), initial_covariance })
    }

    /// The strategy parameters.
    pub(crate) fn constants(&self) -> &Constants {
        &self.constants
    }

    /// Fills the rows of `steps` with samples of (x - m)/σ.
    pub(crate) fn sample(&self, stream: &mut Stream, steps: &mut [f64]) {
        let n = self.mean.len();
        let mut z = vec![0.0; n];
        for step in steps.chunks_exact_mut(n) {
            z.iter_mut().for_each(|z| *z = stream.normal());
            self.shape.stretch(&z, step);
        }
    }

    /// The Mahalanobis length of a step.
    pub(crate) fn length(&self, step: &[f64]) -> f64 {
        let mut z = vec![0.0; step.len()];
        self.shape.whiten(step, &mut z);
        norm(&z)
    }

    /// Writes the point m + σ `step`.
    pub(crate) fn write_place(&self, step: &[f64], place: &mut [f64]) {
        for ((place, mean), step) in place.iter_mut().zip(&self.mean).zip(step) {
            *place = mean + self.step_size * step;
        }
    }

    /// Updates the distribution from a population; `order` ranks it from best to worst. Returns false if the
    /// distribution has degenerated.
    pub(crate) fn learn(&mut self, steps: &[f64], order: &[usize]) -> bool {
        let n = self.mean.len();
        let row = |k: usize| &steps[k * n..(k + 1) * n];
        let Constants { effective_parents, path_rate, step_path_rate, damping, expected_length, .. } = self.constants;
        let Constants { rank_one_rate, rank_many_rate, parents, .. } = self.constants;
        self.generation += 1;
        let moved = weighted_sum(&self.constants.weights[..parents], order.iter().map(|&k| row(k)), n);
        for (mean, moved) in self.mean.iter_mut().zip(&moved) {
            *mean += self.step_size * moved;
        }
        let [mut white, mut turned] = [vec![0.0; n], vec![0.0; n]];
        self.shape.whiten(&moved, &mut white);
        self.shape.turn(&white, &mut turned);
        advance(&mut self.step_path, step_path_rate, effective_parents, &turned);
        let length = norm(&self.step_path);
        let fading = 1.0 - (1.0 - step_path_rate).powf(2.0 * f64::from(self.generation));
        // A path that is long because step sizes still grow carries no information about the shape.
        let is_steady = length / fading.sqrt() < (1.4 + 2.0 / (n as f64 + 1.0)) * expected_length;
        let moved = if is_steady { moved } else { vec![0.0; n] };
        advance(&mut self.path, path_rate, effective_parents, &moved);

        let stalled = if is_steady { 0.0 } else { rank_one_rate * path_rate * (2.0 - path_rate) };
        let weights = &self.constants.weights;
        let sum: f64 = weights.iter().sum();
        let keep = 1.0 + stalled - rank_one_rate - rank_many_rate * sum;
        let many: Vec<_> = order
            .iter()
            .zip(weights)
            .map(|(&k, &weight)| {
                let scale = if weight < 0.0 { n as f64 / self.length(row(k)).powi(2).max(MIN_SQUARE) } else { 1.0 };
                (rank_many_rate * weight * scale, row(k))
            })
            .collect();
        self.shape.adapt(keep, std::iter::once((rank_one_rate, &self.path[..])).chain(many));
        self.step_size *= ((step_path_rate / damping) * (length / expected_length - 1.0)).min(MAX_GROWTH).exp();
        let is_refreshed = !self.generation.is_multiple_of(self.refresh_interval) || self.shape.refresh();
        is_refreshed && self.step_size.is_finite() && self.mean.iter().all(|mean| mean.is_finite())
    }

    /// The largest standard deviation along an axis or the largest entry of the path, whichever is larger, in units of
    /// the cube.
    pub(crate) fn extent(&self) -> f64 {
        let largest = |numbers: &[f64]| numbers.iter().fold(0.0, |most: f64, number| most.max(number.abs()));
        self.step_size * largest(self.shape.lengths()).max(largest(&self.path))
    }

    /// The ratio of the longest axis to the shortest.
    pub(crate) fn elongation(&self) -> f64 {
        let lengths = self.shape.lengths();
        let most = lengths.iter().copied().fold(0.0, f64::max);
        most / lengths.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// Updates an evolution path by exponential smoothing. The new step is scaled such that the path keeps the length of a
/// standard normal vector.
fn advance(path: &mut [f64], rate: f64, effective_parents: f64, step: &[f64]) {
    let gain = (rate * (2.0 - rate) * effective_parents).sqrt();
    path.iter_mut().zip(step).for_each(|(path, step)| *path = (1.0 - rate) * *path + gain * step);
}

fn norm(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The elongation once an ellipsoid of this condition number, rotated by 45° or axis-parallel, is below 1e-12.
    fn elongation_at_minimum(condition: f64, is_diagonal: bool) -> f64 {
        let f = |x: &[f64]| {
            let [x, y] = [x[0] - 0.3, x[1] - 0.6];
            let [u, v] = if is_diagonal { [x, y] } else { [x + y, x - y] };
            u * u + condition * v * v
        };
        let mut distribution = Distribution::new(vec![0.5; 2], 0.2, 6, Shape::identity(2, is_diagonal));
        let mut stream = Stream::new(1, 0);
        let [mut steps, mut place] = [vec![0.0; 12], vec![0.0; 2]];
        for _ in 0..300 {
            distribution.sample(&mut stream, &mut steps);
            let values: Vec<_> = steps
                .chunks_exact(2)
                .map(|step| {
                    distribution.write_place(step, &mut place);
                    f(&place)
                })
                .collect();
            let mut order: Vec<_> = (0..6).collect();
            order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
            assert!(distribution.learn(&steps, &order));
            if values[order[0]] < 1e-12 {
                return distribution.elongation();
            }
        }
        panic!("the minimum is not reached");
    }

    #[test]
    fn the_axes_become_those_of_the_function() {
        for is_diagonal in [false, true] {
            let elongation = elongation_at_minimum(1e4, is_diagonal);
            // The square root of the condition number, as far as so few populations of six can determine it.
            assert!(elongation > 20.0 && elongation < 500.0, "{elongation}");
        }
    }
}
