//! The caller's solution of `lsqr` and `lsmr`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;
use superlinear_numerics::least_squares::Status;

/// The last point of an iterative method for least squares.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KrylovSolution {
    /// The reason for termination.
    pub status: KrylovStatus,
    /// The number of iterations.
    pub iterations: u32,
    /// The point `x`.
    pub solution: Vector,
    /// The norm of `b - A x`, computed from the returned point.
    pub residual_norm: f64,
    /// The norm of the residual of the normal equations, `A' (b - A x) - ridge x`, computed from the returned point;
    /// with a preconditioner `R`, of `R'^-1` times this residual. It is 0 at a minimizer.
    pub normal_residual: f64,
    /// An estimate of the Frobenius norm of `A` (with `ridge`, preconditioned).
    pub matrix_norm: f64,
    /// An estimate of its condition number, which grows with the iterations; LSQR estimates it in the Frobenius norm,
    /// LSMR in the spectral one, from below.
    pub condition_number: f64,
    /// A record of each iteration; absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<KrylovProgress>>,
}

/// Reasons for termination of an iterative method for least squares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KrylovStatus {
    /// The residual of the returned point is within the tolerance.
    Converged,
    /// The estimated condition number exceeds its limit.
    ConditionLimit,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// Rounding prevents further progress.
    Stalled,
}

impl From<Status> for KrylovStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Converged => Self::Converged,
            Status::ConditionLimit => Self::ConditionLimit,
            Status::IterationLimit => Self::IterationLimit,
            Status::TimeLimit => Self::TimeLimit,
            Status::Stalled => Self::Stalled,
        }
    }
}

/// Progress of the iteration.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KrylovProgress {
    /// The number of iterations so far.
    pub iterations: u32,
    /// The method's estimate of the norm of the residual, with `ridge` of `[b - A x; sqrt(ridge) x]`.
    pub residual_norm: f64,
    /// The method's estimate of the norm of the residual of the normal equations.
    pub normal_residual: f64,
}
