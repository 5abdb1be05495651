//! Games of several players, with a tensor of payoffs for each.

use crate::mixed;
use std::ops::RangeBounds;
use superlinear_interface::{Error, Values, Vector, check};
use superlinear_numerics::vectors::{argmax, dot_in_order};

/// Larger numbers of players are assumed to be mistakes: each at least doubles the number of payoffs.
const MAX_PLAYERS: usize = 8;

/// Bound on payoffs. Their ranges and products are finite.
const LARGEST_PAYOFF: f64 = 1e150;

/// A game: player p receives `payoffs[p]` at each action profile. The last player's action varies fastest.
#[derive(Clone, Debug)]
pub struct Game {
    /// The number of actions of each player.
    pub actions: Vec<usize>,
    payoffs: Vec<Vector>,
}

impl Game {
    /// Validates the payoffs and returns the game, with at most `most_profiles` profiles.
    pub(crate) fn new(payoffs: &[Values], most_profiles: usize) -> Result<Self, Error> {
        check::entries("payoffs", payoffs.len(), 2..=MAX_PLAYERS)?;
        let actions = payoffs[0].shape.clone();
        for (p, tensor) in payoffs.iter().enumerate() {
            let path = format!("payoffs[{p}]");
            if tensor.shape.len() != payoffs.len() {
                let (players, axes) = (payoffs.len(), tensor.shape.len());
                return Err(Error::invalid(
                    path,
                    format!("must have an axis for each of {players} players, got {axes}"),
                ));
            }
            if tensor.shape != actions {
                return Err(Error::invalid(path, "must have the shape of payoffs[0]"));
            }
            check::count(&format!("{path}.length"), tensor.len(), 1..=most_profiles)
                .map_err(|_| wrong_size(&path, tensor.len(), most_profiles))?;
            check_tensor(&path, tensor, -LARGEST_PAYOFF..=LARGEST_PAYOFF)?;
        }
        Ok(Self { actions, payoffs: payoffs.iter().map(|tensor| tensor.elements.clone()).collect() })
    }

    /// The accepted forms of payoffs if zero-sum games are allowed.
    pub(crate) const FORMS: &'static str = "a matrix, or a list of the payoffs of each player";

    /// The two-player game in which the column player pays the row player's payoff, with at most `most_profiles`
    /// profiles.
    pub(crate) fn zero_sum(matrix: &Values, most_profiles: usize) -> Result<Self, Error> {
        if matrix.shape.len() != 2 {
            return Err(Error::invalid("payoffs", format!("must be {}", Self::FORMS)));
        }
        check::has_entries("payoffs", matrix.shape[0], matrix.shape[1])?;
        if matrix.len() > most_profiles {
            return Err(wrong_size("payoffs", matrix.len(), most_profiles));
        }
        check_tensor("payoffs", matrix, -LARGEST_PAYOFF..=LARGEST_PAYOFF)?;
        let paid: Vec<_> = matrix.iter().map(|payoff| -payoff).collect();
        Ok(Self { actions: matrix.shape.clone(), payoffs: vec![matrix.elements.clone(), paid.into()] })
    }

    /// The number of players.
    pub(crate) fn players(&self) -> usize {
        self.actions.len()
    }

    /// The number of profiles.
    pub(crate) fn profiles(&self) -> usize {
        self.payoffs[0].len()
    }

    /// A player's payoffs, profile by profile.
    pub(crate) fn payoffs(&self, player: usize) -> &[f64] {
        &self.payoffs[player]
    }

    /// The range of a player's payoffs.
    pub(crate) fn range(&self, player: usize) -> f64 {
        let (low, high) = self.extremes(player);
        high - low
    }

    /// A player's smallest and largest payoff.
    pub(crate) fn extremes(&self, player: usize) -> (f64, f64) {
        let widen = |(low, high): (f64, f64), &payoff: &f64| (low.min(payoff), high.max(payoff));
        self.payoffs[player].iter().fold((f64::INFINITY, f64::NEG_INFINITY), widen)
    }

    /// Uniform strategies of all players.
    pub(crate) fn uniform(&self) -> Vec<Vec<f64>> {
        self.actions.iter().map(|&actions| mixed::uniform(actions)).collect()
    }

    /// The expected payoff of each of a player's actions against the others' strategies.
    pub(crate) fn values(&self, player: usize, strategies: &[Vec<f64>]) -> Vec<f64> {
        self.expected(player, strategies, &[player])
    }

    /// A player's expected payoffs for each combination of actions of the players in `kept` (in ascending order),
    /// against the others' strategies.
    pub(crate) fn expected(&self, player: usize, strategies: &[Vec<f64>], kept: &[usize]) -> Vec<f64> {
        let mut values: Option<Vec<f64>> = None;
        let mut inner = 1;
        for axis in (0..self.players()).rev() {
            if kept.contains(&axis) {
                inner *= self.actions[axis];
                continue;
            }
            values = Some(averaged(values.as_deref().unwrap_or(&self.payoffs[player]), &strategies[axis], inner));
        }
        values.unwrap_or_else(|| self.payoffs[player].to_vec())
    }

    /// The gain of each player from the best other action.
    pub(crate) fn regrets(&self, strategies: &[Vec<f64>]) -> Regrets {
        let mut regrets = Regrets::default();
        for (player, strategy) in strategies.iter().enumerate() {
            let values = self.values(player, strategies);
            let payoff = dot_in_order(strategy, &values);
            let best = argmax(&values);
            regrets.payoffs.push(payoff);
            // The best value is at least the mean, up to rounding.
            regrets.regrets.push((values[best] - payoff).max(0.0));
            regrets.best_responses.push(best);
        }
        let relative = |(player, regret): (usize, &f64)| relative(*regret, self.range(player));
        regrets.relative = regrets.regrets.iter().enumerate().map(relative).fold(0.0, f64::max);
        regrets
    }
}

/// A regret relative to the range of payoffs; 0 if the range is 0.
pub(crate) fn relative(regret: f64, range: f64) -> f64 {
    if range > 0.0 { regret / range } else { 0.0 }
}

/// The distance of strategies from equilibrium.
#[derive(Clone, Debug, Default)]
pub(crate) struct Regrets {
    /// The expected payoff of each player.
    pub payoffs: Vec<f64>,
    /// The possible gain of each player.
    pub regrets: Vec<f64>,
    /// The best action of each player; the first of several.
    pub best_responses: Vec<usize>,
    /// The largest regret relative to that player's range of payoffs.
    pub relative: f64,
}

impl Regrets {
    /// The largest regret.
    pub(crate) fn largest(&self) -> f64 {
        self.regrets.iter().copied().fold(0.0, f64::max)
    }
}

/// The weighted mean of a tensor along an axis; the axes after it have `inner` elements.
fn averaged(tensor: &[f64], weights: &[f64], inner: usize) -> Vec<f64> {
    if inner == 1 {
        return tensor.chunks_exact(weights.len()).map(|row| dot_in_order(row, weights)).collect();
    }
    let mut means = vec![0.0; tensor.len() / weights.len()];
    for (mean, block) in means.chunks_exact_mut(inner).zip(tensor.chunks_exact(inner * weights.len())) {
        for (slice, weight) in block.chunks_exact(inner).zip(weights) {
            mean.iter_mut().zip(slice).for_each(|(mean, value)| *mean += weight * value);
        }
    }
    means
}

/// Checks that all entries of a tensor are in a range. Errors use the positions of the given form.
pub(crate) fn check_tensor(path: &str, tensor: &Values, range: impl RangeBounds<f64>) -> Result<(), Error> {
    match tensor.iter().position(|entry| !(entry.is_finite() && range.contains(entry))) {
        None => Ok(()),
        Some(k) => check::number(&format!("{path}{}", tensor.place(k)), tensor[k], range),
    }
}

fn wrong_size(path: &str, profiles: usize, most: usize) -> Error {
    Error::invalid(path, format!("must have from 1 to {most} entries, got {profiles}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn game() -> Game {
        let tensor = |scale: f64| {
            let elements: Vec<f64> = (0..12).map(|k| scale * f64::from(k * k)).collect();
            Values::new(vec![2, 3, 2], elements)
        };
        Game::new(&[tensor(1.0), tensor(-1.0), tensor(0.5)], 100).expect("a game")
    }

    #[test]
    fn expectations_are_sums_over_profiles() {
        let game = game();
        let strategies = [vec![0.25, 0.75], vec![0.5, 0.125, 0.375], vec![0.375, 0.625]];
        let payoff = |i: usize, j: usize, k: usize| ((i * 3 + j) * 2 + k).pow(2) as f64;
        for j in 0..3 {
            let expected: f64 = (0..2)
                .flat_map(|i| (0..2).map(move |k| (i, k)))
                .map(|(i, k)| strategies[0][i] * strategies[2][k] * payoff(i, j, k))
                .sum();
            assert!((game.values(1, &strategies)[j] + expected).abs() < 1e-13);
        }
        let pairs = game.expected(0, &strategies, &[0, 2]);
        let expected: f64 = (0..3).map(|j| strategies[1][j] * payoff(1, j, 0)).sum();
        assert!((pairs[2] - expected).abs() < 1e-13);
        let regrets = game.regrets(&strategies);
        assert_eq!(regrets.best_responses, [1, 0, 1]);
        assert_eq!(regrets.regrets.len(), 3);
    }

    #[test]
    fn what_is_no_game_is_refused() {
        let refused = |payoffs: &[Values]| Game::new(payoffs, 100).expect_err("is refused").path.clone();
        let square = Values::new(vec![2, 2], vec![0.0; 4]);
        let wide = Values::new(vec![1, 4], vec![0.0; 4]);
        assert_eq!(refused(std::slice::from_ref(&square)), "payoffs");
        assert_eq!(refused(&[square.clone(), wide]), "payoffs[1]");
        assert_eq!(refused(&[square.clone(), vec![0.0; 4].into()]), "payoffs[1]");
        let broken = Values::new(vec![2, 2], vec![0.0, f64::NAN, 0.0, 0.0]);
        assert_eq!(refused(&[square, broken]), "payoffs[1].data[1]");
    }
}
