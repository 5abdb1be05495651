//! What weighted rows make of norms, and so of fits.

use super::orthonormal::Orthonormal;
use faer::Mat;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Code, Error};
use superlinear_numerics::dense::singular_values;

/// Directions whose norm the weighted rows make smaller than this, relative to the largest, are taken not to be seen by
/// them at all.
pub(super) const UNSEEN: f64 = 1e-12;

/// What weighted rows make of norms: for all coefficients x,
/// `lower * |A x|^2 <= sum of weights[i] * (A x)[rows[i]]^2 <= upper * |A x|^2`, and no closer numbers have this property.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NormBounds {
    /// The smallest ratio; zero where some x that is not zero on all rows is zero on the drawn ones, so that they do not
    /// determine a fit.
    pub lower: f64,
    /// The largest ratio.
    pub upper: f64,
}

impl NormBounds {
    /// Whether norms are kept well enough for a stable fit: to a half.
    pub(crate) fn are_stable(self) -> bool {
        self.distortion() <= 0.5
    }

    /// The spectral norm of G - I, where G is the weighted rows' Gram matrix in variables in which that of all rows is I.
    pub(crate) fn distortion(self) -> f64 {
        (1.0 - self.lower).max(self.upper - 1.0)
    }
}

/// What `rows` with `weights` make of norms.
pub(crate) fn norm_bounds(basis: &Orthonormal, rows: &[usize], weights: &[f64]) -> Result<NormBounds, Error> {
    let values = singular_values(weighted_rows(basis, rows, weights).as_ref()).ok_or_else(no_decomposition)?;
    let (largest, smallest) = (values[0], values[values.len() - 1]);
    let lower = if smallest > UNSEEN * largest { smallest * smallest } else { 0.0 };
    Ok(NormBounds { lower, upper: largest * largest })
}

/// The drawn rows of the orthonormal basis, times the roots of the weights.
pub(super) fn weighted_rows(basis: &Orthonormal, rows: &[usize], weights: &[f64]) -> Mat<f64> {
    Mat::from_fn(rows.len(), basis.rank, |k, j| weights[k].sqrt() * basis.row(rows[k])[j])
}

/// The error of drawn rows whose singular values cannot be found.
pub(super) fn no_decomposition() -> Error {
    Error::new(Code::NumericalBreakdown, "the drawn rows have no singular value decomposition")
}
