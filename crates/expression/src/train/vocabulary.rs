//! Status, records and progress of training.

use schemars::JsonSchema;
use serde::Serialize;

/// The termination status of training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TrainStatus {
    /// All epochs are finished; `lbfgs` has none.
    EpochLimit,
    /// The objective over the validation rows did not decrease for `patience` epochs.
    StoppedEarly,
    /// `lbfgs`: the norm of the gradient is within the tolerance.
    Converged,
    /// `lbfgs`: the iteration limit was reached.
    IterationLimit,
    /// `lbfgs`: no step along the negative gradient reduces the objective, usually because of rounding errors.
    LineSearchFailed,
    /// The time limit was reached.
    TimeLimit,
    /// The loss or its gradient was not finite. The parameters are the last ones at which both were, before the step
    /// that diverged.
    Diverged,
}

/// The record of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainRecord {
    /// The number of passes over all rows.
    pub epoch: u32,
    /// The mean of the objectives of the epoch's batches, each before its step; for `lbfgs` the objective after the
    /// iteration.
    pub objective: f64,
    /// The objective over the rows of `validation`; absent if there are none or it is not finite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_objective: Option<f64>,
}

/// The progress of training.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainProgress {
    /// The number of passes over all rows.
    pub epochs: u32,
    /// The number of updates of the parameters.
    pub steps: u64,
    /// The objective of the last batch, before its step; for `lbfgs` that over all rows.
    pub objective: f64,
}
