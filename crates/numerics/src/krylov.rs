//! Linear systems with operators that are symmetric and indefinite, or not symmetric, by Krylov subspaces: [`minres`] for the
//! former, [`gmres`] for any.
//!
//! The products may have to be waited for, since they may be the caller's; what is in memory never waits.

pub mod gmres;
pub mod minres;

#[cfg(test)]
mod tests;

pub use crate::conjugate_gradients::StoppingRule;

use crate::linear_operator::{AwaitedOperator, LinearOperator};

/// Why an iteration stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The residual is as small as was asked for.
    Converged,
    /// The iterations were used up.
    IterationLimit,
    /// The subspace cannot grow though the residual is not small: the operator is singular, or the preconditioner is not what
    /// the method needs.
    Breakdown,
    /// A number became infinite or NaN.
    NotFinite,
}

/// How an iteration went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Why it stopped.
    pub status: Status,
    /// Iterations done, each one product with the operator and one with the preconditioner.
    pub iterations: usize,
    /// The norm of the residual b - A x over that of b; 0 where both are 0. It is carried along by recurrence and differs from
    /// the true one by rounding.
    pub relative_residual: f64,
}

/// The residual b - A x.
async fn residual_of(operator: &mut impl AwaitedOperator, right_side: &[f64], solution: &[f64]) -> Vec<f64> {
    if solution.iter().all(|&entry| entry == 0.0) {
        return right_side.to_vec();
    }
    let mut residual = vec![0.0; right_side.len()];
    operator.apply(solution, &mut residual).await;
    residual.iter_mut().zip(right_side).for_each(|(residual, right)| *residual = right - *residual);
    residual
}

fn assert_lengths(operator: &impl AwaitedOperator, preconditioner: &impl LinearOperator, vectors: [usize; 2]) {
    let dimension = operator.dimension();
    assert_eq!(preconditioner.dimension(), dimension, "the preconditioner has the dimension of the operator");
    assert_eq!(vectors, [dimension; 2], "all vectors have the dimension of the operator");
}

/// The reflection [c s; s -c] that takes (a, b) to (r, 0): c, s and r. The identity but for a sign where both are 0.
fn reflection(a: f64, b: f64) -> (f64, f64, f64) {
    let length = a.hypot(b);
    if length == 0.0 { (1.0, 0.0, 0.0) } else { (a / length, b / length, length) }
}
