//! The solution. All its numbers are finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// A point, its quality, and how accurately the data determine it. All measures are evaluated at the returned point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeastSquaresSolution {
    /// The termination status. Only `converged` guarantees the quality of the point.
    pub status: LeastSquaresStatus,
    /// The number of iterations, which are trial steps.
    pub iterations: u32,
    /// The point.
    pub solution: Vector,
    /// The residuals at `solution`, unweighted.
    pub residuals: Vector,
    /// Half the sum of the squares of the weighted residuals, or of their losses.
    pub objective: f64,
    /// The residual compared with `tolerance`: the largest absolute cosine of the angle between the residuals and a
    /// column of the Jacobian, both weighted, over the variables not held at a bound. Dimensionless, and 0 at a
    /// minimum.
    pub kkt_residual: f64,
    /// The numerical rank of the Jacobian in the variables not held at a bound.
    pub rank: u32,
    /// The number of residuals with positive weight minus the rank, at least 0.
    pub degrees_of_freedom: u32,
    /// The estimated covariance of the variables: the inverse of the weighted J'J times the sum of squares divided by
    /// the degrees of freedom; zeros for variables held at a bound. For robust losses, the estimate of Huber, Robust
    /// Statistics (1981), section 7.6. Absent if the rank or the degrees of freedom do not suffice, or if with `cauchy`
    /// too many residuals are outliers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covariance: Option<Matrix>,
    /// The square roots of the covariance's diagonal, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_errors: Option<Vector>,
    /// The multipliers v of the bounds: at a solution the gradient of the objective plus v is zero. They are negative
    /// at active lower bounds, positive at active upper bounds and 0 elsewhere; `-v[i]` is the derivative of the
    /// minimum with respect to the bound.
    pub bound_multipliers: Vector,
    /// Evaluations of each function.
    pub evaluations: LeastSquaresEvaluations,
    /// One record per iteration, if `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<LeastSquaresRecord>>,
}

/// The termination status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LeastSquaresStatus {
    /// The `kktResidual` is at most `tolerance`; or the residuals are numerically zero: at most 1e-14 times the smaller
    /// of 1 and their initial norm, or no larger than the effect of rounding the variables.
    Converged,
    /// No step improves the point any more, as with inexact functions or differences, but the `kktResidual` is at most
    /// 1e-5 or not known more accurately; or the objective hardly depends on any variable there, for instance because a
    /// column of the Jacobian vanishes.
    Acceptable,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// No step improves the point any more, and it is not acceptable.
    Stalled,
}

/// Evaluations of each user function, including those for differences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeastSquaresEvaluations {
    /// Evaluations of the residuals.
    pub residuals: u32,
    /// Evaluations of the Jacobian.
    pub jacobian: u32,
}

/// One iteration: its point and the step that led there. Passed to `onProgress`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeastSquaresRecord {
    /// The iteration number; 0 for the start.
    pub iteration: u32,
    /// The objective.
    pub objective: f64,
    /// The residual compared with `tolerance`.
    pub kkt_residual: f64,
    /// The trust-region radius for the next step, in units of the Jacobian's columns.
    pub radius: f64,
    /// The damping added to the squared singular values to shorten the step; 0 for a full Gauss-Newton step.
    pub damping: f64,
    /// Whether the step was accepted.
    pub is_accepted: bool,
}
