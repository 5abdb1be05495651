//! Mixtures of some actions against which some actions of the other player are equally good: the linear equations that an
//! equilibrium satisfies on its supports.

use crate::mixed;
use faer::Mat;
use superlinear_numerics::dense;

/// Larger systems would take longer than the method that asks.
const MOST_ACTIONS: usize = 1000;

/// The mixture of `mixed` actions, out of `actions`, against which all of the `equal` ones have one payoff, where
/// `payoff(equal, mixed)` tells it. There must be as many of both. `None` where the equations are singular, or the mixture has
/// probabilities clearly below zero.
pub fn equalizing(
    payoff: impl Fn(usize, usize) -> f64,
    equal: &[usize],
    mixed: &[usize],
    actions: usize,
) -> Option<Vec<f64>> {
    let size = mixed.len();
    if size == 0 || equal.len() != size || size > MOST_ACTIONS {
        return None;
    }
    // The payoffs less their common value are zero, and the probabilities sum to 1.
    let matrix = Mat::from_fn(size + 1, size + 1, |i, j| match (i < size, j < size) {
        (true, true) => payoff(equal[i], mixed[j]),
        (true, false) => -1.0,
        (false, true) => 1.0,
        (false, false) => 0.0,
    });
    let mut right_side = vec![0.0; size + 1];
    right_side[size] = 1.0;
    let solution = dense::solve(&matrix, &right_side)?;
    let mut weights = vec![0.0; actions];
    for (&action, &probability) in mixed.iter().zip(&solution) {
        if probability < -CLEARLY_NEGATIVE {
            return None;
        }
        weights[action] = probability;
    }
    mixed::normalized(&weights)
}

/// Probabilities this far below zero are no rounding.
const CLEARLY_NEGATIVE: f64 = 1e-9;
