//! What the caller gets. Every number in it is finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The point that was found, how good it is, and how exactly the data determine it; all of it is measured on the returned point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeastSquaresSolution {
    /// Why the solver stopped. Only `converged` promises something of the point.
    pub status: LeastSquaresStatus,
    /// The number of iterations: steps that were tried.
    pub iterations: u32,
    /// The point.
    pub solution: Vector,
    /// The residuals there, without weights.
    pub residuals: Vector,
    /// Half the sum of the squares of the weighted residuals, or of their losses: what was minimised.
    pub objective: f64,
    /// What `tolerance` is compared with: the largest cosine of the angle between the residuals and a column of the Jacobian, both as
    /// weights and loss weigh them, over the variables that no bound holds. It has no unit, and is 0 at a minimum.
    pub kkt_residual: f64,
    /// How many directions of the variables that no bound holds the residuals tell apart.
    pub rank: u32,
    /// Residuals of positive weight less the rank; 0 where there are no more.
    pub degrees_of_freedom: u32,
    /// The estimated covariance of the variables: the inverse of J'J times the mean square of the residuals over the degrees of
    /// freedom, where J has their weights; zeros for variables that a bound holds. Robust losses have Huber's, of his Robust
    /// Statistics (1981), section 7.6. Not there where rank or degrees of freedom do not suffice, or with `cauchy` too many residuals
    /// are outliers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covariance: Option<Matrix>,
    /// The square roots of the covariance's diagonal, where that is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_errors: Option<Vector>,
    /// The multipliers v of the bounds: the gradient of the objective plus v is zero at a solution. They are negative at lower
    /// bounds, positive at upper ones and 0 elsewhere, and `-v[i]` is the rate at which the least objective grows with the bound.
    pub bound_multipliers: Vector,
    /// How often each function was asked for.
    pub evaluations: LeastSquaresEvaluations,
    /// One record for each iteration, where `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<LeastSquaresRecord>>,
}

/// Why the solver stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LeastSquaresStatus {
    /// The `kktResidual` is at most `tolerance`; or the residuals are zero as far as can be told: 1e-14 of those at the start, or 1e-14
    /// where these are larger than 1, or as small as rounding the variables makes them.
    Converged,
    /// No step improves the point any more, as with functions or differences that are not exact enough; the `kktResidual` is at most
    /// 1e-5, or no better known; or the objective hardly depends on any variable there, as where a column of the Jacobian vanishes.
    Acceptable,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// No step improves the point any more, and it is not acceptable.
    Stalled,
}

/// How often each of the caller's functions was asked for, differences included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeastSquaresEvaluations {
    /// Of the residuals.
    pub residuals: u32,
    /// Of the Jacobian.
    pub jacobian: u32,
}

/// How far the method has come: one iteration's point, and the step to it. Also what `onProgress` hears.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeastSquaresRecord {
    /// The number of the iteration; 0 for the start.
    pub iteration: u32,
    /// The objective.
    pub objective: f64,
    /// What `tolerance` is compared with.
    pub kkt_residual: f64,
    /// How far steps may go from here, in units of the columns of the Jacobian.
    pub radius: f64,
    /// What was added to the squares of the singular values, for the step to be no longer; 0 for a full step of Gauss and Newton.
    pub damping: f64,
    /// Whether the step was taken.
    pub is_accepted: bool,
}
