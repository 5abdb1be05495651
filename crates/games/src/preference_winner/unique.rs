//! Whether a lottery that no item beats is the only one.
//!
//! Source: Laffond, Laslier, Le Breton, A Theorem on Symmetric Two-Player Zero-Sum Games, J. Econ. Theory 72, 1997.

use faer::Mat;
use superlinear_numerics::dense::pivoted_qr;

/// Items outside of the lottery must do worse than it by more than this: rounding is less.
const STRICTLY: f64 = 1e-9;

/// Pivots below this part of the largest count as zero.
const RANK_TOLERANCE: f64 = 1e-10;

/// Whether these advantages of each item over each, row by row, show that no other lottery is optimal: an odd number of items is drawn,
/// on which the equations that make all of them equally good have one solution, and all other items do worse.
pub(super) fn is_unique(advantages: &[f64], lottery: &[f64]) -> bool {
    let size = lottery.len();
    let drawn: Vec<_> = (0..size).filter(|&i| lottery[i] > 0.0).collect();
    let advantage = |i: usize| -> f64 { drawn.iter().map(|&j| advantages[i * size + j] * lottery[j]).sum() };
    let others_lose = (0..size).all(|i| lottery[i] > 0.0 || advantage(i) < -STRICTLY);
    if drawn.len() % 2 == 0 || !others_lose {
        return false;
    }
    // The advantages among those drawn, and the sum of the probabilities below them.
    let equations = Mat::from_fn(drawn.len() + 1, drawn.len(), |i, j| match drawn.get(i) {
        Some(i) => advantages[i * size + drawn[j]],
        None => 1.0,
    });
    let decomposition = pivoted_qr(equations.as_ref());
    let triangle = decomposition.thin_R();
    let pivot = |k: usize| triangle[(k, k)].abs();
    (0..drawn.len()).all(|k| pivot(k) > RANK_TOLERANCE * pivot(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_of_three_are_unique_and_ties_are_not() {
        let rock = [0.0, 0.5, -0.5, -0.5, 0.0, 0.5, 0.5, -0.5, 0.0];
        assert!(is_unique(&rock, &[1.0 / 3.0; 3]));
        assert!(!is_unique(&[0.0; 9], &[1.0 / 3.0; 3]));
        assert!(!is_unique(&[0.0; 4], &[1.0, 0.0]));
        assert!(is_unique(&[0.0, 0.1, -0.1, 0.0], &[1.0, 0.0]));
    }
}
