//! What the caller gets. Every number in it is finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// A lottery over the items.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreferenceWinnerSolution {
    /// How the search ended. It has converged where the exploitability is as small as was asked for.
    pub status: Ending,
    /// The probability of each item.
    pub winner: Vector,
    /// The logarithms of the probabilities, which are exact where these underflow; with regularization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_probabilities: Option<Vector>,
    /// By how much another lottery could do better against this one than this one does, with what its distance from the reference counts.
    /// The divergence of the solution from this lottery is at most this over `regularization`.
    pub exploitability: f64,
    /// How far the logarithms are from those of the best answer to the lottery: the largest difference less the least; with regularization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span_error: Option<f64>,
    /// How often each item is preferred to one drawn from the lottery.
    pub win_probabilities: Vector,
    /// The number of the item that is preferred to each other one more often than not, where there is such an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condorcet_winner: Option<u32>,
    /// Whether the lottery was shown to be the only one: without regularization. `false` says that this was not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unique: Option<bool>,
    /// The number of rounds, or of steps of the simplex method.
    pub iterations: u32,
    /// The number of Newton steps.
    pub newton_steps: u32,
    /// How many times all items were compared with a lottery in the rounds: twice in each, once in one of mirror descent.
    pub queries: u32,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreferenceWinnerProgress {
    /// The number of rounds.
    pub iterations: u32,
    /// The exploitability of the lottery.
    pub exploitability: f64,
}
