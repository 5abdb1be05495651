//! What the caller gets. Every number in it is finite.

use super::problem::MinimizeMethod;
use crate::outer::OuterRecord;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// How a minimisation over two levels ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeStatus {
    /// The projected gradient and its error are as small as was asked for; with `valueFunction`, the residual of the conditions of
    /// optimality is, and the point is stationary in the sense of Clarke at least.
    Converged,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// No step brought anything any more; mostly since rounding allows no more progress, or since the inner problem has no unique solution.
    Stalled,
    /// The iterations of `stochastic` were made, which does not see when to end: `hypergradientError` is the standard error of `gradient`.
    Stopped,
    /// The steps of `stochastic` led to numbers that are not finite. This is the last point before.
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

/// In which sense a point of a problem with inner inequalities is stationary. They differ where an inequality holds with equality and its
/// multiplier is zero: then there are two outer multipliers of it, of the inequality and of its multiplier's sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Stationarity {
    /// Neither of the two is negative, for any such inequality: no step of first order leads down.
    Strong,
    /// Their product is not negative.
    Clarke,
    /// Nothing is known of their signs.
    Weak,
    /// The point was not polished, so that they are not known.
    Unpolished,
}

/// The best point that was found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeSolution {
    /// How it ended.
    pub status: MinimizeStatus,
    /// The outer variables x.
    pub solution: Vector,
    /// The inner variables y.
    pub inner_solution: Vector,
    /// The outer objective there.
    pub objective: f64,
    /// The gradient of x → F(x, y*(x)), where that is what descends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient: Option<Vector>,
    /// The largest entry of x − P(x − gradient), where P clips to the bounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projected_gradient: Option<f64>,
    /// The size of the objective at the solution, which `tolerance` is relative to where method is `implicit`: its absolute value or the
    /// second largest curvature of the last steps times the square of the largest |x| or of 1, whichever is larger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<f64>,
    /// How far the gradient may be from the exact one, in the 2-norm, and 1.8e308 where nothing is known of that; of `stochastic` its
    /// standard error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hypergradient_error: Option<f64>,
    /// The largest entry of the gradient of the inner objective by y; with constraints, of its Lagrangian.
    pub inner_residual: f64,
    /// The multipliers of the inner inequalities, which are not negative, and after them those of the equations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multipliers: Option<Vector>,
    /// The multipliers of the outer problem, by which `kktResidual` can be checked: of each entry of the gradient of the inner Lagrangian
    /// by y, of the inequalities, of the equations, and of the inner multipliers of inequalities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outer_multipliers: Option<Vector>,
    /// How far the conditions of optimality of both levels are from being met: the largest entry of what is left of any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kkt_residual: Option<f64>,
    /// In which sense the point is stationary, of `valueFunction`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stationarity: Option<Stationarity>,
    /// The method that was used.
    pub method: MinimizeMethod,
    /// The number of outer iterations.
    pub iterations: u32,
    /// At how many x inner problems were solved; of single loops, the iterations.
    pub evaluations: u32,
    /// How often the inner objective was evaluated, or its gradient over a batch.
    pub inner_evaluations: u32,
    /// How many products with second derivatives of the inner objective, and Hessians, were evaluated.
    pub inner_products: u32,
    /// A record of each iteration, where `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<OuterRecord>>,
}

/// The gradient of x → F(x, y*(x)) at a point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HypergradientSolution {
    /// How it ended: what has converged has a `hypergradientError` as small as was asked for.
    pub status: Ending,
    /// The outer objective F(x, y*(x)).
    pub objective: f64,
    /// Its gradient.
    pub gradient: Vector,
    /// How far the gradient may be from the exact one, in the 2-norm; 1.8e308 where nothing is known of that.
    pub hypergradient_error: f64,
    /// The inner variables y*(x).
    pub inner_solution: Vector,
    /// The largest entry of the gradient of the inner objective by y.
    pub inner_residual: f64,
    /// How often the inner objective was evaluated.
    pub inner_evaluations: u32,
    /// How many products with second derivatives of the inner objective, and Hessians, were evaluated.
    pub inner_products: u32,
}
