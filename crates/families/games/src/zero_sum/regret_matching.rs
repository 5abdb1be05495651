//! Regret matching plus: each action is played in proportion to its accumulated regret, clipped at zero. Players update
//! in alternation, and later rounds have larger weights in the averages, which converge to optimal strategies.
//!
//! Source: Tammelin, Burch, Johanson, Bowling, Solving Heads-up Limit Texas Hold'em, IJCAI 2015.

use super::search::Search;
use crate::mixed;
use superlinear_interface::{Ending, Error};
use superlinear_numerics::vectors::{add_scaled, dot};

/// Rounds between evaluations of the gap, which cost as much as a round.
const ROUNDS_BETWEEN_LOOKS: u32 = 10;

/// One player's regrets, strategy, and weighted sum of strategies.
struct Player {
    regrets: Vec<f64>,
    strategy: Vec<f64>,
    sum: Vec<f64>,
}

impl Player {
    fn new(strategy: &[f64]) -> Self {
        Self { regrets: vec![0.0; strategy.len()], strategy: strategy.to_vec(), sum: vec![0.0; strategy.len()] }
    }

    /// Updates regrets, strategy and average from the gains of each action.
    fn learn(&mut self, gains: &[f64], weight: f64) {
        let gained = dot(&self.strategy, gains);
        for (regret, gain) in self.regrets.iter_mut().zip(gains) {
            *regret = (*regret + gain - gained).max(0.0);
        }
        self.strategy = mixed::normalized(&self.regrets).unwrap_or_else(|| mixed::uniform(gains.len()));
        add_scaled(&mut self.sum, weight, &self.strategy);
    }
}

pub(super) fn solve(search: &mut Search<'_>) -> Result<Ending, Error> {
    let (mut row, mut column) = (Player::new(&search.row), Player::new(&search.column));
    loop {
        search.iterations += 1;
        let weight = f64::from(search.iterations).powi(2);
        row.learn(&search.game.row_values(&column.strategy), weight);
        let costs = search.game.column_values(&row.strategy);
        column.learn(&costs.iter().map(|cost| -cost).collect::<Vec<_>>(), weight);
        if search.iterations.is_multiple_of(ROUNDS_BETWEEN_LOOKS) || search.iterations == search.limits.max_iterations {
            if let (Some(row), Some(column)) = (mixed::normalized(&row.sum), mixed::normalized(&column.sum)) {
                search.offer(&row, &column);
            }
            search.offer(&row.strategy, &column.strategy);
            if let Some(ending) = search.ending()? {
                return Ok(ending);
            }
        }
    }
}
