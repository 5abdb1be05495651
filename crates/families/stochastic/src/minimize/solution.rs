//! The output of `minimize`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// The termination status of `minimize`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeStatus {
    /// The norm of the proximal gradient mapping meets the tolerance.
    Converged,
    /// All epochs are finished.
    EpochLimit,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// A value or a gradient was not finite, or the mean objective of an epoch rose a thousandfold. The solution is the
    /// last point with finite numbers.
    Diverged,
}

/// The record of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeRecord {
    /// The number of finished epochs.
    pub epoch: u32,
    /// The mean of the objectives of its batches, each before the step.
    pub objective: f64,
}

/// A point, and its certificate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeSolution {
    /// The termination status.
    pub status: MinimizeStatus,
    /// The point.
    pub solution: Vector,
    /// The mean of all components there, plus the penalty; absent without `certificate`, without time for it, or if it
    /// is not finite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective: Option<f64>,
    /// The norm of the proximal gradient mapping with step 1, which is zero at a minimum: of the difference to the point
    /// after a gradient step with proximal map and projection. Absent like `objective`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient_norm: Option<f64>,
    /// The number of steps, including those before the checkpoint.
    pub iterations: u32,
    /// The number of finished epochs.
    pub epochs: u32,
    /// The peak of the learning rate.
    pub learning_rate: f64,
    /// A quarter of the learning rate, for another try after `diverged`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested_learning_rate: Option<f64>,
    /// One record per epoch of this run. Of more than 1000, equally spaced ones and the last.
    pub history: Vec<MinimizeRecord>,
    /// The state, to continue from it.
    pub checkpoint: Vector<u8>,
}
