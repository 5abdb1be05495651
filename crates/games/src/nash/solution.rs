//! What the caller gets.

use crate::payoffs::{Game, Regrets};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// An equilibrium, or the nearest to one that was found, and the others where all were asked for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NashSolution {
    /// How the method ended: `converged` where the relative regret of the returned strategies, computed from the payoffs, is at most the
    /// tolerance, and, where all equilibria were asked for, all were found and that holds for each; `stalled` where rounding allows no
    /// more, or the path ends where more than one equilibrium is near.
    pub status: Ending,
    /// The probability of each action of each player.
    pub strategies: Vec<Vector>,
    /// What each player gets on average.
    pub expected_payoffs: Vector,
    /// What each player gains by the best other strategy while the others keep theirs.
    pub regrets: Vector,
    /// The largest of them.
    pub regret: f64,
    /// The largest as a part of the range of that player's payoffs.
    pub relative_regret: f64,
    /// Pivots, steps on the path, or bases looked at; 0 for a pure equilibrium of more than two players.
    pub iterations: u32,
    /// Where the path was followed: how sure players are of their payoffs at the end of it, in units of the inverse of the largest
    /// range. The last point is the equilibrium for ever surer ones, by Newton's method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logit_precision: Option<f64>,
    /// Where all are asked for: the equilibria, each once, by strategies in descending order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equilibria: Option<Vec<NashEquilibrium>>,
    /// Where all are asked for: whether there are no others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// Where all are asked for: whether some strategy has more best responses than actions in use. Then there may be infinitely many
    /// equilibria, which are mixtures of those told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degenerate: Option<bool>,
}

/// One of several equilibria.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NashEquilibrium {
    /// The probability of each action of each player.
    pub strategies: Vec<Vector>,
    /// What each player gets on average.
    pub expected_payoffs: Vector,
    /// What a player gains at most by another strategy.
    pub regret: f64,
}

/// What there is to tell of a search under way.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NashProgress {
    /// The number of iterations so far.
    pub iteration: u32,
}

/// Strategies and what they are worth.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub strategies: Vec<Vec<f64>>,
    pub regrets: Regrets,
}

impl Point {
    pub fn new(game: &Game, strategies: Vec<Vec<f64>>) -> Self {
        let regrets = game.regrets(&strategies);
        Self { strategies, regrets }
    }

    /// The better of two.
    pub fn or(self, other: Self) -> Self {
        if other.regrets.relative < self.regrets.relative { other } else { self }
    }

    pub fn equilibrium(&self) -> NashEquilibrium {
        NashEquilibrium {
            strategies: vectors(&self.strategies),
            expected_payoffs: self.regrets.payoffs.clone().into(),
            regret: self.regrets.largest(),
        }
    }
}

impl NashSolution {
    /// The answer of a method that found this point and ended otherwise than by it.
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
