//! The solution of `minimizeBlocks`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// The final point of the descent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeBlocksSolution {
    /// `converged` if the violation is within `tolerance`; never `stalled`.
    pub status: Ending,
    /// The number of block updates.
    pub iterations: u32,
    /// The objective at the solution.
    pub objective: f64,
    /// The violation of the optimality conditions: the largest entry of the gradient, minus the part balanced by penalty
    /// and bounds.
    pub violation: f64,
    /// The final point.
    pub solution: Vector,
    /// A record of each iteration, if `history` is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<BlockIteration>>,
}

/// The record of one iteration.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BlockIteration {
    /// The updated coordinates.
    pub block: Vector<i32>,
    /// The objective after the update.
    pub objective: f64,
    /// The step length along the update's direction; 1 without a line search.
    pub step: f64,
}

/// The progress of the descent.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeBlocksProgress {
    /// The number of block updates so far.
    pub iterations: u32,
    /// The current objective.
    pub objective: f64,
    /// The current violation of the optimality conditions.
    pub violation: f64,
}
