//! The smallest eigenvalues by LOBPCG, with the preconditioner of conjugate gradients.

use super::Request;
use super::solution::{EigenvaluesProgress, EigenvaluesRoute};
use super::standard::{Found, Standard};
use crate::solve::iterative::Applied;
use superlinear_interface::{Advance, Error, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;
use superlinear_numerics::sparse::SymmetricSparse;
use superlinear_systems::lanczos::Wanted;
use superlinear_systems::lobpcg::{Operators, smallest_eigenvalues};

/// The vectors for each eigenvalue: points, preconditioned residuals and directions with their products, for the last
/// basis and the next one, and the residuals and directions that extend it.
const VECTORS_PER_EIGENVALUE: usize = 14;

pub(super) fn smallest(standard: &Standard, request: Request, run: &Run) -> Result<Found, Error> {
    let matrix = standard.sparse(run)?;
    let count = request.count;
    run.ensure_memory("count", [VECTORS_PER_EIGENVALUE, count + 2, matrix.rows])?;
    let Some(preconditioner) = Applied::automatic(&matrix, run)? else {
        return Ok(Found::none(EigenvaluesRoute::Lobpcg));
    };
    let operator = SymmetricSparse::assume_symmetric(&matrix, Parallelism::of(run));
    let operators = Operators { matrix: &operator, preconditioner: &preconditioner };
    let target = standard.target(request.tolerance);
    let wanted = Wanted { count, tolerance: target, max_iterations: request.max_iterations };
    let poll = |iterations: u32, error: f64| {
        let advance = Advance::certificate(error / target, 1.0).or_count(iterations, request.max_iterations);
        let residual = if standard.size > 0.0 { error / standard.size } else { error };
        run.progress(advance, || EigenvaluesProgress { iterations, residual });
        run.is_out_of_time()
    };
    let ritz = smallest_eigenvalues(&operators, wanted, &mut Stream::new(0, 0), poll)?;
    Ok(Found {
        values: ritz.values,
        vectors: ritz.vectors,
        ending: ritz.ending,
        iterations: ritz.iterations,
        count_below: None,
        route: EigenvaluesRoute::Lobpcg,
    })
}
