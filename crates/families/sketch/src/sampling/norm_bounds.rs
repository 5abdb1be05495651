//! The distortion of norms, and thus of fits, by weighted rows.

use super::orthonormal::Orthonormal;
use faer::Mat;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Code, Error};
use superlinear_numerics::dense::singular_values;

/// Directions with a smaller norm on the weighted rows, relative to the largest, count as undetermined.
pub(super) const UNSEEN: f64 = 1e-12;

/// Bounds on the distortion of norms by weighted rows: for all coefficients x,
/// `lower * |A x|^2 <= sum of weights[i] * (A x)[rows[i]]^2 <= upper * |A x|^2`, and these are the best constants.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NormBounds {
    /// The smallest ratio; zero if some x that is nonzero on all rows is zero on the sampled ones, so that they do not
    /// determine a fit.
    pub lower: f64,
    /// The largest ratio.
    pub upper: f64,
}

impl NormBounds {
    /// Returns whether norms are preserved well enough for a stable fit: within one half.
    pub(crate) fn are_stable(self) -> bool {
        self.distortion() <= 0.5
    }

    /// The spectral norm of G - I, where G is the weighted rows' Gram matrix in variables that make the Gram matrix of
    /// all rows I.
    pub(crate) fn distortion(self) -> f64 {
        (1.0 - self.lower).max(self.upper - 1.0)
    }
}

/// The norm bounds of `rows` with `weights`.
pub(crate) fn norm_bounds(basis: &Orthonormal, rows: &[usize], weights: &[f64]) -> Result<NormBounds, Error> {
    let values = singular_values(weighted_rows(basis, rows, weights).as_ref()).ok_or_else(no_decomposition)?;
    let (largest, smallest) = (values[0], values[values.len() - 1]);
    let lower = if smallest > UNSEEN * largest { smallest * smallest } else { 0.0 };
    Ok(NormBounds { lower, upper: largest * largest })
}

/// The sampled rows of the orthonormal basis, times the square roots of the weights.
pub(super) fn weighted_rows(basis: &Orthonormal, rows: &[usize], weights: &[f64]) -> Mat<f64> {
    Mat::from_fn(rows.len(), basis.rank, |k, j| weights[k].sqrt() * basis.row(rows[k])[j])
}

/// The error if the singular value decomposition of the sampled rows fails.
pub(super) fn no_decomposition() -> Error {
    Error::new(Code::NumericalBreakdown, "the drawn rows have no singular value decomposition")
}
