//! Successive over-relaxation, and conjugate gradients with its symmetric form.

use super::{One, Solved};
use crate::solve::iterative::{Krylov, Limits, Reached};
use crate::solve::solution::{SolveRoute, SolveStatus};
use crate::solve::system::Column;
use superlinear_interface::{Error, Run};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::sparse::SymmetricSparse;
use superlinear_numerics::vectors::{are_finite, norm};
use superlinear_systems::incomplete::Ssor;
use superlinear_systems::symmetric::{diagonal, multiply, product};

/// Solves a system by sweeps over its rows in order. Breaks down if a diagonal entry is 0 or the iterates diverge.
pub(super) fn sor(one: &One<'_>, relaxation: f64, run: &Run) -> Result<Solved, Error> {
    let diagonal = diagonal(one.matrix);
    let mut x = one.initial.clone();
    let unit = norm(one.right_side);
    if unit == 0.0 {
        x.fill(0.0);
        return Ok(Solved { x, status: SolveStatus::Converged, iterations: 0 });
    }
    if diagonal.contains(&0.0) {
        return Ok(Solved { x, status: SolveStatus::Breakdown, iterations: 0 });
    }
    let mut iterations = 0;
    let mut last = x.clone();
    let status = loop {
        last.copy_from_slice(&x);
        for i in 0..x.len() {
            let (columns, values) = one.matrix.row(i);
            let rest = one.right_side[i] - product(columns, values, &x);
            x[i] += relaxation * rest / diagonal[i];
        }
        iterations += 1;
        if !are_finite(&x) {
            x.copy_from_slice(&last);
            break SolveStatus::Breakdown;
        }
        if residual(one, &x) < one.tolerance * unit {
            break SolveStatus::Converged;
        }
        if iterations >= one.max_iterations {
            break SolveStatus::IterationLimit;
        }
        if run.is_out_of_time()? {
            break SolveStatus::TimeLimit;
        }
    };
    Ok(Solved { x, status, iterations })
}

fn residual(one: &One<'_>, x: &[f64]) -> f64 {
    let mut residual = vec![0.0; x.len()];
    multiply(one.matrix, x, &mut residual);
    residual.iter_mut().zip(one.right_side).for_each(|(entry, b)| *entry = b - *entry);
    norm(&residual)
}

/// Solves a symmetric positive definite system. Breaks down if a diagonal entry is not positive.
pub(super) fn ssor_cg(one: &One<'_>, relaxation: f64, run: &Run) -> Result<Solved, Error> {
    if diagonal(one.matrix).iter().any(|&entry| entry <= 0.0) {
        return Ok(Solved { x: one.initial.clone(), status: SolveStatus::Breakdown, iterations: 0 });
    }
    let order = one.matrix.rows;
    let limits = Limits { tolerance: one.tolerance, max_iterations: one.max_iterations, restart: 1 };
    let mut krylov = Krylov {
        operator: SymmetricSparse::assume_symmetric(one.matrix, Parallelism::of(run)),
        preconditioner: Ssor::new(one.matrix, relaxation),
        route: SolveRoute::Cg,
        limits,
    };
    let column = Column::unscaled(one.right_side.to_vec());
    let x = if column.norm > 0.0 { one.initial.clone() } else { vec![0.0; order] };
    let mut residual = vec![0.0; order];
    multiply(one.matrix, &x, &mut residual);
    residual.iter_mut().zip(one.right_side).for_each(|(entry, b)| *entry = b - *entry);
    let mut reached = Reached { x, residual, status: SolveStatus::Stalled, iterations: 0 };
    ready(krylov.solve(&column, &mut reached, &mut |_, _| run.is_out_of_time()))?;
    Ok(Solved { x: reached.x, status: reached.status, iterations: reached.iterations })
}
