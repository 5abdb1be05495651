//! The output of `distributed`. All numbers are finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// The best snapshot, a point at which all workers sent their full maps.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DistributedSolution {
    /// The termination status. `converged` means that the residual is within the tolerance, `stalled` that it decreased
    /// by less than 1 % in the last fifth of the rounds, at least 1000.
    pub status: Ending,
    /// The point.
    pub solution: Vector,
    /// The norm of the mean map at the solution.
    pub residual: f64,
    /// The number of rounds.
    pub iterations: u32,
    /// The number of times that all workers sent their full maps, including two at the start.
    pub snapshots: u32,
    /// The number of values sent per worker on average. Indices are not counted.
    pub sent_per_worker: f64,
    /// The number of values received by a worker, apart from the start. Indices are not counted.
    pub received_per_worker: f64,
    /// The final step size.
    pub step: f64,
    /// The number of times that steps proved too long and the search returned to the best snapshot.
    pub backtracks: u32,
}

/// The progress of a search.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DistributedProgress {
    /// The number of rounds.
    pub iterations: u32,
    /// The norm of the mean map at the best snapshot.
    pub residual: f64,
}
