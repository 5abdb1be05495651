//! Equilibria by the actions in use: Newton's method on the equations of an equilibrium for one choice of supports after the other, the
//! smallest first. For games in which the path of logit equilibria ends near several equilibria at once, as few different payoffs make
//! them.
//!
//! Source: Porter, Nudelman, Shoham, Simple Search Methods for Finding a Nash Equilibrium, Games Econ. Behav. 63, 2008.

use super::solution::Point;
use crate::payoffs::Game;
use superlinear_interface::{Error, Run};

/// More choices of supports than this are not tried: these take about a second.
const MOST_CHOICES: usize = 20_000;

/// The best of a point and of those that Newton's method finds on any supports, from the path's probabilities and from even ones, until
/// one has the tolerance. `newton` gets the supports and the probabilities to start from.
pub(super) fn improved(
    newton: impl Fn(&[Vec<usize>], &[Vec<f64>]) -> Option<Vec<Vec<f64>>>,
    game: &Game,
    on_path: &[Vec<f64>],
    mut best: Point,
    tolerance: f64,
    run: &Run,
) -> Result<Point, Error> {
    let Some(choices) = choices(game) else { return Ok(best) };
    let even = game.uniform();
    for supports in &choices {
        for start in [on_path, &even] {
            if best.regrets.relative <= tolerance || run.is_out_of_time()? {
                return Ok(best);
            }
            if let Some(strategies) = newton(supports, start) {
                best = best.or(Point::new(game, strategies));
            }
        }
    }
    Ok(best)
}

/// All choices of a set of actions for each player, those of fewer actions first; `None` where there are too many.
fn choices(game: &Game) -> Option<Vec<Vec<Vec<usize>>>> {
    let count = game.actions.iter().try_fold(1_usize, |count, &actions| {
        let sets = 1_usize.checked_shl(u32::try_from(actions).ok()?)? - 1;
        count.checked_mul(sets).filter(|&count| count <= MOST_CHOICES)
    })?;
    let supports = |mut choice: usize| -> Vec<Vec<usize>> {
        let of = |&actions: &usize| {
            let sets = (1_usize << actions) - 1;
            let set = choice % sets + 1;
            choice /= sets;
            (0..actions).filter(|action| set >> action & 1 == 1).collect()
        };
        game.actions.iter().map(of).collect()
    };
    let mut choices: Vec<_> = (0..count).map(supports).collect();
    choices.sort_by_key(|supports| supports.iter().map(Vec::len).sum::<usize>());
    Some(choices)
}
