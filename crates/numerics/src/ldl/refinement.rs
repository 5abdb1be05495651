//! Iterative refinement of solutions to the accuracy that rounding allows.

use crate::vectors::largest;

/// The limit on refinements. Each gains as many digits as the factorization has.
const MAX_REFINEMENTS: usize = 10;

/// A residual of this size, relative to the right-hand side, is at rounding level.
const SMALL_RESIDUAL: f64 = 1e-15;

/// Solves a system with `solve`, a factorization of its matrix or of a nearby one. Refines the solution while the
/// residual, computed by `residual`, is at least halved.
pub fn refined(
    solve: impl Fn(&[f64]) -> Vec<f64>,
    residual: impl Fn(&[f64]) -> Vec<f64>,
    right_side: &[f64],
) -> Vec<f64> {
    let size = largest(right_side);
    let mut solution = solve(right_side);
    let mut left = residual(&solution);
    for _ in 0..MAX_REFINEMENTS {
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
