//! The output of `minimize` and `hypergradient`. All numbers are finite.

use super::problem::MinimizeMethod;
use crate::outer::OuterRecord;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// The termination status of a bilevel minimization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeStatus {
    /// The projected gradient and its error are within the tolerance. With `valueFunction`, the KKT residual is, and
    /// the point is at least Clarke stationary.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// No step made progress, usually because of rounding, or because the inner problem has no unique solution.
    Stalled,
    /// `stochastic` made all its iterations. It has no convergence test; `hypergradientError` is the standard error of
    /// `gradient`.
    Stopped,
    /// The steps of `stochastic` led to nonfinite numbers. This is the last point before.
    Diverged,
}

impl From<Ending> for MinimizeStatus {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Converged => Self::Converged,
            Ending::IterationLimit => Self::IterationLimit,
            Ending::TimeLimit => Self::TimeLimit,
            Ending::Stalled => Self::Stalled,
        }
    }
}

/// The kind of stationarity in a problem with inner inequalities. The kinds differ if an active inequality has a zero
/// multiplier: such an inequality has two outer multipliers, one for itself and one for the sign of its multiplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Stationarity {
    /// Neither of the two is negative for any such inequality: no first-order descent direction exists.
    Strong,
    /// Their product is nonnegative.
    Clarke,
    /// Their signs are unknown.
    Weak,
    /// The point was not polished, so they are unknown.
    Unpolished,
}

/// The best point found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeSolution {
    /// The termination status.
    pub status: MinimizeStatus,
    /// The outer variables x.
    pub solution: Vector,
    /// The inner variables y.
    pub inner_solution: Vector,
    /// The outer objective at the solution.
    pub objective: f64,
    /// The gradient of x → F(x, y*(x)), except with `valueFunction`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient: Option<Vector>,
    /// The largest absolute entry of x − P(x − gradient), where P clips to the bounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projected_gradient: Option<f64>,
    /// The size of the objective, the unit of `tolerance` with `implicit`: the larger of its absolute value and c
    /// max(1, |x|∞)², where c is the second largest curvature along the last steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<f64>,
    /// Bound on the distance of `gradient` from the exact one in the 2-norm, 1.8e308 if nothing is known. With
    /// `stochastic`, its standard error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hypergradient_error: Option<f64>,
    /// The largest absolute entry of the gradient with respect to y of the inner objective or, with constraints, of its
    /// Lagrangian.
    pub inner_residual: f64,
    /// The nonnegative multipliers of the inner inequalities, followed by those of the equations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multipliers: Option<Vector>,
    /// The multipliers of the outer problem, for checking `kktResidual`: of each entry of the gradient of the inner
    /// Lagrangian with respect to y, of the inequalities, of the equations, and of the sign constraints on the
    /// inequality multipliers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outer_multipliers: Option<Vector>,
    /// The largest absolute residual of the optimality conditions of both levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kkt_residual: Option<f64>,
    /// The kind of stationarity, with `valueFunction`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stationarity: Option<Stationarity>,
    /// The method used.
    pub method: MinimizeMethod,
    /// The number of outer iterations.
    pub iterations: u32,
    /// The number of inner problems solved; for single-loop methods, the number of iterations.
    pub evaluations: u32,
    /// The number of evaluations of the inner objective or of its batch gradient.
    pub inner_evaluations: u32,
    /// The number of evaluated products with second derivatives of the inner objective and of its Hessians.
    pub inner_products: u32,
    /// A record of each iteration, if `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<OuterRecord>>,
}

/// The gradient of x → F(x, y*(x)) at a point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HypergradientSolution {
    /// The termination status. `converged` means that `hypergradientError` is within the tolerance.
    pub status: Ending,
    /// The outer objective F(x, y*(x)).
    pub objective: f64,
    /// Its gradient.
    pub gradient: Vector,
    /// Bound on the distance of the gradient from the exact one in the 2-norm; 1.8e308 if nothing is known.
    pub hypergradient_error: f64,
    /// The inner variables y*(x).
    pub inner_solution: Vector,
    /// The largest absolute entry of the gradient of the inner objective with respect to y.
    pub inner_residual: f64,
    /// The number of evaluations of the inner objective.
    pub inner_evaluations: u32,
    /// The number of evaluated products with second derivatives of the inner objective and of its Hessians.
    pub inner_products: u32,
}
