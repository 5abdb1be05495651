//! What the caller gets.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Labels, NumberOrVector, Vector, VectorOrMatrix};
use superlinear_losses::LossKind;

/// A fitted model, with the proof of how close to the optimum it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitSolution {
    /// `converged` where what `tolerance` asks for was reached, `stalled` where rounding allows no further progress.
    pub status: Ending,
    /// The coefficient of each feature; for several outputs or classes, a matrix with a row for each feature. Those that the
    /// penalty holds at zero are exactly 0.
    pub coefficients: VectorOrMatrix,
    /// The intercept, 0 without one; for several outputs or classes, a vector.
    pub intercept: NumberOrVector,
    /// The features with a coefficient other than 0, ascending.
    pub support: Vector<i32>,
    /// The strength of the penalty.
    pub lambda: f64,
    /// The mean loss plus the penalty.
    pub objective: f64,
    /// How far `objective` is above the minimum, at most. Absent where there is no bound: for penalties that are not convex
    /// or not there, and coefficients without a penalty that are bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duality_gap: Option<f64>,
    /// The duality gap, relative to how far the objective of the model without penalised features is above the least value of
    /// the loss, which is 0 but for `poisson`. This is what `tolerance` is compared to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_gap: Option<f64>,
    /// The violation of the optimality conditions, relative to the largest slope of the loss at that model.
    pub kkt_residual: f64,
    /// Iterations, each with one scan of the features that are not yet ruled out.
    pub iterations: u32,
    /// Rounds of coordinate descent over a working set.
    pub epochs: u32,
    /// Newton's steps on the support.
    pub newton_steps: u32,
    /// The loss, for predictions.
    pub loss: LossKind,
    /// The labels of the classes, ascending, for `logistic` (the second is the positive one) and `multinomial`: strings in the order
    /// of their characters' numbers, false before true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Labels>,
    /// The names of all features, where they were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_names: Option<Vec<String>>,
    /// The names of the features in `support`, where names were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_names: Option<Vec<String>>,
}

/// How far a fit has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitProgress {
    /// Iterations so far.
    pub iterations: u32,
    /// The objective.
    pub objective: f64,
    /// The violation of the optimality conditions.
    pub violation: f64,
}
