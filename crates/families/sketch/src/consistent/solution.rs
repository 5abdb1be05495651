//! The caller's solution of `solveConsistent`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// The result of the projections.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveConsistentSolution {
    /// The reason for termination: `converged` if the residual is within the tolerance, `stalled` if it has almost
    /// stopped decreasing, because the system has no solution or is too ill-conditioned for this method.
    pub status: Ending,
    /// The number of iterations.
    pub iterations: u32,
    /// The point `x` with the smallest computed residual.
    pub solution: Vector,
    /// The norm of `b - A x`, computed from this point.
    pub residual_norm: f64,
    /// A record of each evaluation of the residual; absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<SolveConsistentProgress>>,
}

/// Progress of the projections.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveConsistentProgress {
    /// The number of iterations so far.
    pub iterations: u32,
    /// The norm of the residual `b - A x` after them.
    pub residual_norm: f64,
}
