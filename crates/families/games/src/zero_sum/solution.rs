//! The output of `zeroSum`.

use super::problem::Chosen;
use super::search::{Search, ZeroSumProgress};
use super::unit_game::UnitGame;
use crate::mixed;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// Strategies of a zero-sum game. Its value lies between the bounds for strategies from any source.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZeroSumSolution {
    /// The termination status: `converged` if the relative gap, computed from the payoffs for the returned strategies,
    /// is within the tolerance; `stalled` if it decreased by less than 1 % in the last fifth of the iterations, or
    /// rounding allows no more.
    pub status: Ending,
    /// The probability of each row.
    pub row: Vector,
    /// The probability of each column.
    pub column: Vector,
    /// The row player's expected payoff for the returned strategies.
    pub value: f64,
    /// The row player's guaranteed expected payoff: the minimum over all columns against `row`.
    pub lower_bound: f64,
    /// The column player's guaranteed limit: the maximum expected payoff over all rows against `column`.
    pub upper_bound: f64,
    /// The upper bound minus the lower bound.
    pub duality_gap: f64,
    /// The duality gap relative to the range of the payoffs; 0 if all payoffs are equal.
    pub relative_gap: f64,
    /// The rows with a positive probability.
    pub row_support: Vector<i32>,
    /// The columns with a positive probability.
    pub column_support: Vector<i32>,
    /// With `regularization`: the sum of both players' gains from best responses, including the divergences. On
    /// convergence it is at most the tolerance times the range of the payoffs. Divided by `regularization`, it bounds
    /// the divergence of the equilibrium from the strategies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exploitability: Option<f64>,
    /// The number of pivots, rounds or steps.
    pub iterations: u32,
    /// The method used.
    pub method: Chosen,
    /// With `history`: the relative gap of the best strategies at each evaluation, every 10 rounds of regret matching,
    /// 8 primal-dual steps or 256 pivots. With `regularization`, the exploitability relative to the range of the
    /// payoffs.
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
