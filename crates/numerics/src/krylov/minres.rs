//! MINRES, for symmetric operators, definite or not, by three-term recurrences.
//!
//! With a preconditioner M ≈ |A|⁻¹, the iterates minimize the residual in the norm of M. Termination tests the 2-norm,
//! for which the residual itself is updated.
//!
//! Source: Paige, Saunders, Solution of Sparse Indefinite Systems of Linear Equations, SIAM J. Numer. Anal. 12, 1975;
//! with a preconditioner, Elman, Silvester, Wathen, Finite Elements and Fast Iterative Solvers, 2nd edition, 2014,
//! algorithm 4.1.

use super::{Outcome, Status, StoppingRule, assert_lengths, never, reflection, residual_of};
use crate::linear_operator::{AwaitedOperator, LinearOperator};
use crate::vectors::{add_scaled, dot, norm};

/// Solves A x = b for a symmetric A, as [`solve_in_time`] without a time limit.
pub async fn solve(
    operator: &mut impl AwaitedOperator,
    preconditioner: &impl LinearOperator,
    right_side: &[f64],
    solution: &mut [f64],
    rule: StoppingRule,
) -> Outcome {
    let Ok(outcome) = solve_in_time(operator, &mut &*preconditioner, right_side, solution, rule, never).await;
    outcome
}

/// Solves A x = b for a symmetric A.
///
/// `solution` holds the initial guess, then x. The preconditioner approximates the inverse of A up to signs, and must
/// be symmetric positive definite. `is_out_of_time` is called before each iteration with the relative residual; its
/// error ends the solve. Panics if lengths differ.
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
    let residual = residual_of(operator, right_side, solution).await;
    let mut iteration = Iteration::start(preconditioner, residual).await;
    let mut iterations = 0;
    loop {
        let relative_residual = iteration.residual_norm() / scale;
        let stopped = |status| Ok(Outcome { status, iterations, relative_residual });
        if let Some(status) = rule.status(relative_residual, iterations) {
            return stopped(status);
        }
        if is_out_of_time(relative_residual)? {
            return stopped(Status::TimeLimit);
        }
        if !iteration.step(operator, preconditioner, solution).await {
            return stopped(Status::Breakdown);
        }
        iterations += 1;
    }
}

/// The state of a solve: the Lanczos basis, the factorization of its tridiagonal matrix, and directions.
struct Iteration {
    /// The current and the previous Lanczos vector, normalized in the norm of M.
    basis: Vec<f64>,
    basis_before: Vec<f64>,
    /// M times `basis`.
    preconditioned: Vec<f64>,
    /// The current off-diagonal entry of the tridiagonal matrix.
    beside: f64,
    /// The last two reflections.
    reflections: [(f64, f64); 2],
    /// The last two search directions.
    direction: Vec<f64>,
    direction_before: Vec<f64>,
    /// The residual is `residual_factor` times `residual`.
    residual: Vec<f64>,
    residual_factor: f64,
}

impl Iteration {
    async fn start(preconditioner: &mut impl AwaitedOperator, residual: Vec<f64>) -> Self {
        let zeros = || vec![0.0; residual.len()];
        let mut iteration = Self {
            basis_before: zeros(),
            preconditioned: zeros(),
            beside: 0.0,
            reflections: [(-1.0, 0.0); 2],
            direction: zeros(),
            direction_before: zeros(),
            residual: residual.clone(),
            residual_factor: 1.0,
            basis: residual,
        };
        preconditioner.apply(&iteration.basis, &mut iteration.preconditioned).await;
        let length = dot(&iteration.basis, &iteration.preconditioned).sqrt();
        if length > 0.0 {
            scale(&mut iteration.basis, length.recip());
            scale(&mut iteration.preconditioned, length.recip());
            iteration.residual.copy_from_slice(&iteration.basis);
            iteration.residual_factor = length;
        }
        iteration
    }

    fn residual_norm(&self) -> f64 {
        self.residual_factor.abs() * norm(&self.residual)
    }

    /// One iteration; false if it is impossible.
    async fn step(
        &mut self,
        operator: &mut impl AwaitedOperator,
        preconditioner: &mut impl AwaitedOperator,
        solution: &mut [f64],
    ) -> bool {
        // The next Lanczos vector, and the next column of the tridiagonal matrix.
        let mut next = vec![0.0; solution.len()];
        operator.apply(&self.preconditioned, &mut next).await;
        let diagonal = dot(&self.preconditioned, &next);
        add_scaled(&mut next, -diagonal, &self.basis);
        add_scaled(&mut next, -self.beside, &self.basis_before);
        let mut next_preconditioned = vec![0.0; solution.len()];
        preconditioner.apply(&next, &mut next_preconditioned).await;
        let square = dot(&next, &next_preconditioned);
        if square < 0.0 {
            return false;
        }
        let below = square.sqrt();

        // Apply the previous reflections to that column, and eliminate its subdiagonal entry.
        let [(cosine_before, sine_before), (cosine, sine)] = self.reflections;
        let (two_above, turned) = (sine_before * self.beside, -cosine_before * self.beside);
        let (above, corner) = (cosine * turned + sine * diagonal, sine * turned - cosine * diagonal);
        let (cosine, sine, corner) = reflection(corner, below);
        if corner == 0.0 {
            return false;
        }

        let mut direction = self.preconditioned.clone();
        add_scaled(&mut direction, -above, &self.direction);
        add_scaled(&mut direction, -two_above, &self.direction_before);
        scale(&mut direction, corner.recip());
        add_scaled(solution, cosine * self.residual_factor, &direction);
        self.direction_before = std::mem::replace(&mut self.direction, direction);
        self.reflections = [self.reflections[1], (cosine, sine)];
        self.beside = below;
        if below > 0.0 {
            scale(&mut next, below.recip());
            scale(&mut next_preconditioned, below.recip());
        }
        scale(&mut self.residual, sine);
        add_scaled(&mut self.residual, -cosine, &next);
        self.residual_factor *= sine;
        self.preconditioned = next_preconditioned;
        self.basis_before = std::mem::replace(&mut self.basis, next);
        true
    }
}

fn scale(vector: &mut [f64], factor: f64) {
    vector.iter_mut().for_each(|entry| *entry *= factor);
}
