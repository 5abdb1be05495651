//! Trust-region steps of linear least squares by a singular value decomposition.
//!
//! The solution of min ‖r + J d‖ subject to ‖D d‖ ≤ Δ is d = −D⁻¹ V (S² + μ)⁻¹ S U'r with the decomposition U S V' of J
//! D⁻¹. The damping μ is the root of an equation in one variable.

use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::{Singular, triangle};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::{dot, norm};

/// Relative deviation of the step length from the radius, as in MINPACK: exact lengths are no better.
pub(super) const RADIUS_TOLERANCE: f64 = 0.1;

/// Limit on the Newton iterations for the damping; two or three are usual.
const MAX_DAMPING_STEPS: u32 = 12;

/// Entries of a block of rows; the clock is checked between blocks.
const CHUNK_ENTRIES: usize = 1 << 18;

/// A decomposed linear least squares problem in some of the variables.
pub(super) struct Decomposition {
    /// The indices of the variables.
    pub free: Vec<usize>,
    /// The scale of each variable.
    scale: Vec<f64>,
    /// The singular values, descending.
    pub values: Vec<f64>,
    right: Mat<f64>,
    /// The components of the residuals along the left singular vectors.
    along: Vec<f64>,
    /// The relative rounding level of the singular values, for exact entries.
    pub rounding: f64,
}

/// A step in the variables of a decomposition.
pub(super) struct Step {
    /// The change of each variable.
    pub change: Vec<f64>,
    /// The scaled length.
    pub length: f64,
    /// The damping added to the squared singular values.
    pub damping: f64,
}

impl Decomposition {
    /// Decomposes the columns `free` of `jacobian`, each divided by its scale, and the residuals; `None` if the time
    /// limit passes.
    pub fn in_time(
        jacobian: &Mat<f64>,
        residuals: &[f64],
        free: Vec<usize>,
        scale: &[f64],
        run: &Run,
    ) -> Result<Option<Self>, Error> {
        let scale: Vec<_> = free.iter().map(|&j| scale[j]).collect();
        let width = free.len() + 1;
        let height = (CHUNK_ENTRIES / width).max(2 * width);
        let mut reduced = Mat::zeros(0, width);
        for start in (0..residuals.len()).step_by(height) {
            if run.is_out_of_time()? {
                return Ok(None);
            }
            let (above, rows) = (reduced.nrows(), height.min(residuals.len() - start));
            let stacked = Mat::from_fn(above + rows, width, |i, j| match (i.checked_sub(above), free.get(j)) {
                (None, _) => reduced[(i, j)],
                (Some(i), Some(&column)) => jacobian[(start + i, column)] / scale[j],
                (Some(i), None) => residuals[start + i],
            });
            reduced = triangle(stacked, Parallelism::sequential());
        }
        let (matrix, residuals) = (reduced.subcols(0, width - 1), reduced.col_as_slice(width - 1));
        let Singular { values, left, right } = Singular::new(matrix.to_owned(), run)?;
        let along = (0..free.len())
            .map(|k| if values[k] > 0.0 { dot(left.col_as_slice(k), residuals) / values[k] } else { 0.0 });
        let along = along.collect();
        let rounding = f64::EPSILON * jacobian.nrows().max(free.len()) as f64;
        Ok(Some(Self { free, scale, values, right, along, rounding }))
    }

    /// The number of singular values above `threshold` times the largest.
    pub fn rank(&self, threshold: f64) -> usize {
        let limit = threshold * self.values.first().copied().unwrap_or(0.0);
        self.values.iter().filter(|&&value| value > limit).count()
    }

    /// The step with scaled length at most `radius`. Directions with singular values at rounding level are left out.
    pub fn step(&self, radius: f64) -> Step {
        let rank = self.rank(self.rounding);
        let (values, along) = (&self.values[..rank], &self.along[..rank]);
        let damping = damping(values, along, radius);
        let coordinates = damped(values, along, damping);
        let change = self.scale.iter().enumerate().map(|(j, scale)| {
            let along_variable: f64 = coordinates.iter().enumerate().map(|(k, y)| self.right[(j, k)] * y).sum();
            along_variable / scale
        });
        Step { change: change.collect(), length: norm(&coordinates), damping }
    }

    /// The inverse of J'J for a Jacobian of full rank.
    pub fn inverse_of_gram(&self) -> Mat<f64> {
        let n = self.free.len();
        Mat::from_fn(n, n, |i, j| {
            let parts = self.values.iter().enumerate();
            let sum: f64 = parts.map(|(k, s)| self.right[(i, k)] / s * (self.right[(j, k)] / s)).sum();
            sum / self.scale[i] / self.scale[j]
        })
    }
}

/// The damped solution in the coordinates of the right singular vectors.
fn damped(values: &[f64], along: &[f64], damping: f64) -> Vec<f64> {
    values.iter().zip(along).map(|(s, u)| -u / (s + damping / s)).collect()
}

/// The damping for which the solution has the length `radius`, or 0 if it is no longer without damping.
///
/// Source: safeguarded Newton iteration on 1/‖y(μ)‖, Moré 1978, section 5.
fn damping(values: &[f64], along: &[f64], radius: f64) -> f64 {
    let excess = |damping: f64| norm(&damped(values, along, damping)) - radius;
    // The derivative of the length with respect to the damping.
    let slope = |damping: f64, length: f64| {
        let sum: f64 = values.iter().zip(along).map(|(s, u)| (s * u).powi(2) / (s * s + damping).powi(3)).sum();
        -sum / length
    };
    let over = excess(0.0);
    if over.is_nan() || over <= RADIUS_TOLERANCE * radius {
        return 0.0;
    }
    let mut lower = -over / slope(0.0, over + radius);
    let products: Vec<_> = values.iter().zip(along).map(|(s, u)| s * u).collect();
    let mut upper = norm(&products) / radius;
    let mut damping = lower;
    for _ in 0..MAX_DAMPING_STEPS {
        if !(lower..=upper).contains(&damping) {
            damping = (1e-3 * upper).max((lower * upper).sqrt());
        }
        let over = excess(damping);
        if over.abs() <= RADIUS_TOLERANCE * radius {
            break;
        }
        let length = over + radius;
        if over > 0.0 {
            lower = lower.max(damping)
        } else {
            upper = damping
        }
        let newton = damping - length / radius * over / slope(damping, length);
        damping = newton.max(lower);
    }
    damping
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damped_step_is_as_long_as_the_radius() {
        let (values, along) = ([3.0, 1.0, 1e-6], [1.0, -2.0, 0.5]);
        let full = norm(&damped(&values, &along, 0.0));
        assert_eq!(damping(&values, &along, full), 0.0);
        for radius in [1e-9, 1e-3, 0.5, 2.0, 1e3, 1e5] {
            let length = norm(&damped(&values, &along, damping(&values, &along, radius)));
            assert!((length - radius).abs() <= RADIUS_TOLERANCE * radius, "{length} against {radius}");
        }
    }
}
