//! Trust-region steps of a quadratic model by an eigendecomposition; the model may be indefinite.
//!
//! The solution of min g'd + d'Bd/2 subject to ‖D d‖ ≤ Δ is d = −D⁻¹ V (Λ + μ)⁻¹ V'D⁻¹g, with the eigenvalues Λ of
//! D⁻¹BD⁻¹ and the smallest damping μ for which all of Λ + μ are positive and the step is short enough. (Moré,
//! Sorensen, SIAM J. Sci. Stat. Comput. 4, 1983. If g has no component along the eigenvector of the smallest
//! eigenvalue, the step stays shorter than the radius.)

use super::trust_region::{RADIUS_TOLERANCE, Step};
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::Singular;
use superlinear_numerics::vectors::{dot, norm};

/// Limit on bisections of the logarithm of the damping, enough for the full range of doubles.
const MAX_HALVINGS: u32 = 60;

/// An eigendecomposition of a quadratic model in some of the variables.
pub(super) struct Bent {
    /// The indices of the variables.
    pub free: Vec<usize>,
    scale: Vec<f64>,
    /// The eigenvalues, descending.
    values: Vec<f64>,
    vectors: Mat<f64>,
    /// The components of the gradient along the eigenvectors.
    slopes: Vec<f64>,
    /// The rounding level of the eigenvalues.
    floor: f64,
}

impl Bent {
    /// Decomposes the model with Hessian `jacobian`' `jacobian` + `curvature` in the variables `free`, each divided by
    /// its scale; `None` if the time limit passes.
    pub fn in_time(
        jacobian: &Mat<f64>,
        curvature: &Mat<f64>,
        gradient: &[f64],
        free: Vec<usize>,
        scale: &[f64],
        run: &Run,
    ) -> Result<Option<Self>, Error> {
        let n = free.len();
        let scale: Vec<_> = free.iter().map(|&j| scale[j]).collect();
        let entry = |i: usize, j: usize| {
            let (p, q) = (free[i], free[j]);
            let squares = dot(jacobian.col_as_slice(p), jacobian.col_as_slice(q));
            (squares + curvature[(p, q)]) / scale[i] / scale[j]
        };
        let mut matrix = Mat::zeros(n, n);
        for i in 0..n {
            if run.is_out_of_time()? {
                return Ok(None);
            }
            (0..=i).for_each(|j| matrix[(i, j)] = entry(i, j));
            (0..i).for_each(|j| matrix[(j, i)] = matrix[(i, j)]);
        }
        // Shifted by a bound on the absolute eigenvalues, the matrix is positive semidefinite: singular values are
        // eigenvalues.
        let shift = (0..n).map(|j| matrix.col_as_slice(j).iter().map(|entry| entry.abs()).sum()).fold(0.0, f64::max);
        (0..n).for_each(|j| matrix[(j, j)] += shift);
        let Singular { values, right: vectors, .. } = Singular::new(matrix, run)?;
        let scaled: Vec<_> = free.iter().zip(&scale).map(|(&j, scale)| gradient[j] / scale).collect();
        let slopes = (0..n).map(|k| dot(vectors.col_as_slice(k), &scaled)).collect();
        let values = values.iter().map(|value| value - shift).collect();
        Ok(Some(Self { free, scale, values, vectors, slopes, floor: f64::EPSILON * n as f64 * shift }))
    }

    /// The step with scaled length at most `radius`.
    pub fn step(&self, radius: f64) -> Step {
        let damping = self.damping(radius);
        let coordinates = self.coordinates(damping);
        let change = self.scale.iter().enumerate().map(|(j, scale)| {
            let along_variable: f64 = coordinates.iter().enumerate().map(|(k, y)| self.vectors[(j, k)] * y).sum();
            along_variable / scale
        });
        Step { change: change.collect(), length: norm(&coordinates), damping }
    }

    fn coordinates(&self, damping: f64) -> Vec<f64> {
        let curved = self.values.iter().map(|value| (value + damping).max(self.floor));
        self.slopes
            .iter()
            .zip(curved)
            .map(|(slope, curved)| if *slope == 0.0 { 0.0 } else { -slope / curved })
            .collect()
    }

    /// The smallest sufficient damping.
    fn damping(&self, radius: f64) -> f64 {
        let excess = |damping: f64| norm(&self.coordinates(damping)) - radius;
        let lowest = self.values.last().copied().unwrap_or(0.0);
        let fewest = (self.floor - lowest).max(0.0);
        if excess(fewest) <= RADIUS_TOLERANCE * radius {
            return fewest;
        }
        // The bracket of the smallest damped eigenvalue.
        let (mut lower, mut upper) = (lowest + fewest, norm(&self.slopes) / radius);
        for _ in 0..MAX_HALVINGS {
            let middle = (lower.max(f64::MIN_POSITIVE) * upper).sqrt();
            let over = excess(middle - lowest);
            if over.abs() <= RADIUS_TOLERANCE * radius {
                return middle - lowest;
            }
            if over > 0.0 { lower = middle } else { upper = middle }
        }
        upper - lowest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};

    #[test]
    fn steps_are_no_longer_than_the_radius_and_lead_down() {
        let jacobian = Mat::from_fn(3, 3, |i, j| if i == j { (i + 1) as f64 } else { 0.5 });
        let curvature = Mat::from_fn(3, 3, |i, j| if i == j { -4.0 + i as f64 } else { 0.25 });
        let gradient = [1.0, -2.0, 0.5];
        let scale = [1.0, 10.0, 0.1];
        let run = testing::untimed(&RunOptions::default());
        let model = Bent::in_time(&jacobian, &curvature, &gradient, vec![0, 1, 2], &scale, &run);
        let model = model.expect("nobody cancels").expect("there is no time limit");
        assert!(model.values[2] < 0.0);
        for radius in [1e-9, 1e-3, 0.5, 2.0, 1e3] {
            let step = model.step(radius);
            assert!(
                (step.length - radius).abs() <= 2.0 * RADIUS_TOLERANCE * radius,
                "{} against {radius}",
                step.length
            );
            assert!(dot(&step.change, &gradient) < 0.0);
        }
    }
}
