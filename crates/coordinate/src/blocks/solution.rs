//! What the caller gets of `minimizeBlocks`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// The point that the descent led to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeBlocksSolution {
    /// `converged` where the violation is as small as was asked for; never `stalled`.
    pub status: Ending,
    /// The blocks updated.
    pub iterations: u32,
    /// The function at the point.
    pub objective: f64,
    /// By how much the conditions of a minimum are violated there: the largest entry of the gradient, less what penalty and bounds can
    /// balance.
    pub violation: f64,
    /// The point.
    pub solution: Vector,
    /// A record of each iteration; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<BlockIteration>>,
}

/// One iteration.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BlockIteration {
    /// The coordinates that were updated.
    pub block: Vector<i32>,
    /// The function after the update.
    pub objective: f64,
    /// The length of the step along the update's direction; 1 where it is taken as it is.
    pub step: f64,
}

/// How far the descent has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeBlocksProgress {
    /// The blocks updated.
    pub iterations: u32,
    /// The function after them.
    pub objective: f64,
    /// By how much the conditions of a minimum were violated before the last of them.
    pub violation: f64,
}
