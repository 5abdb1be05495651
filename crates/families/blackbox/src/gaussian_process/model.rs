//! A Gaussian process conditioned on values, and its predictions. The constant mean and the variance are
//! maximum-likelihood estimates.
//!
//! Source: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, algorithm 2.1 and section 2.7.

use super::kernel::Kernel;
use faer::Mat;
use superlinear_numerics::dense::{cholesky, solve_by_root};
use superlinear_numerics::vectors::dot_in_order;

/// A process conditioned on values.
pub struct Model<'a> {
    kernel: Kernel,
    points: &'a [Vec<f64>],
    /// The upper triangular R with R' R = the kernel matrix.
    root: Mat<f64>,
    mean: f64,
    variance: f64,
    /// The inverse of the kernel matrix times the centered values.
    weights: Vec<f64>,
}

/// A prediction: the expected value and the standard deviation, without noise, with their gradients.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Prediction {
    pub mean: f64,
    pub deviation: f64,
    pub mean_slope: Vec<f64>,
    pub deviation_slope: Vec<f64>,
}

/// The minimum ratio of posterior to prior variance: smaller ones are rounding error.
const ROUNDING: f64 = 1e-14;

impl<'a> Model<'a> {
    /// The process conditioned on values at points. `None` if rounding leaves no positive variance.
    pub(crate) fn new(kernel: Kernel, points: &'a [Vec<f64>], values: &[f64]) -> Option<Self> {
        let count = points.len();
        let entry = |i: usize, j: usize| match i.cmp(&j) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => 1.0 + kernel.noise(),
            std::cmp::Ordering::Greater => kernel.value(&points[i], &points[j]),
        };
        let root = cholesky(Mat::from_fn(count, count, entry))?;
        let mut ones = vec![1.0; count];
        solve_by_root(&root, &mut ones);
        let mean = dot_in_order(&ones, values) / ones.iter().sum::<f64>();
        let centered: Vec<f64> = values.iter().map(|value| value - mean).collect();
        let mut weights = centered.clone();
        solve_by_root(&root, &mut weights);
        let variance = dot_in_order(&weights, &centered) / count as f64;
        (variance.is_finite() && variance > 0.0).then_some(Self { kernel, points, root, mean, variance, weights })
    }

    /// The negative log likelihood, up to a constant, and its gradient with respect to the logarithms of the kernel
    /// parameters.
    pub(crate) fn surprise(&self) -> (f64, Vec<f64>) {
        let count = self.points.len();
        let half_determinant: f64 = (0..count).map(|k| self.root[(k, k)].ln()).sum();
        let surprise = 0.5 * count as f64 * self.variance.ln() + half_determinant;
        let lengths = self.points[0].len();
        let mut slope = vec![0.0; lengths + 1];
        let mut column = vec![0.0; count];
        for j in 0..count {
            column.fill(0.0);
            column[j] = 1.0;
            solve_by_root(&self.root, &mut column);
            let by_entry = |i: usize| 0.5 * (column[i] - self.weights[i] * self.weights[j] / self.variance);
            for i in 0..j {
                let [a, b] = [i, j].map(|k| &self.points[k]);
                self.kernel.add_derivatives(2.0 * by_entry(i), a, b, &mut slope[..lengths]);
            }
            slope[lengths] += by_entry(j) * self.kernel.noise();
        }
        (surprise, slope)
    }

    /// The expected values at the points, without the noise of the observed values.
    pub(crate) fn means(&self) -> Vec<f64> {
        self.points.iter().map(|point| self.mean + dot_in_order(&self.similarities(point), &self.weights)).collect()
    }

    /// The prediction at a point.
    pub(crate) fn predict(&self, place: &[f64]) -> Prediction {
        let similarities = self.similarities(place);
        let mut solved = similarities.clone();
        solve_by_root(&self.root, &mut solved);
        let left = (1.0 - dot_in_order(&similarities, &solved)).max(ROUNDING);
        let deviation = (self.variance * left).sqrt();
        let [mut mean_slope, mut deviation_slope] = [vec![0.0; place.len()], vec![0.0; place.len()]];
        for (k, point) in self.points.iter().enumerate() {
            self.kernel.add_gradient(self.weights[k], place, point, &mut mean_slope);
            self.kernel.add_gradient(-self.variance / deviation * solved[k], place, point, &mut deviation_slope);
        }
        let mean = self.mean + dot_in_order(&similarities, &self.weights);
        Prediction { mean, deviation, mean_slope, deviation_slope }
    }

    fn similarities(&self, place: &[f64]) -> Vec<f64> {
        self.points.iter().map(|point| self.kernel.value(place, point)).collect()
    }
}
