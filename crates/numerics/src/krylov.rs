//! Linear systems by Krylov subspaces: [`conjugate_gradients`] where the operator is symmetric positive definite, [`minres`] where
//! it is symmetric, [`gmres`] for any; [`truncated`] for the steps of Newton's method.
//!
//! The products of all but the first may have to be waited for, since they may be the caller's; what is in memory never waits.

pub mod conjugate_gradients;
pub mod gmres;
pub mod minres;
pub mod truncated;

#[cfg(test)]
mod tests;

use crate::linear_operator::{AwaitedOperator, LinearOperator};

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub struct StoppingRule {
    /// The Euclidean norm of the residual that is asked for, over that of the right side.
    pub relative_tolerance: f64,
    /// The most iterations, each one product with the operator.
    pub max_iterations: usize,
}

impl StoppingRule {
    /// Why to stop after so many iterations, at a residual of this norm over that of the right side.
    fn status(self, relative_residual: f64, iterations: usize) -> Option<Status> {
        if relative_residual <= self.relative_tolerance {
            Some(Status::Converged)
        } else if !relative_residual.is_finite() {
            Some(Status::NotFinite)
        } else if iterations >= self.max_iterations {
            Some(Status::IterationLimit)
        } else {
            None
        }
    }
}

/// Why an iteration stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The residual is as small as was asked for.
    Converged,
    /// The iterations were used up.
    IterationLimit,
    /// The caller's poll said that time was up.
    TimeLimit,
    /// The subspace cannot grow though the residual is not small: the operator is singular, or it or the preconditioner is not
    /// what the method needs.
    Breakdown,
    /// A number became infinite or NaN; the solution is of no use.
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

impl Outcome {
    /// Of a right side of zeros, whose solution is zero.
    const OF_ZERO: Self = Self { status: Status::Converged, iterations: 0, relative_residual: 0.0 };
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
