//! What the caller gets. Every number in it is finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// The best snapshot: a point at which all workers told the whole of their maps.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DistributedSolution {
    /// How the search ended. It has converged where the residual is as small as was asked for, and stalled where that did not fall by a
    /// hundredth in the last fifth of the rounds, at least a thousand of them.
    pub status: Ending,
    /// The point.
    pub solution: Vector,
    /// The length of the mean of the maps there.
    pub residual: f64,
    /// The number of rounds.
    pub iterations: u32,
    /// How often all workers told the whole of their maps: at the start twice.
    pub snapshots: u32,
    /// How many numbers a worker sent, in the mean of the workers. Places of entries are not counted.
    pub sent_per_worker: f64,
    /// How many numbers a worker received, beside the start. Places of entries are not counted.
    pub received_per_worker: f64,
    /// The length of steps at the end.
    pub step: f64,
    /// How often steps were found to be too long, and the search went back to the best snapshot.
    pub backtracks: u32,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DistributedProgress {
    /// The number of rounds.
    pub iterations: u32,
    /// The length of the mean of the maps at the best snapshot.
    pub residual: f64,
}
