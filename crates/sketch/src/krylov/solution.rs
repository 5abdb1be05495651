//! What the caller gets of `lsqr` and `lsmr`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;
use superlinear_numerics::least_squares::Status;

/// The point that an iterative method for least squares ended at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KrylovSolution {
    /// Why the iteration stopped.
    pub status: KrylovStatus,
    /// The iterations done.
    pub iterations: u32,
    /// The point `x`.
    pub solution: Vector,
    /// The norm of `b - A x`, computed from the returned point.
    pub residual_norm: f64,
    /// The norm of the residual of the normal equations, `A' (b - A x) - ridge x`, computed from the returned point; with a
    /// preconditioner `R`, of its inverse transpose times that. It is 0 at a minimiser.
    pub normal_residual: f64,
    /// An estimate of the Frobenius norm of `A` (with `ridge`, preconditioned).
    pub matrix_norm: f64,
    /// An estimate of its condition number, which grows as the iteration sees more of the matrix; LSQR estimates it in the
    /// Frobenius norm, LSMR in the spectral one, from below.
    pub condition_number: f64,
    /// A record of each iteration; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<KrylovProgress>>,
}

/// Why an iterative method for least squares stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KrylovStatus {
    /// The residual of the returned point is as small as was asked for.
    Converged,
    /// The estimated condition number exceeds its limit.
    ConditionLimit,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// Rounding allows no more progress.
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

/// How far the iteration has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KrylovProgress {
    /// The iterations done.
    pub iterations: u32,
    /// The norm of the residual, with `ridge` that of `[b - A x; sqrt(ridge) x]`, as the method estimates it.
    pub residual_norm: f64,
    /// The norm of the residual of the normal equations, as the method estimates it.
    pub normal_residual: f64,
}
