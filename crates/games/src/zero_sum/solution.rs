//! What the caller gets.

use super::problem::Chosen;
use super::search::{Search, ZeroSumProgress};
use super::unit_game::UnitGame;
use crate::mixed;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// Strategies of a zero-sum game. Its value is between the bounds, whoever computed them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZeroSumSolution {
    /// How the method ended: `converged` where the relative gap, computed for the returned strategies from the payoffs, is at most the tolerance;
    /// `stalled` where it has not got better by a hundredth in the last fifth of the iterations, or where rounding allows no more.
    pub status: Ending,
    /// The probability of each row.
    pub row: Vector,
    /// The probability of each column.
    pub column: Vector,
    /// The expected payoff of the row player where both play so.
    pub value: f64,
    /// What the row player is sure to get on average: the least payoff of any column against `row`.
    pub lower_bound: f64,
    /// What the column player is sure to pay at most on average: the largest payoff of any row against `column`.
    pub upper_bound: f64,
    /// The upper bound less the lower one.
    pub duality_gap: f64,
    /// The duality gap as a part of the range of the payoffs; 0 where all are the same.
    pub relative_gap: f64,
    /// The rows with a positive probability.
    pub row_support: Vector<i32>,
    /// The columns with a positive probability.
    pub column_support: Vector<i32>,
    /// What both players could gain by their best answers in sum, with what the distances from the references count; with `regularization`.
    /// It is at most the tolerance times the range of the payoffs where the method has converged. The divergence of the equilibrium from
    /// the strategies is at most this over `regularization`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exploitability: Option<f64>,
    /// Pivots, rounds or steps.
    pub iterations: u32,
    /// The method that was used.
    pub method: Chosen,
    /// The relative gap of the best strategies at each look at it, with `history`: every 10 rounds of regret matching, every 8 steps of the
    /// primal-dual method, every 256 pivots. With `regularization` it is the exploitability as a part of the range of the payoffs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<ZeroSumProgress>>,
}

impl ZeroSumSolution {
    pub(super) fn of(game: &UnitGame<'_>, search: Search<'_>, status: Ending, method: Chosen) -> Self {
        let Search { row, column, certificate, iterations, history, .. } = search;
        let relative_gap = certificate.gap();
        Self {
            status,
            row_support: mixed::support_vector(&row),
            column_support: mixed::support_vector(&column),
            row: row.into(),
            column: column.into(),
            value: game.in_units_of_caller(certificate.value),
            lower_bound: game.in_units_of_caller(certificate.lower),
            upper_bound: game.in_units_of_caller(certificate.upper),
            duality_gap: game.range * relative_gap,
            exploitability: None,
            relative_gap,
            iterations,
            method,
            history: history.into_looks(),
        }
    }
}
