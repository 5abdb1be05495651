//! Restarted GMRES with right preconditioning. Its residuals are those of the system itself.
//!
//! Source: Saad, Schultz, GMRES: A Generalized Minimal Residual Algorithm for Solving Nonsymmetric Linear Systems, SIAM
//! J. Sci. Stat. Comput. 7, 1986; from the right, Saad, Iterative Methods for Sparse Linear Systems, 2nd edition, 2003,
//! algorithm 9.5.

use super::{Outcome, Status, StoppingRule, assert_lengths, never, reflection, residual_of};
use crate::linear_operator::{AwaitedOperator, LinearOperator};
use crate::vectors::{add_scaled, dot, norm};

/// Solves A x = b, as [`solve_in_time`] without a time limit.
pub async fn solve(
    operator: &mut impl AwaitedOperator,
    preconditioner: &impl LinearOperator,
    right_side: &[f64],
    solution: &mut [f64],
    rule: StoppingRule,
    restart: usize,
) -> Outcome {
    let Ok(outcome) =
        solve_in_time(operator, &mut &*preconditioner, right_side, solution, (rule, restart), never).await;
    outcome
}

/// Solves A x = b.
///
/// `solution` holds the initial guess, then x. The preconditioner approximates the inverse of A and must be linear. All
/// basis vectors are stored, and discarded after `restart` iterations. `is_out_of_time` is called before each iteration
/// with the relative residual; its error ends the solve. Panics if lengths differ.
pub async fn solve_in_time<E>(
    operator: &mut impl AwaitedOperator,
    preconditioner: &mut impl AwaitedOperator,
    right_side: &[f64],
    solution: &mut [f64],
    (rule, restart): (StoppingRule, usize),
    mut is_out_of_time: impl FnMut(f64) -> Result<bool, E>,
) -> Result<Outcome, E> {
    assert_lengths(operator, preconditioner, [right_side.len(), solution.len()]);
    let scale = norm(right_side);
    if scale == 0.0 {
        solution.fill(0.0);
        return Ok(Outcome::OF_ZERO);
    }
    let mut iterations = 0;
    let (mut is_exhausted, mut is_late) = (false, false);
    loop {
        let residual = residual_of(operator, right_side, solution).await;
        let relative_residual = norm(&residual) / scale;
        let stopped = |status| Ok(Outcome { status, iterations, relative_residual });
        if let Some(status) = rule.status(relative_residual, iterations) {
            return stopped(status);
        }
        if is_late {
            return stopped(Status::TimeLimit);
        }
        if is_exhausted {
            return stopped(Status::Breakdown);
        }
        let steps = restart.min(rule.max_iterations - iterations);
        let mut cycle = Cycle::start(residual);
        // The test of convergence as above, so that rounding cannot leave a cycle without an iteration.
        while cycle.len() < steps && cycle.residual_norm() / scale > rule.relative_tolerance && !is_exhausted {
            is_late = is_out_of_time(cycle.residual_norm() / scale)?;
            if is_late {
                break;
            }
            is_exhausted = !cycle.step(operator, preconditioner).await;
            iterations += 1;
        }
        cycle.move_to_best(preconditioner, solution).await;
    }
}

/// The Arnoldi process between two restarts.
struct Cycle {
    /// Orthonormal basis; its first vector is the normalized initial residual.
    basis: Vec<Vec<f64>>,
    /// The columns of the upper triangular factor of the Hessenberg matrix.
    triangle: Vec<Vec<f64>>,
    reflections: Vec<(f64, f64)>,
    /// The transformed right-hand side of the least-squares problem. The last entry is the residual norm up to sign.
    right_side: Vec<f64>,
}

impl Cycle {
    fn start(mut residual: Vec<f64>) -> Self {
        let length = norm(&residual);
        residual.iter_mut().for_each(|entry| *entry /= length);
        Self { basis: vec![residual], triangle: Vec::new(), reflections: Vec::new(), right_side: vec![length] }
    }

    fn len(&self) -> usize {
        self.triangle.len()
    }

    fn residual_norm(&self) -> f64 {
        self.right_side[self.len()].abs()
    }

    /// One iteration; false if the subspace no longer grows.
    async fn step(&mut self, operator: &mut impl AwaitedOperator, preconditioner: &mut impl AwaitedOperator) -> bool {
        let newest = &self.basis[self.len()];
        let (mut preconditioned, mut next) = (vec![0.0; newest.len()], vec![0.0; newest.len()]);
        preconditioner.apply(newest, &mut preconditioned).await;
        operator.apply(&preconditioned, &mut next).await;
        let length_before = norm(&next);
        let mut column = vec![0.0; self.basis.len()];
        // A second pass of orthogonalization removes rounding errors of the first.
        for _ in 0..2 {
            for (entry, vector) in column.iter_mut().zip(&self.basis) {
                let product = dot(&next, vector);
                add_scaled(&mut next, -product, vector);
                *entry += product;
            }
        }
        let length = norm(&next);
        for (k, &(cosine, sine)) in self.reflections.iter().enumerate() {
            let (above, below) = (column[k], column[k + 1]);
            (column[k], column[k + 1]) = (cosine * above + sine * below, sine * above - cosine * below);
        }
        let last = column.len() - 1;
        let (cosine, sine, corner) = reflection(column[last], length);
        column[last] = corner;
        let residual = self.right_side[last];
        self.right_side[last] = cosine * residual;
        self.right_side.push(sine * residual);
        self.reflections.push((cosine, sine));
        self.triangle.push(column);
        let grows = length > f64::EPSILON * length_before;
        if grows {
            next.iter_mut().for_each(|entry| *entry /= length);
        }
        self.basis.push(next);
        grows && corner > 0.0
    }

    /// Adds the combination of the basis with the smallest residual to `solution`.
    async fn move_to_best(&self, preconditioner: &mut impl AwaitedOperator, solution: &mut [f64]) {
        let steps = self.len();
        let mut weights = self.right_side[..steps].to_vec();
        for k in (0..steps).rev() {
            let corner = self.triangle[k][k];
            // Only the last column can have a zero diagonal entry, and contributes nothing then.
            weights[k] = if corner == 0.0 { 0.0 } else { weights[k] / corner };
            let weight = weights[k];
            weights[..k].iter_mut().zip(&self.triangle[k]).for_each(|(above, entry)| *above -= weight * entry);
        }
        let mut combination = vec![0.0; solution.len()];
        for (weight, vector) in weights.iter().zip(&self.basis) {
            add_scaled(&mut combination, *weight, vector);
        }
        let mut change = vec![0.0; solution.len()];
        preconditioner.apply(&combination, &mut change).await;
        add_scaled(solution, 1.0, &change);
    }
}
