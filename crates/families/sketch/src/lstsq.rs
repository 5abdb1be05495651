//! Linear least squares to machine precision: a sample of the rows or a sketch yields variables in which the problem is
//! well conditioned, refinement uses the full matrix, and a certificate estimates the backward error of the solution.
//!
//! Sources: Rokhlin, Tygert, A fast randomized algorithm for overdetermined linear least-squares regression, PNAS 105,
//! 2008; Meng, Saunders, Mahoney, LSRN, SIAM J. Sci. Comput. 36, 2014 (rank deficiency); Epperly, Meier, Nakatsukasa,
//! Fast randomized least-squares solvers can be just as accurate and stable as classical direct solvers, 2024 (arXiv
//! 2406.03468), for the start at the sketched solution and the second refinement, without which the result is not
//! backward stable.
//!
//! | module | content |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `equations` | the interface of a problem for refinement |
//! | `system`, `asked` | its implementations: by passes over a matrix in memory, and by the caller's own functions |
//! | `sample`, `blocks` | the source of the change of variables, and a reduced form of it |
//! | `correction`, `refine`, `certificate` | refinement steps, their termination, and the certificate |
//! | `routes` | the choice of method, and fallbacks |

mod asked;
mod blocks;
mod certificate;
mod correction;
pub(crate) mod equations;
pub mod problem;
mod refine;
mod routes;
mod sample;
pub mod solution;
pub(crate) mod system;

use crate::basis::overflow;
use crate::table::Table;
use asked::AskedSystem;
use equations::Equations;
use problem::{LstsqMethod, LstsqProblem};
use refine::{Limits, Refined};
use routes::Found;
use schemars::JsonSchema;
use solution::{LstsqProgress, LstsqSolution};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Task, check};
use superlinear_numerics::matrix_operator::{AskedMatrix, MATRIX_QUESTIONS, MatrixOperator, MatrixShape, ready};
use system::System;

/// Linear least squares: a task for matrices in memory, a dialogue for the caller's own functions.
#[derive(JsonSchema)]
pub struct Lstsq;

impl Task for Lstsq {
    const NAME: &'static str = "sketch.lstsq";
    type Problem = LstsqProblem;
    type Solution = LstsqSolution;
    type Progress = LstsqProgress;

    fn solve(problem: LstsqProblem, run: &Run) -> Result<LstsqSolution, Error> {
        let table = Table::new(&problem.matrix, "matrix", run)?;
        let row_factors = checked_row_factors(&problem, table.rows())?;
        let system = System::new(table, &problem.right_side, row_factors, problem.ridge);
        let found = routes::solve(&system, &problem, run)?;
        ready(report(&problem, &system, found))
    }
}

impl Dialogue for Lstsq {
    const NAME: &'static str = "sketch.lstsq";
    const QUESTIONS: &'static [&'static str] = MATRIX_QUESTIONS;
    type Problem = LstsqProblem<MatrixShape>;
    type Solution = LstsqSolution;

    fn lengths(problem: &Self::Problem) -> Result<Vec<Lengths>, Error> {
        problem.matrix.lengths(|rows, _| checked_row_factors(problem, rows).map(drop))
    }

    async fn solve(problem: Self::Problem, oracle: Oracle, run: Run) -> Result<LstsqSolution, Error> {
        let matrix = AskedMatrix::new(oracle, problem.matrix);
        let row_factors = checked_row_factors(&problem, matrix.rows())?;
        if !matches!(problem.method, LstsqMethod::Auto | LstsqMethod::Iterative) {
            return Err(Error::invalid(
                "method",
                "must be auto or iterative: the others need the entries of the matrix",
            ));
        }
        let system = AskedSystem::new(&matrix, &problem.right_side, row_factors, problem.ridge)?;
        let found = asked::solve(&system, problem.rank_tolerance, Limits::of(&problem), &run).await?;
        report(&problem, &system, found).await
    }
}

/// Checks all but the matrix, and returns the square roots of the weights.
fn checked_row_factors<M>(problem: &LstsqProblem<M>, rows: usize) -> Result<Option<Vec<f64>>, Error> {
    let LstsqProblem { right_side, weights, ridge, tolerance, rank_tolerance, max_iterations, .. } = problem;
    check::right_side("rightSide", right_side, rows)?;
    check::number("ridge", *ridge, check::NOT_NEGATIVE)?;
    check::optional("tolerance", *tolerance, check::FRACTION)?;
    check::optional("rankTolerance", *rank_tolerance, check::FRACTION)?;
    check::at_least_one("maxIterations", Some(*max_iterations))?;
    let Some(weights) = weights else { return Ok(None) };
    check::length("weights", weights.len(), rows, "matrix has rows")?;
    check::numbers("weights", weights, check::NOT_NEGATIVE)?;
    Ok(Some(weights.iter().map(|weight| weight.sqrt()).collect()))
}

async fn report<M>(
    problem: &LstsqProblem<M>,
    equations: &impl Equations,
    found: Found,
) -> Result<LstsqSolution, Error> {
    let Found { refined, basis, route, sketch_rows, fallback } = found;
    let Refined { solutions, squares, backward_error, status, iterations } = refined;
    if squares.iter().any(|square| !square.is_finite()) {
        return Err(overflow(true));
    }
    let right_side = &problem.right_side;
    let residual = match problem.residual {
        true => Some(right_side.in_this_form(equations.residuals(&solutions).await?)),
        false => None,
    };
    Ok(LstsqSolution {
        status,
        residual_norms: squares.iter().map(|square| square.sqrt()).collect::<Vec<_>>().into(),
        solution: right_side.in_this_form(solutions),
        residual,
        backward_error,
        rank: basis.rank() as u32,
        condition_number: basis.condition,
        method: route,
        iterations,
        passes: equations.passes(),
        sketch_rows: sketch_rows as u32,
        fallback,
    })
}
