//! The solution of `eigenvalues`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Matrix, Vector};

/// Eigenvalues and eigenvectors.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EigenvaluesSolution {
    /// The reason for termination. `converged` if all residuals are within the tolerance.
    pub status: Ending,
    /// The eigenvalues: of a symmetric matrix in ascending order, of another one their real parts, in the order of
    /// `which`, conjugate ones side by side.
    pub values: Vector,
    /// The imaginary parts of the eigenvalues; absent for symmetric matrices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imaginary: Option<Vector>,
    /// The eigenvectors as columns. Of a symmetric matrix they are orthonormal in the inner product of `B`, and the entry
    /// of largest modulus is positive. Of another matrix they are the real parts, with 2-norm 1 together with the
    /// imaginary parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vectors: Option<Matrix>,
    /// The imaginary parts of the eigenvectors; absent for symmetric matrices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imaginary_vectors: Option<Matrix>,
    /// The norms of `A x - λ B x` divided by that of `x`, computed from the returned numbers.
    pub residuals: Vector,
    /// Bounds of the errors: within each distance of its value there is an eigenvalue. Absent for matrices that are not
    /// symmetric.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_bounds: Option<Vector>,
    /// The number of iterations: solves with the shifted matrix for `shiftInvert`, 0 for `dense`.
    pub iterations: u32,
    /// The number of eigenvalues in the range of those returned, by the signs of the pivots of factorizations: up to the
    /// last value for `smallest`, from the first one for `largest`, and as far as the farthest one on both sides of the
    /// shift for `nearest`. If it is `count`, none was missed; all of a larger number were found, and those not
    /// returned equal the last one but for rounding. Only for `shiftInvert`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_below: Option<u32>,
    /// The method used.
    pub method: EigenvaluesRoute,
}

/// The method that computed the eigenvalues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EigenvaluesRoute {
    /// A dense decomposition.
    Dense,
    /// Lanczos iterations with the inverse of a shifted matrix.
    ShiftInvert,
    /// LOBPCG.
    Lobpcg,
}

/// The progress of `eigenvalues`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EigenvaluesProgress {
    /// The number of iterations so far.
    pub iterations: u32,
    /// The largest estimate of a residual, relative to the norm of the matrix.
    pub residual: f64,
}
