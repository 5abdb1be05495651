//! Games of two players in the units of the pivoting methods: payoffs from 1 to 2, so that both polytopes are bounded and hold
//! zero.

use super::solution::Point;
use super::tableau::Tableau;
use crate::equalizing::equalizing;
use crate::mixed;
use crate::payoffs::{Game, relative};

/// Solutions of the equations that are farther from the strategies are others: where actions are always equally good, there are many.
const MOST_ROUNDING: f64 = 1e-7;

/// Both players' payoffs, row by row, from 1 to 2.
pub(super) struct Bimatrix {
    pub rows: usize,
    pub columns: usize,
    payoffs: [Vec<f64>; 2],
}

impl Bimatrix {
    pub fn new(game: &Game) -> Self {
        let of = |player: usize| {
            let (low, high) = game.extremes(player);
            game.payoffs(player).iter().map(|payoff| 1.0 + relative(payoff - low, high - low)).collect()
        };
        Self { rows: game.actions[0], columns: game.actions[1], payoffs: [of(0), of(1)] }
    }

    /// How many actions both players have. Those of the first come first, as labels.
    pub fn labels(&self) -> usize {
        self.rows + self.columns
    }

    /// The payoff of a player at a profile.
    pub fn payoff(&self, player: usize, i: usize, j: usize) -> f64 {
        self.payoffs[player][i * self.columns + j]
    }

    /// The tableau of a player's weights: one column for each of their actions, and one row for each of the other's, whose payoff is at
    /// most 1.
    pub fn tableau(&self, player: usize) -> Tableau {
        let (own, others) = self.sides(player);
        let entry = |i: usize, j: usize| {
            if player == 0 { self.payoff(1, j, i) } else { self.payoff(0, i, j) }
        };
        Tableau::new(own, others, entry)
    }

    /// The labels of a player's actions, and those of the other's.
    pub fn sides(&self, player: usize) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let (rows, columns) = (0..self.rows, self.rows..self.labels());
        if player == 0 { (rows, columns) } else { (columns, rows) }
    }

    /// Strategies as a point, after the equations of an equilibrium on their supports were solved where that makes them better: those
    /// have no rounding of pivots.
    pub fn point(&self, game: &Game, strategies: Vec<Vec<f64>>) -> Point {
        let polished = self.polished(&strategies).map(|strategies| Point::new(game, strategies));
        let found = Point::new(game, strategies);
        match polished {
            Some(polished) => found.or(polished),
            None => found,
        }
    }

    fn polished(&self, strategies: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
        let (rows, columns) = (mixed::support(&strategies[0]), mixed::support(&strategies[1]));
        let first = equalizing(|j, i| self.payoff(1, i, j), &columns, &rows, self.rows)?;
        let second = equalizing(|i, j| self.payoff(0, i, j), &rows, &columns, self.columns)?;
        let polished = vec![first, second];
        let distance =
            polished.iter().zip(strategies).flat_map(|(new, old)| new.iter().zip(old)).map(|(a, b)| (a - b).abs());
        (distance.fold(0.0, f64::max) <= MOST_ROUNDING).then_some(polished)
    }
}
