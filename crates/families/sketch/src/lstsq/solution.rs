//! The caller's solution.

use super::problem::LstsqMethod;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector, VectorOrMatrix};

/// The solution of a least-squares problem, with a proof of its accuracy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LstsqSolution {
    /// The reason for termination: `converged` if the backward error is below the tolerance, `stalled` if rounding kept
    /// it above, at the value of `backwardError`.
    pub status: Ending,
    /// The least-squares solution `x`: a vector, or for several right-hand sides a matrix with one solution per column.
    pub solution: VectorOrMatrix,
    /// The norm of the weighted residual of each right-hand side.
    pub residual_norms: Vector,
    /// The residual `b - A x`, in the form of `rightSide`; absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residual: Option<VectorOrMatrix>,
    /// An estimate of the backward error of the returned solution, the largest of all right-hand sides: the distance of
    /// the matrix from one for which the solution is exact, relative to its Frobenius norm. Columns are scaled to equal
    /// norms, except for a wide matrix without a ridge, because scaling would change its minimum-norm solution. After
    /// Karlson and Waldén, BIT 37, 1997.
    pub backward_error: f64,
    /// The numerical rank.
    pub rank: u32,
    /// An estimate of the condition number of the matrix with columns scaled to equal norms, or unscaled for a wide
    /// matrix without a ridge, correct within a small factor; on the numerical row space if the rank is deficient.
    pub condition_number: f64,
    /// The method that produced the solution.
    pub method: LstsqRoute,
    /// The number of refinements.
    pub iterations: u32,
    /// The number of passes over the matrix; for the caller's functions, the number of their calls.
    pub passes: u32,
    /// The number of rows of the sample or of the sketch; 0 without one.
    pub sketch_rows: u32,
    /// The reason why the first choice of method did not produce the solution; absent if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<LstsqFallback>,
}

/// The possible methods of a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LstsqRoute {
    /// The Gram matrix, alone or after a sample or a sketch.
    Gram,
    /// A sketch and conjugate gradients.
    Iterative,
    /// The QR factorization.
    Qr,
    /// The singular value decomposition.
    Svd,
}

impl LstsqRoute {
    /// The route requested by a caller; `None` for the default choice.
    pub(crate) fn asked_for(method: LstsqMethod) -> Option<Self> {
        match method {
            LstsqMethod::Auto => None,
            LstsqMethod::Gram => Some(Self::Gram),
            LstsqMethod::Iterative => Some(Self::Iterative),
            LstsqMethod::Qr => Some(Self::Qr),
            LstsqMethod::Svd => Some(Self::Svd),
        }
    }
}

/// The reason why the first choice of method did not produce the solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LstsqFallback {
    /// The sketch lost a direction, so that the Gram matrix was not positive definite, or the condition number is too
    /// large for a sketch, above about 1e14.
    SketchTooSmall,
    /// The solution's certificate failed.
    NotCertified,
}

/// Progress of the refinement.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LstsqProgress {
    /// The number of refinements so far.
    pub iterations: u32,
    /// The smallest backward error so far.
    pub backward_error: f64,
}
