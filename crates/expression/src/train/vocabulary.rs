//! What training tells.

use schemars::JsonSchema;
use serde::Serialize;

/// How training ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TrainStatus {
    /// `adam` or `sgd` has done its epochs.
    EpochLimit,
    /// `lbfgs`: the norm of the gradient is within the tolerance.
    Converged,
    /// `lbfgs`: the iterations were used up.
    IterationLimit,
    /// `lbfgs`: no step along the gradient lowers the objective, mostly since rounding allows no more progress.
    LineSearchFailed,
    /// The time was used up.
    TimeLimit,
    /// The loss or its gradient was no longer finite. The parameters are the last at which both were, before the step that led there.
    Diverged,
}

/// What was seen after an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainRecord {
    /// How often all rows have been gone through.
    pub epoch: u32,
    /// The mean of the objectives of the epoch's batches, each before its step; for `lbfgs` the objective after the iteration.
    pub objective: f64,
    /// The objective over the rows of `validation`; absent where there are none or it is not finite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_objective: Option<f64>,
}

/// How far training has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainProgress {
    /// How often all rows have been gone through.
    pub epochs: u32,
    /// How often the parameters have changed.
    pub steps: u64,
    /// The objective of the last batch, before its step; for `lbfgs` that over all rows.
    pub objective: f64,
}
