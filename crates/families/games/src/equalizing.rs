//! Strategies on a support that make given actions of the other player equally good: the linear equations of an
//! equilibrium on its supports.

use crate::mixed;
use faer::Mat;
use superlinear_numerics::dense;

/// The limit on actions. Larger systems would take longer than the calling method.
const MAX_ACTIONS: usize = 1000;

/// The mixture of the actions `mixed`, out of `actions`, for which all actions in `equal` have the same value;
/// `payoff(equal, mixed)` returns the entries. Both lists must have the same length. `None` if the equations are
/// singular, or a probability is clearly negative.
pub(crate) fn equalizing(
    payoff: impl Fn(usize, usize) -> f64,
    equal: &[usize],
    mixed: &[usize],
    actions: usize,
) -> Option<Vec<f64>> {
    let size = mixed.len();
    if size == 0 || equal.len() != size || size > MAX_ACTIONS {
        return None;
    }
    // Payoffs minus their common value are zero, and probabilities sum to 1.
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

/// Probabilities below the negative of this are not due to rounding.
const CLEARLY_NEGATIVE: f64 = 1e-9;
