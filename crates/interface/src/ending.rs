//! How an iterative method ended: the vocabulary that all families share.

use schemars::JsonSchema;
use serde::Serialize;

/// How an iterative method ended. What a method means by "converged" and by "stalled" stands at its `status`. A method that
/// can end in a further way has a status of its own, with these names for these endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// The solution is as exact as was asked for.
    Converged,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.
    Stalled,
}
