//! Pure equilibria: profiles in which each action is a best response to the others. Checks all profiles once per
//! player, in less time than a step along the path of logit equilibria.

use super::problem::NashProblem;
use super::solution::{NashSolution, Point};
use crate::payoffs::Game;
use superlinear_interface::{Ending, Error, Run};

/// The first pure equilibrium in the order of the profiles. `None` if there is none, or time runs out.
pub(super) fn solve(problem: &NashProblem, game: &Game, run: &Run) -> Result<Option<NashSolution>, Error> {
    let mut is_equilibrium = vec![true; game.profiles()];
    for player in 0..game.players() {
        if run.is_out_of_time()? {
            return Ok(None);
        }
        keep_best_responses(game, player, &mut is_equilibrium);
    }
    let Some(profile) = is_equilibrium.iter().position(|&is_equilibrium| is_equilibrium) else { return Ok(None) };
    let point = Point::new(game, strategies(game, profile));
    Ok(Some(NashSolution::of(&point, problem.tolerance, Ending::Stalled, 0)))
}

/// Excludes the profiles at which the player gains by another action.
fn keep_best_responses(game: &Game, player: usize, is_equilibrium: &mut [bool]) {
    let actions = game.actions[player];
    let stride: usize = game.actions[player + 1..].iter().product();
    let blocks = game.payoffs(player).chunks_exact(actions * stride);
    for (payoffs, kept) in blocks.zip(is_equilibrium.chunks_exact_mut(actions * stride)) {
        let mut best = payoffs[..stride].to_vec();
        for row in payoffs.chunks_exact(stride) {
            best.iter_mut().zip(row).for_each(|(best, payoff)| *best = best.max(*payoff));
        }
        for (row, kept) in payoffs.chunks_exact(stride).zip(kept.chunks_exact_mut(stride)) {
            kept.iter_mut().zip(row.iter().zip(&best)).for_each(|(kept, (payoff, best))| *kept &= payoff == best);
        }
    }
}

/// The strategies of a profile, by its index.
fn strategies(game: &Game, mut profile: usize) -> Vec<Vec<f64>> {
    let mut strategies: Vec<_> = game.actions.iter().map(|&actions| vec![0.0; actions]).collect();
    for strategy in strategies.iter_mut().rev() {
        let actions = strategy.len();
        strategy[profile % actions] = 1.0;
        profile /= actions;
    }
    strategies
}
