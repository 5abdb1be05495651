//! Successive over-relaxation, and conjugate gradients with its symmetric form.

use super::{Instance, Solved};
use crate::solve::iterative::{Krylov, Limits, Reached};
use crate::solve::solution::{SolveRoute, SolveStatus};
use superlinear_interface::{Error, Run};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::sparse::SymmetricSparse;
use superlinear_numerics::vectors::{are_finite, norm};
use superlinear_systems::incomplete::Ssor;
use superlinear_systems::symmetric::{diagonal, product};

/// Solves a system by sweeps over its rows in order. Breaks down if a diagonal entry is 0 or the iterates diverge.
pub(super) fn sor(instance: &Instance<'_>, relaxation: f64, run: &Run) -> Result<Solved, Error> {
    let diagonal = diagonal(instance.matrix);
    let mut x = instance.start();
    let unit = instance.column.norm;
    if unit == 0.0 {
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
            let (columns, values) = instance.matrix.row(i);
            let rest = instance.column.right_side[i] - product(columns, values, &x);
            x[i] += relaxation * rest / diagonal[i];
        }
        iterations += 1;
        if !are_finite(&x) {
            x.copy_from_slice(&last);
            break SolveStatus::Breakdown;
        }
        if norm(&instance.residual(&x)) < instance.tolerance * unit {
            break SolveStatus::Converged;
        }
        if iterations >= instance.max_iterations {
            break SolveStatus::IterationLimit;
        }
        if run.is_out_of_time()? {
            break SolveStatus::TimeLimit;
        }
    };
    Ok(Solved { x, status, iterations })
}

/// Solves a symmetric positive definite system. Breaks down if a diagonal entry is not positive.
pub(super) fn ssor_cg(instance: &Instance<'_>, relaxation: f64, run: &Run) -> Result<Solved, Error> {
    if diagonal(instance.matrix).iter().any(|&entry| entry <= 0.0) {
        return Ok(Solved { x: instance.start(), status: SolveStatus::Breakdown, iterations: 0 });
    }
    let limits = Limits { tolerance: instance.tolerance, max_iterations: instance.max_iterations, restart: 1 };
    let mut krylov = Krylov {
        operator: SymmetricSparse::assume_symmetric(instance.matrix, Parallelism::of(run)),
        preconditioner: Ssor::new(instance.matrix, relaxation),
        route: SolveRoute::Cg,
        limits,
    };
    let x = instance.start();
    let residual = instance.residual(&x);
    let mut reached = Reached { x, residual, status: SolveStatus::Stalled, iterations: 0 };
    ready(krylov.solve(&instance.column, &mut reached, &mut |_, _| run.is_out_of_time()))?;
    Ok(Solved { x: reached.x, status: reached.status, iterations: reached.iterations })
}
