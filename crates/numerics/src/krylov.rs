//! Krylov subspace methods: [`conjugate_gradients`] for symmetric positive definite operators, [`minres`] for symmetric
//! ones, [`gmres`] and [`bicgstab`] for any; [`truncated`] for Newton steps.
//!
//! They accept asynchronous products, evaluated by the caller. Operators in memory never suspend.

pub mod bicgstab;
pub mod conjugate_gradients;
pub mod gmres;
pub mod minres;
pub mod truncated;

#[cfg(test)]
mod tests;

use crate::linear_operator::AwaitedOperator;
use std::convert::Infallible;

/// Termination criteria.
#[derive(Clone, Copy, Debug)]
pub struct StoppingRule {
    /// Tolerance on the 2-norm of the residual, relative to the right-hand side.
    pub relative_tolerance: f64,
    /// Limit on iterations, each with one product; in BiCGSTAB with two.
    pub max_iterations: usize,
}

impl StoppingRule {
    /// The status if the method has to stop at this relative residual and iteration count.
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

/// The termination status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The residual is within the tolerance.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The caller's poll reported that time is out.
    TimeLimit,
    /// The subspace cannot grow although the residual is large: the operator is singular, or the operator or the
    /// preconditioner violates the method's requirements.
    Breakdown,
    /// A number became infinite or NaN. The solution is useless.
    NotFinite,
}

/// The outcome of an iteration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The termination status.
    pub status: Status,
    /// The number of iterations, each with one product and one application of the preconditioner; in BiCGSTAB with two
    /// of both.
    pub iterations: usize,
    /// The norm of the residual b - A x relative to b; 0 if both are 0. It is updated by recurrence and differs from
    /// the true one by rounding.
    pub relative_residual: f64,
}

impl Outcome {
    /// The outcome for a zero right-hand side, with solution zero.
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

/// A time limit that is never reached.
fn never(_: f64) -> Result<bool, Infallible> {
    Ok(false)
}

fn assert_lengths(operator: &impl AwaitedOperator, preconditioner: &impl AwaitedOperator, vectors: [usize; 2]) {
    let dimension = operator.dimension();
    assert_eq!(preconditioner.dimension(), dimension, "the preconditioner has the dimension of the operator");
    assert_eq!(vectors, [dimension; 2], "all vectors have the dimension of the operator");
}

/// The reflection [c s; s -c] that maps (a, b) to (r, 0), as c, s and r. If both are 0, c = 1 and s = 0.
fn reflection(a: f64, b: f64) -> (f64, f64, f64) {
    let length = a.hypot(b);
    if length == 0.0 { (1.0, 0.0, 0.0) } else { (a / length, b / length, length) }
}
