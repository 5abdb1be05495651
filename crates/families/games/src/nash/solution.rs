//! The output of `nash`.

use crate::payoffs::{Game, Regrets};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// An equilibrium or the best approximation found; with `find: 'all'` also the other equilibria.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NashSolution {
    /// The termination status: `converged` if the relative regret of the returned strategies, computed from the
    /// payoffs, is within the tolerance and, with `find: 'all'`, the enumeration is complete and each equilibrium
    /// satisfies the tolerance. `stalled` if rounding allows no more, or the path ends near several equilibria.
    pub status: Ending,
    /// The probability of each action of each player.
    pub strategies: Vec<Vector>,
    /// The expected payoff of each player.
    pub expected_payoffs: Vector,
    /// The gain of each player from the best other strategy while the others keep theirs.
    pub regrets: Vector,
    /// The largest regret.
    pub regret: f64,
    /// The largest regret relative to the range of that player's payoffs.
    pub relative_regret: f64,
    /// The number of pivots, steps along the path, or bases visited; 0 for a pure equilibrium of more than two players.
    pub iterations: u32,
    /// With the logit path: the precision λ at its end, in units of the inverse of each player's payoff range. The
    /// returned equilibrium is the limit λ → ∞, computed by Newton's method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logit_precision: Option<f64>,
    /// With `find: 'all'`: the distinct equilibria, in descending order of strategies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equilibria: Option<Vec<NashEquilibrium>>,
    /// With `find: 'all'`: whether there are no others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// With `find: 'all'`: whether some strategy has more best responses than used actions. There may then be
    /// infinitely many equilibria, all of them mixtures of the listed ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degenerate: Option<bool>,
}

/// One of several equilibria.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NashEquilibrium {
    /// The probability of each action of each player.
    pub strategies: Vec<Vector>,
    /// The expected payoff of each player.
    pub expected_payoffs: Vector,
    /// The largest gain of a player from another strategy.
    pub regret: f64,
}

/// The progress of a search.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NashProgress {
    /// The number of iterations so far.
    pub iteration: u32,
}

/// Strategies with their regrets.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub strategies: Vec<Vec<f64>>,
    pub regrets: Regrets,
}

impl Point {
    pub(crate) fn new(game: &Game, strategies: Vec<Vec<f64>>) -> Self {
        let regrets = game.regrets(&strategies);
        Self { strategies, regrets }
    }

    /// The better of two points.
    pub(crate) fn or(self, other: Self) -> Self {
        if other.regrets.relative < self.regrets.relative { other } else { self }
    }

    pub(crate) fn equilibrium(&self) -> NashEquilibrium {
        NashEquilibrium {
            strategies: vectors(&self.strategies),
            expected_payoffs: self.regrets.payoffs.clone().into(),
            regret: self.regrets.largest(),
        }
    }
}

impl NashSolution {
    /// The solution for this point: converged if it is within the tolerance, otherwise with the status `otherwise`.
    pub(super) fn of(point: &Point, tolerance: f64, otherwise: Ending, iterations: u32) -> Self {
        let Point { strategies, regrets } = point;
        Self {
            status: if regrets.relative <= tolerance { Ending::Converged } else { otherwise },
            strategies: vectors(strategies),
            expected_payoffs: regrets.payoffs.clone().into(),
            regrets: regrets.regrets.clone().into(),
            regret: regrets.largest(),
            relative_regret: regrets.relative,
            iterations,
            logit_precision: None,
            equilibria: None,
            complete: None,
            degenerate: None,
        }
    }
}

fn vectors(strategies: &[Vec<f64>]) -> Vec<Vector> {
    strategies.iter().map(|strategy| strategy.clone().into()).collect()
}
