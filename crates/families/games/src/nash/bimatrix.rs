//! Two-player games scaled for the pivoting methods: payoffs from 1 to 2, so both polytopes are bounded and contain
//! zero.

use super::solution::Point;
use super::tableau::Tableau;
use crate::equalizing::equalizing;
use crate::mixed;
use crate::payoffs::{Game, relative};

/// The largest distance of a polished solution from the strategies. Beyond it, the equations have many solutions, and
/// another one was found.
const MAX_ROUNDING: f64 = 1e-7;

/// Both players' payoffs from 1 to 2, row by row.
pub(super) struct Bimatrix {
    pub rows: usize,
    pub columns: usize,
    payoffs: [Vec<f64>; 2],
}

impl Bimatrix {
    pub(crate) fn new(game: &Game) -> Self {
        let of = |player: usize| {
            let (low, high) = game.extremes(player);
            game.payoffs(player).iter().map(|payoff| 1.0 + relative(payoff - low, high - low)).collect()
        };
        Self { rows: game.actions[0], columns: game.actions[1], payoffs: [of(0), of(1)] }
    }

    /// The total number of actions. Labels of the first player's actions come first.
    pub(crate) fn labels(&self) -> usize {
        self.rows + self.columns
    }

    /// The payoff of a player at a profile.
    pub(crate) fn payoff(&self, player: usize, i: usize, j: usize) -> f64 {
        self.payoffs[player][i * self.columns + j]
    }

    /// The tableau of a player's weights: a column for each of the player's actions, and a row for each of the other's,
    /// with payoff at most 1.
    pub(crate) fn tableau(&self, player: usize) -> Tableau {
        let (own, others) = self.sides(player);
        let entry = |i: usize, j: usize| {
            if player == 0 { self.payoff(1, j, i) } else { self.payoff(0, i, j) }
        };
        Tableau::new(own, others, entry)
    }

    /// The labels of a player's actions, and of the other's.
    pub(crate) fn sides(&self, player: usize) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let (rows, columns) = (0..self.rows, self.rows..self.labels());
        if player == 0 { (rows, columns) } else { (columns, rows) }
    }

    /// Evaluates strategies, after solving the equations of an equilibrium on their supports if that improves them. The
    /// solved equations are free of the pivots' rounding.
    pub(crate) fn point(&self, game: &Game, strategies: Vec<Vec<f64>>) -> Point {
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
        (distance.fold(0.0, f64::max) <= MAX_ROUNDING).then_some(polished)
    }
}
