//! An estimate of the condition number from the factors of a matrix.
//!
//! Source: Higham, FORTRAN Codes for Estimating the One-Norm of a Real or Complex Matrix, with Applications to Condition
//! Estimation, ACM Trans. Math. Softw. 14, 1988, algorithm 2.4.

use super::direct::Direct;
use superlinear_numerics::vectors::argmax_by;

/// The maximum number of steps; Higham saw more than three rarely.
const MAX_STEPS: u32 = 5;

/// A lower bound of the condition number in the 1-norm, for a matrix of this order and norm.
pub(crate) fn condition(direct: &Direct, order: usize, norm: f64) -> f64 {
    let inverse = norm_of_inverse(direct, order);
    let condition = norm * inverse;
    if condition.is_finite() { condition } else { f64::MAX }
}

fn norm_of_inverse(direct: &Direct, order: usize) -> f64 {
    let sum = |values: &[f64]| values.iter().map(|value| value.abs()).sum::<f64>();
    let mut x = vec![1.0 / order as f64; order];
    let mut estimate = 0.0;
    for _ in 0..MAX_STEPS {
        let mut product = x.clone();
        direct.solve(&mut product);
        let next = sum(&product);
        if next <= estimate || !next.is_finite() {
            break;
        }
        estimate = next;
        let mut gradient: Vec<f64> = product.iter().map(|value| 1.0_f64.copysign(*value)).collect();
        direct.solve_transposed(&mut gradient);
        let steepest = argmax_by(order, |k| gradient[k].abs());
        let slope: f64 = gradient.iter().zip(&x).map(|(gradient, x)| gradient * x).sum();
        if gradient[steepest].abs() <= slope {
            break;
        }
        x.fill(0.0);
        x[steepest] = 1.0;
    }
    // A vector of alternating signs detects cancellation in the steps above.
    let last = order.saturating_sub(1).max(1) as f64;
    let mut alternating: Vec<f64> =
        (0..order).map(|k| (1.0 + k as f64 / last) * if k % 2 == 0 { 1.0 } else { -1.0 }).collect();
    direct.solve(&mut alternating);
    estimate.max(2.0 * sum(&alternating) / (3.0 * order as f64))
}
