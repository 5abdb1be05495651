//! The solution of `reactionDiffusion`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The evolution of species that react and diffuse.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReactionDiffusionSolution {
    /// The reason for termination.
    pub status: ReactionDiffusionStatus,
    /// The times of the snapshots reached, and the time of termination if it is another one.
    pub times: Vector,
    /// For each species its concentrations, a row for each time.
    pub states: Vec<Matrix>,
    /// The integrals of the concentrations: a row for each time, a column for each species.
    pub mass: Matrix,
    /// The smallest concentration of all species at each time.
    pub minimum: Vector,
    /// The sum of the error estimates of all steps, relative; absent for a fixed `timeStep`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_estimate: Option<f64>,
    /// The number of steps.
    pub steps: u32,
    /// The number of rejected steps.
    pub rejected: u32,
}

/// Reasons for termination of `reactionDiffusion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ReactionDiffusionStatus {
    /// The final time was reached.
    Finished,
    /// The tolerance needs time steps below the resolution of time, as where a rate is not a number.
    StepLimit,
    /// A concentration exceeds both 1e12 and the largest one at the start, or is not a number.
    BlowUp,
    /// The time limit was reached.
    TimeLimit,
}

/// The state of an evolution after a step.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReactionDiffusionProgress {
    /// The number of steps.
    pub step: u32,
    /// The time.
    pub time: f64,
}
