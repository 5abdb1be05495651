//! A uniqueness test for lotteries that no item beats.
//!
//! Source: Laffond, Laslier, Le Breton, A Theorem on Symmetric Two-Player Zero-Sum Games, J. Econ. Theory 72, 1997.

use faer::Mat;
use superlinear_numerics::dense::pivoted_qr;

/// Items outside the support must do worse than the lottery by more than this, a margin above rounding.
const STRICTLY: f64 = 1e-9;

/// Pivots below this fraction of the largest count as zero.
const RANK_TOLERANCE: f64 = 1e-10;

/// Returns whether the lottery is provably the only optimal one for these pairwise advantages (row by row): its support
/// has odd size, the equations that make all items in it equally good have one solution, and all other items do worse.
pub(super) fn is_unique(advantages: &[f64], lottery: &[f64]) -> bool {
    let size = lottery.len();
    let drawn: Vec<_> = (0..size).filter(|&i| lottery[i] > 0.0).collect();
    let advantage = |i: usize| -> f64 { drawn.iter().map(|&j| advantages[i * size + j] * lottery[j]).sum() };
    let others_lose = (0..size).all(|i| lottery[i] > 0.0 || advantage(i) < -STRICTLY);
    if drawn.len() % 2 == 0 || !others_lose {
        return false;
    }
    // The advantages within the support, with the sum of the probabilities as last row.
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
