//! The preconditioned conjugate gradient method (Hestenes and Stiefel 1952; Saad, Iterative Methods for Sparse Linear
//! Systems, 2003, algorithm 9.1).
//!
//! It breaks down if the operator or the preconditioner is not positive definite on the directions encountered. For
//! singular operators, a right-hand side outside the range can also cause this. The solution is then the last iterate.
//! The residual is updated by recurrence; it differs from b - A x by about u times the largest |A| |x| of all iterates
//! (Greenbaum, SIAM J. Matrix Anal. Appl. 18, 1997).

use super::{Outcome, Status, StoppingRule, assert_lengths};
use crate::linear_operator::{AwaitedOperator, LinearOperator};
use crate::matrix_operator::ready;
use crate::vectors::{add_scaled, dot, norm, scale_and_add};
use superlinear_interface::Error;

/// Four vectors, reused between solves.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    residual: Vec<f64>,
    preconditioned: Vec<f64>,
    direction: Vec<f64>,
    product: Vec<f64>,
}

impl Workspace {
    /// The residual of the last solve, as updated by recurrence.
    pub fn residual(&self) -> &[f64] {
        &self.residual
    }

    fn resize(&mut self, dimension: usize) {
        for vector in [&mut self.residual, &mut self.preconditioned, &mut self.direction, &mut self.product] {
            vector.resize(dimension, 0.0);
        }
    }
}

/// Solves A x = b with operators in memory, as [`solve_in_time`].
pub fn solve(
    operator: &impl LinearOperator,
    preconditioner: &impl LinearOperator,
    right_side: &[f64],
    solution: &mut [f64],
    rule: StoppingRule,
    workspace: &mut Workspace,
    is_out_of_time: impl FnMut(f64) -> Result<bool, Error>,
) -> Result<Outcome, Error> {
    let (operator, preconditioner) = (&mut &*operator, &mut &*preconditioner);
    ready(solve_in_time(operator, preconditioner, right_side, solution, rule, workspace, is_out_of_time))
}

/// Solves A x = b for a symmetric positive definite A, or a semidefinite one with b in its range.
///
/// `solution` holds the initial guess, then x. The preconditioner approximates the inverse of A and must be symmetric
/// positive definite too. `is_out_of_time` is called before each iteration with the relative residual, usually as
/// `|_| run.is_out_of_time()`; its error ends the solve. All sums are evaluated in a fixed order. Panics if lengths
/// differ.
pub async fn solve_in_time<E>(
    operator: &mut impl AwaitedOperator,
    preconditioner: &mut impl AwaitedOperator,
    right_side: &[f64],
    solution: &mut [f64],
    rule: StoppingRule,
    workspace: &mut Workspace,
    mut is_out_of_time: impl FnMut(f64) -> Result<bool, E>,
) -> Result<Outcome, E> {
    assert_lengths(operator, preconditioner, [right_side.len(), solution.len()]);
    workspace.resize(operator.dimension());
    let mut iteration = Iteration { operator, preconditioner, solution, workspace, energy: 0.0 };

    let scale = norm(right_side);
    if scale == 0.0 {
        iteration.solution.fill(0.0);
        return Ok(Outcome::OF_ZERO);
    }
    iteration.start(right_side).await;
    let mut iterations = 0;
    loop {
        let relative_residual = norm(&iteration.workspace.residual) / scale;
        let stopped = |status| Ok(Outcome { status, iterations, relative_residual });
        if let Some(status) = rule.status(relative_residual, iterations) {
            return stopped(status);
        }
        if is_out_of_time(relative_residual)? {
            return stopped(Status::TimeLimit);
        }
        if let Err(breakdown) = iteration.step().await {
            return stopped(breakdown);
        }
        iterations += 1;
    }
}

/// The state of a solve; Saad's names in parentheses.
struct Iteration<'a, Operator, Preconditioner> {
    operator: &'a mut Operator,
    preconditioner: &'a mut Preconditioner,
    /// The iterate (x).
    solution: &'a mut [f64],
    /// The residual, the preconditioned residual, the search direction and its product (r, z, p, A p).
    workspace: &'a mut Workspace,
    /// The inner product of residual and preconditioned residual before the last step; 0 before the first (r'z).
    energy: f64,
}

impl<Operator: AwaitedOperator, Preconditioner: AwaitedOperator> Iteration<'_, Operator, Preconditioner> {
    async fn start(&mut self, right_side: &[f64]) {
        let Workspace { residual, direction, product, .. } = &mut *self.workspace;
        // A zero guess needs no product.
        if self.solution.iter().any(|&entry| entry != 0.0) {
            self.operator.apply(self.solution, product).await;
        } else {
            product.fill(0.0);
        }
        for ((residual, right), product) in residual.iter_mut().zip(right_side).zip(&*product) {
            *residual = right - product;
        }
        direction.fill(0.0);
    }

    /// One iteration. Returns a status if it is impossible.
    async fn step(&mut self) -> Result<(), Status> {
        let Workspace { residual, preconditioned, direction, product } = &mut *self.workspace;
        self.preconditioner.apply(residual, preconditioned).await;
        let energy = positive(dot(residual, preconditioned))?;
        let conjugation = if self.energy > 0.0 { energy / self.energy } else { 0.0 };
        scale_and_add(direction, conjugation, preconditioned);
        self.operator.apply(direction, product).await;
        let step = positive(energy / positive(dot(direction, product))?)?;
        add_scaled(self.solution, step, direction);
        add_scaled(residual, -step, product);
        self.energy = energy;
        Ok(())
    }
}

fn positive(number: f64) -> Result<f64, Status> {
    if !number.is_finite() {
        Err(Status::NotFinite)
    } else if number <= 0.0 {
        Err(Status::Breakdown)
    } else {
        Ok(number)
    }
}
