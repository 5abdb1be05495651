//! The output of `preferenceWinner`. All numbers are finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// A lottery over the items.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreferenceWinnerSolution {
    /// The termination status. `converged` means that the exploitability is within the tolerance.
    pub status: Ending,
    /// The probability of each item.
    pub winner: Vector,
    /// The log-probabilities, accurate even if probabilities underflow; with regularization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_probabilities: Option<Vector>,
    /// The gain of the best response to this lottery over the lottery itself, including the regularization. Divided by
    /// `regularization`, it bounds the divergence of the exact solution from this lottery.
    pub exploitability: f64,
    /// The span (largest minus smallest entry) of the difference between the log-probabilities and those of the best
    /// response; with regularization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span_error: Option<f64>,
    /// The frequency with which each item is preferred to one drawn from the lottery.
    pub win_probabilities: Vector,
    /// The index of the item preferred to every other one more often than not, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condorcet_winner: Option<u32>,
    /// Whether the lottery was proved to be unique; without regularization. `false` means that there is no proof.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unique: Option<bool>,
    /// The number of rounds, or of simplex pivots.
    pub iterations: u32,
    /// The number of Newton steps.
    pub newton_steps: u32,
    /// The number of times that all items were compared with a lottery: twice per round, once for mirror descent.
    pub queries: u32,
}

/// The progress of a search.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreferenceWinnerProgress {
    /// The number of rounds.
    pub iterations: u32,
    /// The exploitability of the lottery.
    pub exploitability: f64,
}
