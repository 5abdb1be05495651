//! Truncated conjugate gradients for Newton steps, with asynchronous products. Stops at a small residual, or when the
//! operator proves not to be positive definite.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, algorithm 7.1.

use crate::linear_operator::AwaitedOperator;
use crate::vectors::{add_scaled, dot, norm, scale_and_add};

/// The result of a solve.
#[derive(Clone, Debug, PartialEq)]
pub struct Truncated {
    /// The approximate solution. If the operator is not positive definite, the last iterate before, or the right-hand
    /// side.
    pub solution: Vec<f64>,
    /// The 2-norm of the residual of the solution.
    pub residual: f64,
    /// The smallest curvature v'Av / v'v of the directions encountered; infinite if there were none.
    pub least_curvature: f64,
    /// Whether all directions had positive curvature.
    pub is_definite: bool,
}

/// Approximates the solution of A x = `right_side` from `start`, until the residual norm is at most `tolerance`, the
/// iteration limit is reached, or `is_over` returns true. Nonfinite numbers stop it like a direction without positive
/// curvature.
pub async fn solve(
    operator: &mut impl AwaitedOperator,
    right_side: &[f64],
    start: &[f64],
    tolerance: f64,
    max_iterations: usize,
    mut is_over: impl FnMut() -> bool,
) -> Truncated {
    let mut solution = start.to_vec();
    let mut residual = super::residual_of(operator, right_side, start).await;
    let (mut direction, mut product) = (residual.clone(), vec![0.0; residual.len()]);
    let mut square = dot(&residual, &residual);
    let (mut least_curvature, mut is_definite) = (f64::INFINITY, true);
    for iteration in 0..max_iterations {
        if norm(&residual) <= tolerance || is_over() {
            break;
        }
        operator.apply(&direction, &mut product).await;
        let (curvature, length) = (dot(&direction, &product), dot(&direction, &direction));
        least_curvature = least_curvature.min(curvature / length);
        let step = square / curvature;
        if curvature.is_nan() || curvature <= 0.0 || !step.is_finite() {
            is_definite = false;
            if iteration == 0 && start.iter().all(|&entry| entry == 0.0) {
                solution = right_side.to_vec();
            }
            break;
        }
        add_scaled(&mut solution, step, &direction);
        add_scaled(&mut residual, -step, &product);
        let next = dot(&residual, &residual);
        scale_and_add(&mut direction, next / square, &residual);
        square = next;
    }
    Truncated { solution, residual: norm(&residual), least_curvature, is_definite }
}
