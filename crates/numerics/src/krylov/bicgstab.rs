//! BiCGSTAB with right preconditioning, for any operator, by short recurrences. Its residuals are those of the system
//! itself, and are not monotone.
//!
//! Source: van der Vorst, Bi-CGSTAB: A Fast and Smoothly Converging Variant of Bi-CG for the Solution of Nonsymmetric
//! Linear Systems, SIAM J. Sci. Stat. Comput. 13, 1992.

use super::{Outcome, Status, StoppingRule, assert_lengths, residual_of};
use crate::linear_operator::AwaitedOperator;
use crate::vectors::{add_scaled, dot, norm};

/// Inner products below this size, relative to the norms of their vectors, are a breakdown of the recurrence.
const ORTHOGONAL: f64 = 1e-30;

/// The maximum number of restarts after breakdowns.
const MAX_RESTARTS: u32 = 3;

/// Solves A x = b.
///
/// `solution` holds the initial guess, then x. The preconditioner approximates the inverse of A and must be linear. An
/// iteration takes two products. `is_out_of_time` is called before each iteration with the relative residual; its error
/// ends the solve. Panics if lengths differ.
pub async fn solve_in_time<E>(
    operator: &mut impl AwaitedOperator,
    preconditioner: &mut impl AwaitedOperator,
    right_side: &[f64],
    solution: &mut [f64],
    rule: StoppingRule,
    mut is_out_of_time: impl FnMut(f64) -> Result<bool, E>,
) -> Result<Outcome, E> {
    assert_lengths(operator, preconditioner, [right_side.len(), solution.len()]);
    let scale = norm(right_side);
    if scale == 0.0 {
        solution.fill(0.0);
        return Ok(Outcome::OF_ZERO);
    }
    let mut iteration = Iteration::start(residual_of(operator, right_side, solution).await);
    let (mut iterations, mut restarts) = (0, 0);
    loop {
        let relative_residual = norm(&iteration.residual) / scale;
        let stopped = |status| Ok(Outcome { status, iterations, relative_residual });
        if let Some(status) = rule.status(relative_residual, iterations) {
            return stopped(status);
        }
        if is_out_of_time(relative_residual)? {
            return stopped(Status::TimeLimit);
        }
        if !iteration.step(operator, preconditioner, solution).await {
            if restarts == MAX_RESTARTS {
                return stopped(Status::Breakdown);
            }
            restarts += 1;
            iteration = Iteration::start(residual_of(operator, right_side, solution).await);
        }
        iterations += 1;
    }
}

/// The state of a solve; van der Vorst's names in parentheses.
struct Iteration {
    /// The initial residual (r̂).
    shadow: Vec<f64>,
    residual: Vec<f64>,
    /// The search direction and its product (p, v).
    direction: Vec<f64>,
    product: Vec<f64>,
    /// The inner product of `shadow` and the residual before the last step (ρ), and the steps (α, ω).
    shadow_product: f64,
    step: f64,
    stabilization: f64,
    preconditioned: Vec<f64>,
    second_product: Vec<f64>,
}

impl Iteration {
    fn start(residual: Vec<f64>) -> Self {
        let zeros = || vec![0.0; residual.len()];
        Self {
            direction: zeros(),
            product: zeros(),
            shadow_product: 1.0,
            step: 1.0,
            stabilization: 1.0,
            preconditioned: zeros(),
            second_product: zeros(),
            shadow: residual.clone(),
            residual,
        }
    }

    /// One iteration; false if the recurrence breaks down. The residual then still belongs to the solution.
    async fn step(
        &mut self,
        operator: &mut impl AwaitedOperator,
        preconditioner: &mut impl AwaitedOperator,
        solution: &mut [f64],
    ) -> bool {
        let is_orthogonal = |product: f64, a: &[f64], b: &[f64]| product.abs() <= ORTHOGONAL * norm(a) * norm(b);
        let shadow_product = dot(&self.shadow, &self.residual);
        if is_orthogonal(shadow_product, &self.shadow, &self.residual) {
            return false;
        }
        let conjugation = shadow_product / self.shadow_product * (self.step / self.stabilization);
        for ((direction, product), residual) in self.direction.iter_mut().zip(&self.product).zip(&self.residual) {
            *direction = residual + conjugation * (*direction - self.stabilization * product);
        }
        preconditioner.apply(&self.direction, &mut self.preconditioned).await;
        operator.apply(&self.preconditioned, &mut self.product).await;
        let curvature = dot(&self.shadow, &self.product);
        if is_orthogonal(curvature, &self.shadow, &self.product) {
            return false;
        }
        let step = shadow_product / curvature;
        add_scaled(solution, step, &self.preconditioned);
        add_scaled(&mut self.residual, -step, &self.product);
        preconditioner.apply(&self.residual, &mut self.preconditioned).await;
        operator.apply(&self.preconditioned, &mut self.second_product).await;
        let square = dot(&self.second_product, &self.second_product);
        let stabilization = if square > 0.0 { dot(&self.second_product, &self.residual) / square } else { 0.0 };
        add_scaled(solution, stabilization, &self.preconditioned);
        add_scaled(&mut self.residual, -stabilization, &self.second_product);
        (self.shadow_product, self.step, self.stabilization) = (shadow_product, step, stabilization);
        // A residual of zero ends the solve; otherwise the next direction would be infinite.
        stabilization != 0.0 || norm(&self.residual) == 0.0
    }
}
