//! What the caller gets.

use super::problem::LstsqMethod;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector, VectorOrMatrix};

/// The solution of a least-squares problem, with the proof of its accuracy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LstsqSolution {
    /// How the refinement ended: `converged` where the backward error is below the tolerance, `stalled` where rounding
    /// kept it above; `backwardError` tells where.
    pub status: Ending,
    /// The least-squares solution `x`: a vector, or for several right sides a matrix with one solution a column.
    pub solution: VectorOrMatrix,
    /// The norm of the weighted residual of each right side.
    pub residual_norms: Vector,
    /// The residual `b - A x`, in the form of `rightSide`; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residual: Option<VectorOrMatrix>,
    /// An estimate of the backward error of the returned solution, the largest of all right sides: how far, relative to its
    /// Frobenius norm, the matrix is from one for which the solution is exact; both with columns scaled to equal norms, but of a
    /// wide matrix without a ridge as they are: which of its solutions is the shortest depends on that. After Karlson and Waldén,
    /// BIT 37, 1997.
    pub backward_error: f64,
    /// The numerical rank.
    pub rank: u32,
    /// An estimate of the condition number of the matrix with columns scaled to equal norms, or as they are of a wide matrix
    /// without a ridge, correct within a small factor; of its part of full rank where the rank is deficient.
    pub condition_number: f64,
    /// The method that gave the solution.
    pub method: LstsqRoute,
    /// The refinements that were made.
    pub iterations: u32,
    /// How often the matrix was read; where it is the caller's functions, how often they were asked.
    pub passes: u32,
    /// Rows of the sample or of the sketch; 0 where there was none.
    pub sketch_rows: u32,
    /// Why another method than the first choice gave the solution; absent where it did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<LstsqFallback>,
}

/// The methods that a solution may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LstsqRoute {
    /// The Gram matrix, alone or after a sample or a sketch.
    Gram,
    /// A sketch and conjugate gradients.
    Iterative,
    /// The QR decomposition.
    Qr,
    /// The singular value decomposition.
    Svd,
}

impl LstsqRoute {
    /// The route that a caller asks for; `None` where the choice is left to us.
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

/// Why the first choice of a method did not give the solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LstsqFallback {
    /// The sketch had lost a direction, so that the Gram matrix was not positive definite, or the condition number is too large
    /// for a sketch, above 1e14 or so.
    SketchTooSmall,
    /// The solution's certificate failed.
    NotCertified,
}

/// How far the refinement has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LstsqProgress {
    /// The refinements that were made.
    pub iterations: u32,
    /// The smallest backward error so far.
    pub backward_error: f64,
}
