//! Cholesky factorization of positive definite matrices that rounding may have made slightly indefinite.

use faer::Mat;
use std::ops::RangeInclusive;
use superlinear_numerics::dense::shifted_cholesky;

/// The range of multiples of the mean diagonal added to the diagonal if rounding makes a pivot nonpositive. Each
/// attempt adds ten times more; the last is larger than rounding can require.
const JITTER: RangeInclusive<f64> = 1e-13..=1e-3;

/// The upper triangular factor of a matrix given by its lower triangle, with jitter if necessary. `None` if it is not
/// finite.
pub(super) fn root(matrix: &Mat<f64>) -> Option<Mat<f64>> {
    let size = matrix.nrows();
    let mean = (0..size).map(|j| matrix[(j, j)]).sum::<f64>() / size.max(1) as f64;
    let mean = if mean > 0.0 { mean } else { 1.0 };
    let is_sound = |root: &Mat<f64>, _| (0..size).all(|j| root[(j, j)].is_finite() && root[(j, j)] > 0.0);
    shifted_cholesky(matrix, mean, JITTER, is_sound).map(|(root, _)| root)
}
