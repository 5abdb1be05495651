//! What the caller gets of `solveConsistent`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// The point that the projections led to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveConsistentSolution {
    /// How the iteration ended: `converged` where the residual is as small as was asked for, `stalled` where it has all
    /// but ceased to fall, as the system has no solution, or is too ill-conditioned for this method.
    pub status: Ending,
    /// The projections done.
    pub iterations: u32,
    /// The point `x`, of those whose residuals were computed the one with the smallest.
    pub solution: Vector,
    /// The norm of `b - A x`, computed from this point.
    pub residual_norm: f64,
    /// A record for each time that the residual was computed; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<SolveConsistentProgress>>,
}

/// How far the projections have come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveConsistentProgress {
    /// The projections done.
    pub iterations: u32,
    /// The norm of the residual `b - A x` after them.
    pub residual_norm: f64,
}
