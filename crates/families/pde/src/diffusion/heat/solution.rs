//! The solution of `heat`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The states at the given times.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeatSolution {
    /// The reason for termination.
    pub status: HeatStatus,
    /// The times reached: all of `times`, or fewer.
    pub times: Vector,
    /// The states at the times, a row for each. They are means over cells, with x fastest.
    pub states: Matrix,
    /// The integral of each state over the box. It is constant without sources, reaction and flux at the sides.
    pub mass: Vector,
    /// The sum of the estimated errors of all steps, relative to the state.
    pub error_estimate: f64,
    /// The number of accepted steps.
    pub steps: u32,
    /// The number of rejected steps.
    pub rejected: u32,
    /// The number of iterations for all linear systems, three for each step.
    pub iterations: u32,
}

/// The progress of `heat`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeatProgress {
    /// The time reached.
    pub time: f64,
    /// The number of accepted steps.
    pub steps: u32,
}

/// Reasons for termination of `heat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HeatStatus {
    /// All times were reached.
    Finished,
    /// The step limit was reached.
    StepLimit,
    /// The time limit was reached.
    TimeLimit,
    /// The steps became too short for their errors, or a linear system was not solved to `tolerance`.
    Stalled,
}
