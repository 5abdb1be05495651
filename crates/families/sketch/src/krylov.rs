//! LSQR and LSMR: a task for matrices in memory, a dialogue for the caller's own products.
//!
//! | module | content |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `system` | the matrix with its ridge and preconditioner |
//! | `triangular` | preconditioners |

pub mod problem;
pub mod solution;

mod system;
mod triangular;

use crate::table::{Table, check_right_side};
use crate::unit::unit_of;
use problem::KrylovProblem;
use schemars::JsonSchema;
use solution::{KrylovProgress, KrylovSolution};
use std::marker::PhantomData;
use superlinear_interface::{Advance, Code, Dialogue, Error, Lengths, Oracle, Run, Task, check};
use superlinear_numerics::least_squares::{self, Estimates, Outcome, Recurrence, StoppingRule};
use superlinear_numerics::matrix_operator::{AskedMatrix, MATRIX_QUESTIONS, MatrixOperator, MatrixShape, ready};
use superlinear_numerics::vectors::{SMALLEST_SQUARE, norm};
use system::System;
use triangular::Triangular;

/// Least squares by LSQR.
pub type Lsqr = Krylov<least_squares::Lsqr>;

/// Least squares by LSMR.
pub type Lsmr = Krylov<least_squares::Lsmr>;

/// Least squares by the recurrence `R`.
#[derive(JsonSchema)]
pub struct Krylov<R>(PhantomData<R>);

/// A recurrence with a public method.
pub trait Named: Recurrence + 'static {
    /// The public name, `family.method`.
    const NAME: &'static str;
}

impl Named for least_squares::Lsqr {
    const NAME: &'static str = "sketch.lsqr";
}

impl Named for least_squares::Lsmr {
    const NAME: &'static str = "sketch.lsmr";
}

impl<R: Named> Task for Krylov<R> {
    const NAME: &'static str = R::NAME;
    type Problem = KrylovProblem;
    type Solution = KrylovSolution;
    type Progress = KrylovProgress;

    fn solve(problem: KrylovProblem, run: &Run) -> Result<KrylovSolution, Error> {
        let table = Table::new(&problem.matrix, "matrix", run)?;
        ready(solve::<R, _, _>(&table, &problem, run))
    }
}

impl<R: Named> Dialogue for Krylov<R> {
    const NAME: &'static str = R::NAME;
    const QUESTIONS: &'static [&'static str] = MATRIX_QUESTIONS;
    type Problem = KrylovProblem<MatrixShape>;
    type Solution = KrylovSolution;

    fn lengths(problem: &Self::Problem) -> Result<Vec<Lengths>, Error> {
        problem.matrix.lengths(|rows, columns| check_problem(problem, rows, columns))
    }

    async fn solve(problem: Self::Problem, oracle: Oracle, run: Run) -> Result<KrylovSolution, Error> {
        let matrix = AskedMatrix::new(oracle, problem.matrix);
        solve::<R, _, _>(&matrix, &problem, &run).await
    }
}

/// Paige and Saunders allow four times the columns for ill-conditioned problems; small ones may need more to reach
/// rounding error.
const ITERATIONS_PER_COLUMN: usize = 4;
const FEWEST_ITERATIONS: usize = 100;

async fn solve<R: Recurrence, A: MatrixOperator, M>(
    matrix: &A,
    problem: &KrylovProblem<M>,
    run: &Run,
) -> Result<KrylovSolution, Error> {
    check_problem(problem, matrix.rows(), matrix.columns())?;
    let preconditioner =
        problem.preconditioner.as_ref().map(|triangle| Triangular::new(triangle, matrix.columns())).transpose()?;
    let allowed = (ITERATIONS_PER_COLUMN * matrix.columns()).max(FEWEST_ITERATIONS);
    let rule = StoppingRule {
        tolerance: problem.tolerance,
        condition_limit: problem.condition_limit,
        max_iterations: problem.max_iterations.unwrap_or_else(|| u32::try_from(allowed).unwrap_or(u32::MAX)),
    };
    let system = System::new(matrix, problem.ridge, preconditioner.as_ref());
    let unit = unit_of(&problem.right_side);
    let in_unit = |numbers: &[f64]| numbers.iter().map(|number| number / unit).collect::<Vec<_>>();
    let mut start = problem.initial.as_ref().map_or_else(|| vec![0.0; matrix.columns()], |initial| in_unit(initial));
    if let Some(preconditioner) = &preconditioner {
        preconditioner.apply(&mut start);
    }
    let mut history = problem.history.then(Vec::new);
    let observe = |iterations, Estimates { residual, normal, .. }: Estimates, excess| {
        let record = KrylovProgress { iterations, residual_norm: unit * residual, normal_residual: unit * normal };
        run.progress(Advance::certificate(excess, 1.0).or_budget(iterations, rule.max_iterations), || record);
        history.iter_mut().for_each(|history| history.push(record));
    };
    let right_side = system.right_side(&in_unit(&problem.right_side));
    let outcome = least_squares::solve::<R>(&system, &right_side, start, rule, run, observe).await?;
    let square = outcome.norms.matrix_norm.powi(2);
    if outcome.norms.matrix_norm > 0.0 && square < SMALLEST_SQUARE {
        return Err(Error::new(Code::NumericalBreakdown, "numbers underflow in the iteration; scale the matrix"));
    }
    Ok(report(outcome, unit, matrix.rows(), preconditioner, history))
}

/// Checks all but the matrix and the preconditioner.
fn check_problem<M>(problem: &KrylovProblem<M>, rows: usize, columns: usize) -> Result<(), Error> {
    let KrylovProblem { ridge, tolerance, condition_limit, .. } = *problem;
    check_right_side(&problem.right_side, rows)?;
    check::number("ridge", ridge, check::NOT_NEGATIVE)?;
    check::number("tolerance", tolerance, 0.0..1.0)?;
    if condition_limit.is_nan() || condition_limit < 1.0 {
        return Err(Error::invalid(
            "conditionLimit",
            format!("must be at least 1, got {}", check::short(condition_limit)),
        ));
    }
    check::at_least_one("maxIterations", problem.max_iterations)?;
    if let Some(initial) = &problem.initial {
        check::finite_vector("initial", initial, columns, "matrix has columns")?;
    }
    Ok(())
}

/// Converts the outcome, computed in `unit`, to a solution.
fn report(
    outcome: Outcome,
    unit: f64,
    rows: usize,
    preconditioner: Option<Triangular>,
    history: Option<Vec<KrylovProgress>>,
) -> KrylovSolution {
    let Outcome { status, iterations, mut solution, residual, norms } = outcome;
    if let Some(preconditioner) = preconditioner {
        preconditioner.solve(&mut solution);
    }
    solution.iter_mut().for_each(|entry| *entry *= unit);
    KrylovSolution {
        status: status.into(),
        iterations,
        solution: solution.into(),
        residual_norm: unit * norm(&residual[..rows]),
        normal_residual: unit * norms.normal,
        matrix_norm: norms.matrix_norm,
        condition_number: norms.condition.min(f64::MAX),
        history,
    }
}
