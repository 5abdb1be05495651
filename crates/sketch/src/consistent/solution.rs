//! What the caller gets of `solveConsistent`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;
use superlinear_numerics::sketch_project::Status;

/// The point that the projections led to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveConsistentSolution {
    /// Why the iteration stopped.
    pub status: SolveConsistentStatus,
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

/// Why the projections stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SolveConsistentStatus {
    /// The residual is as small as was asked for.
    Converged,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// The residual has all but ceased to fall: the system has no solution, or is too ill-conditioned for this method.
    Stalled,
}

impl From<Status> for SolveConsistentStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Converged => Self::Converged,
            Status::IterationLimit => Self::IterationLimit,
            Status::TimeLimit => Self::TimeLimit,
            Status::Stalled => Self::Stalled,
        }
    }
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
