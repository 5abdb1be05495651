//! The solution of a fit, and its progress.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Labels, NumberOrVector, Vector, VectorOrMatrix};
use superlinear_losses::LossKind;

/// A fitted model, with bounds of its distance from the optimum.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitSolution {
    /// `converged` if the criterion is within `tolerance`, `stalled` if rounding prevents further progress.
    pub status: Ending,
    /// The coefficient of each feature; for several outputs or classes, a matrix with a row for each feature.
    /// Coefficients at a kink of the penalty are exactly 0.
    pub coefficients: VectorOrMatrix,
    /// The intercept, 0 if the model has none; for several outputs or classes, a vector.
    pub intercept: NumberOrVector,
    /// The features with nonzero coefficients, ascending.
    pub support: Vector<i32>,
    /// The strength of the penalty.
    pub lambda: f64,
    /// The mean loss plus the penalty.
    pub objective: f64,
    /// An upper bound of the difference between `objective` and its minimum. Absent if there is none: without a
    /// penalty, for nonconvex penalties, and for bounds on unpenalized coefficients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duality_gap: Option<f64>,
    /// The duality gap, relative to the excess loss of the null model (without penalized features) over the smallest
    /// possible loss, 0 except for `poisson`. `tolerance` bounds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_gap: Option<f64>,
    /// The violation of the optimality conditions, relative to the largest derivative of the loss at the null model.
    pub kkt_residual: f64,
    /// The number of iterations. Each scans all features not yet screened out.
    pub iterations: u32,
    /// The number of epochs of coordinate descent on working sets.
    pub epochs: u32,
    /// The number of Newton steps on the support.
    pub newton_steps: u32,
    /// The loss function, for predictions.
    pub loss: LossKind,
    /// The class labels in ascending order, for `logistic` (the second is the positive class) and `multinomial`.
    /// Strings are ordered by code points, and false comes before true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Labels>,
    /// The names of all features, if given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_names: Option<Vec<String>>,
    /// The names of the features in `support`, if names were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_names: Option<Vec<String>>,
}

/// The progress of a fit.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitProgress {
    /// The number of iterations so far.
    pub iterations: u32,
    /// The mean loss plus the penalty.
    pub objective: f64,
    /// The violation of the optimality conditions.
    pub violation: f64,
}
