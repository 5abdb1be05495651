//! The solution of a fit, and its progress.

use crate::settings::LossKind;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Labels, NumberOrVector, Vector, VectorOrMatrix};

/// The reason a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FitStatus {
    /// The relative gap is within `tolerance`; for `normalized`, `gradient` and `perceptron`, all margins are positive.
    Converged,
    /// All epochs are done: the usual end.
    EpochLimit,
    /// All steps are done.
    IterationLimit,
    /// The validation loss did not fall for `patience` epochs. The coefficients with the smallest one are returned.
    StoppedEarly,
    /// Coefficients or losses grew without bound. The last good coefficients are returned; `suggestedLearningRate` is
    /// smaller.
    Diverged,
    /// The time limit was reached.
    TimeLimit,
}

/// A fitted model, with bounds of its distance from the optimum.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitSolution {
    /// The reason the fit ended.
    pub status: FitStatus,
    /// The coefficient of each feature; for `multinomial`, a matrix with a row for each feature.
    pub coefficients: VectorOrMatrix,
    /// The intercept, 0 if the model has none; for `multinomial`, one for each class.
    pub intercept: NumberOrVector,
    /// The features with nonzero coefficients, ascending.
    pub support: Vector<i32>,
    /// The mean loss of all rows that were learned from, plus the penalty. Absent without a certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<f64>,
    /// An upper bound of the difference between `objective` and its minimum. Absent without a penalty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duality_gap: Option<f64>,
    /// The duality gap relative to the mean loss with all coefficients 0. `tolerance` bounds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_gap: Option<f64>,
    /// The norm of the proximal gradient mapping: without a penalty, of the gradient over all rows. For losses with corners
    /// it need not be small at the minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient_norm: Option<f64>,
    /// The least distance of a row from the separating hyperplane, if it is positive; for `normalized`, `gradient` and
    /// `perceptron`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// An upper bound of the steps of the perceptron: the square of the largest row's norm over the margin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_bound: Option<f64>,
    /// The number of rows on the wrong side; for `normalized`, `gradient` and `perceptron`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mistakes: Option<u32>,
    /// The mean loss of rows, each before it was learned from. Absent for methods with all rows in each step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progressive_loss: Option<f64>,
    /// The standard error of the progressive loss, as if its terms were independent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// The mean loss of the rows for validation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_loss: Option<f64>,
    /// The number of steps.
    pub iterations: f64,
    /// The number of passes over the rows.
    pub epochs: f64,
    /// The learning rate, given or chosen.
    pub learning_rate: f64,
    /// Whether the chosen rate is the smallest or the largest of its copies, so that one beyond may be better.
    pub rate_at_end: bool,
    /// A rate to try next, a quarter of the one that diverged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested_learning_rate: Option<f64>,
    /// The record of each epoch of this call, or of each step with all rows. Of more than 1000, equally spaced ones and the
    /// last.
    pub history: Vec<FitRecord>,
    /// The state of the fit: given to a problem with the same settings, it continues. Absent for methods with all rows in
    /// each step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<Vector<u8>>,
    /// The loss function.
    pub loss: LossKind,
    /// The strength of the penalty, given or by `lambdaRatio`.
    pub lambda: f64,
    /// The classes in ascending order; of two with one predictor, the second is the positive one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Labels>,
    /// The names of all features, if given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature_names: Option<Vec<String>>,
}

/// An epoch, or a step with all rows.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitRecord {
    /// The number of epochs or steps so far.
    pub epochs: f64,
    /// The mean loss of the epoch's rows, each before it was learned from; of a step with all rows, the mean loss.
    pub loss: f64,
    /// The mean loss of the rows for validation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_loss: Option<f64>,
    /// The number of rows on the wrong side, for steps with all rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mistakes: Option<u32>,
}

/// The progress of a fit.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitProgress {
    /// The number of epochs or steps so far.
    pub epochs: f64,
    /// The mean loss of rows, each before it was learned from.
    pub loss: f64,
}
