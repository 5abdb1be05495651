//! Decompositions of positive definite matrices that rounding may have left a little indefinite.

use faer::Mat;
use std::ops::RangeInclusive;
use superlinear_numerics::dense::shifted_cholesky;

/// Where rounding leaves a pivot that is not positive, so much of the mean diagonal is added to the diagonal, and ten times as much
/// as often as that is not enough; the last is more than rounding ever asks for.
const JITTER: RangeInclusive<f64> = 1e-13..=1e-3;

/// The upper root of a matrix of which the lower triangle is read, with the jitter that it needs. `None` where it is not finite.
pub(super) fn root(matrix: &Mat<f64>) -> Option<Mat<f64>> {
    let size = matrix.nrows();
    let mean = (0..size).map(|j| matrix[(j, j)]).sum::<f64>() / size.max(1) as f64;
    let mean = if mean > 0.0 { mean } else { 1.0 };
    let is_sound = |root: &Mat<f64>, _| (0..size).all(|j| root[(j, j)].is_finite() && root[(j, j)] > 0.0);
    shifted_cholesky(matrix, mean, JITTER, is_sound).map(|(root, _)| root)
}
