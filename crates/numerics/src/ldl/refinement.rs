//! Solutions as exact as rounding allows, by a decomposition that is less so.

use crate::vectors::largest;

/// The most refinements of a solution: each gains as many digits as the decomposition has right.
const MOST_REFINEMENTS: usize = 10;

/// A residual of this size, relative to the right side, is as good as rounding allows: some units of it.
const SMALL_RESIDUAL: f64 = 1e-15;

/// Solves a system by `solve`, a decomposition of its matrix or of one near it, with refinement for as long as the
/// residual, which `residual` tells of a solution, falls to less than half.
pub fn refined(
    solve: impl Fn(&[f64]) -> Vec<f64>,
    residual: impl Fn(&[f64]) -> Vec<f64>,
    right_side: &[f64],
) -> Vec<f64> {
    let size = largest(right_side);
    let mut solution = solve(right_side);
    let mut left = residual(&solution);
    for _ in 0..MOST_REFINEMENTS {
        if largest(&left) <= SMALL_RESIDUAL * size {
            break;
        }
        let correction = solve(&left);
        let refined: Vec<_> = solution.iter().zip(&correction).map(|(z, c)| z + c).collect();
        let left_then = residual(&refined);
        let has_halved = largest(&left_then) < 0.5 * largest(&left);
        if largest(&left_then) < largest(&left) {
            (solution, left) = (refined, left_then);
        }
        if !has_halved {
            break;
        }
    }
    solution
}
