//! Eigenvalues and eigenvectors: all of a dense matrix, or a few of a large sparse symmetric one.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `standard` | the problem without `B`, in safe units, and the errors of its eigenvectors |
//! | `dense` | dense decompositions |
//! | `inverse` | Lanczos iterations with the inverse of a shifted matrix, and counts of eigenvalues |
//! | `block` | LOBPCG |

mod block;
mod dense;
mod inverse;
pub mod problem;
pub mod solution;
mod standard;

use crate::solve::system::SystemMatrix;
use problem::{EigenvaluesMethod, EigenvaluesProblem, Which};
use schemars::JsonSchema;
use solution::{EigenvaluesProgress, EigenvaluesSolution};
use standard::{Found, Standard};
use superlinear_interface::{AnyMatrix, Error, Run, Task, check};

/// Computes eigenvalues and eigenvectors: all of a dense matrix, symmetric or not, or a few of a large sparse symmetric
/// one, also of `A x = λ B x` with a diagonal `B`. Residuals are computed from the returned vectors, and for sparse
/// matrices the signs of the pivots of factorizations count the eigenvalues, which proves that none was missed.
///
/// @example
/// ```ts
/// const { values, vectors } = await eigenvalues({
///   matrix: [
///     [2, -1, 0],
///     [-1, 2, -1],
///     [0, -1, 2],
///   ],
///   count: 2,
/// });
/// ```
#[derive(JsonSchema)]
pub struct Eigenvalues;

/// The default number of eigenvalues of a sparse matrix, and the maximum.
const DEFAULT_COUNT: usize = 6;
const MAX_COUNT: usize = 200;

/// Sparse matrices of at most this number of rows are decomposed as dense ones, which takes less than a tenth of a
/// second.
const MAX_DENSE_ROWS: usize = 300;

/// The request of a problem: the number of eigenvalues, their place, and the limits.
#[derive(Clone, Copy)]
struct Request {
    count: usize,
    which: Which,
    /// The number for `nearest`, in the units of the standard problem.
    shift: f64,
    tolerance: f64,
    max_iterations: u32,
}

impl Task for Eigenvalues {
    const NAME: &'static str = "linear.eigenvalues";
    type Problem = EigenvaluesProblem;
    type Solution = EigenvaluesSolution;
    type Progress = EigenvaluesProgress;

    fn solve(mut problem: EigenvaluesProblem, run: &Run) -> Result<EigenvaluesSolution, Error> {
        check_parameters(&problem)?;
        let matrix = std::mem::replace(&mut problem.matrix, AnyMatrix::Dense(Default::default()));
        let is_sparse = matches!(matrix, AnyMatrix::Sparse(_));
        let (matrix, unit) = SystemMatrix::new(matrix, run)?;
        let needs_symmetry = is_sparse || problem.method != EigenvaluesMethod::Auto;
        if needs_symmetry {
            matrix.ensure_symmetric()?;
        }
        let is_symmetric = needs_symmetry || matrix.is_symmetric();
        let mut standard = Standard::new(matrix, unit, problem.mass_diagonal.as_deref(), run)?;
        let request = request(&problem, &standard, is_sparse, is_symmetric)?;
        if !is_symmetric {
            return dense::general(&standard, request, problem.vectors, run);
        }
        let is_dense = problem.method == EigenvaluesMethod::Auto && (!is_sparse || standard.order() <= MAX_DENSE_ROWS);
        let found = if is_dense {
            dense::symmetric(&standard, request, run)?
        } else {
            iterate(&mut standard, request, problem.method, run)?
        };
        standard.report(found, request, problem.vectors)
    }
}

/// Computes eigenvalues by iterations. The largest ones are the smallest ones of the negative matrix.
fn iterate(standard: &mut Standard, request: Request, method: EigenvaluesMethod, run: &Run) -> Result<Found, Error> {
    let is_negative = request.which == Which::Largest;
    if is_negative {
        standard.negate();
    }
    let by_inverse = match method {
        EigenvaluesMethod::Lobpcg => None,
        _ => inverse::nearest(standard, request, method == EigenvaluesMethod::ShiftInvert, run)?,
    };
    let mut found = match by_inverse {
        Some(found) => found,
        None => block::smallest(standard, request, run)?,
    };
    if is_negative {
        standard.negate();
        found.values.iter_mut().for_each(|value| *value = -*value);
        found.values.reverse();
        found.vectors.reverse();
    }
    Ok(found)
}

/// Checks everything but the arrays.
fn check_parameters(problem: &EigenvaluesProblem) -> Result<(), Error> {
    check::at_least_one("count", problem.count)?;
    check::number("shift", problem.shift, check::FINITE)?;
    check::tolerance(problem.tolerance)?;
    check::at_least_one("maxIterations", Some(problem.max_iterations))?;
    if problem.method == EigenvaluesMethod::Lobpcg && problem.which == Some(Which::Nearest) {
        return Err(Error::invalid("which", "must be smallest or largest with lobpcg, got nearest"));
    }
    Ok(())
}

fn request(
    problem: &EigenvaluesProblem,
    standard: &Standard,
    is_sparse: bool,
    is_symmetric: bool,
) -> Result<Request, Error> {
    let order = standard.order();
    let max = if is_sparse { order.min(MAX_COUNT) } else { order };
    let count = match problem.count {
        Some(count) => count as usize,
        None if is_sparse => DEFAULT_COUNT.min(order),
        None => order,
    };
    if count > max {
        let message = format!("must be at most {max} for this matrix, got {count}");
        return Err(Error::invalid("count", message));
    }
    let default = if is_symmetric { Which::Smallest } else { Which::Largest };
    Ok(Request {
        count,
        which: problem.which.unwrap_or(default),
        shift: standard.in_units(problem.shift),
        tolerance: problem.tolerance,
        max_iterations: problem.max_iterations,
    })
}
