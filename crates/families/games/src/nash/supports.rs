//! Support enumeration: Newton's method on the equilibrium equations for one choice of supports after another, the
//! smallest first. It handles games with few distinct payoffs, in which the path of logit equilibria often ends near
//! several equilibria.
//!
//! Source: Porter, Nudelman, Shoham, Simple Search Methods for Finding a Nash Equilibrium, Games Econ. Behav. 63, 2008.

use super::solution::Point;
use crate::payoffs::Game;
use superlinear_interface::{Error, Run};

/// The limit on choices of supports. They take about a second.
const MAX_CHOICES: usize = 20_000;

/// Improves a point by Newton's method on all choices of supports, starting from the path's probabilities and from
/// uniform ones, until the tolerance is met. `newton` takes the supports and the initial probabilities.
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

/// All choices of nonempty supports, those with fewer actions first; `None` if there are too many.
fn choices(game: &Game) -> Option<Vec<Vec<Vec<usize>>>> {
    let count = game.actions.iter().try_fold(1_usize, |count, &actions| {
        let sets = 1_usize.checked_shl(u32::try_from(actions).ok()?)? - 1;
        count.checked_mul(sets).filter(|&count| count <= MAX_CHOICES)
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
