//! One linear system with any number of right sides, as a task.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `system` | the checked system in safe units, and the errors of a solution |
//! | `prepared` | a matrix with the method in use |
//! | `answer` | the answer of a method |
//! | `direct` | factorizations and refinement |
//! | `condition` | an estimate of the condition number |
//! | `iterative` | Krylov methods and preconditioners |
//! | `choice` | the sequence of methods to try |
//! | `asked` | systems given by the caller's functions |

pub(crate) mod answer;
mod asked;
mod choice;
mod condition;
mod direct;
pub(crate) mod iterative;
pub(crate) mod prepared;
pub mod problem;
pub mod solution;
pub(crate) mod system;

use answer::Answer;
use iterative::Limits;
use prepared::{Prepared, Requests};
use problem::{Settings, SolveProblem};
use schemars::JsonSchema;
use solution::{SolveProgress, SolveSolution};
use superlinear_interface::{Error, Run, Task, VectorOrMatrix, check};
use system::{Column, System};

/// Solves a linear system `A x = b` with a square matrix, dense or sparse, and one or several right sides. The method
/// follows from the structure of the matrix; direct methods equilibrate the matrix and refine the solution. Residual and
/// backward error are computed from the returned solution, and a singular matrix is reported as such.
///
/// @example
/// ```ts
/// const { solution, backwardError } = await solve({
///   matrix: [
///     [4, 1],
///     [1, 3],
///   ],
///   rightSide: [1, 2],
/// });
/// ```
#[derive(JsonSchema)]
pub struct Solve;

impl Task for Solve {
    const NAME: &'static str = "linear.solve";
    type Problem = SolveProblem;
    type Solution = SolveSolution;
    type Progress = SolveProgress;

    fn solve(problem: SolveProblem, run: &Run) -> Result<SolveSolution, Error> {
        let SolveProblem { matrix, right_side, initial, estimate_condition, history, settings } = problem;
        settings.check()?;
        let mut prepared = Prepared::new(matrix, &settings, right_side.count(), run)?;
        let columns = prepared.system.columns(&right_side, initial.as_ref())?;
        let requests = Requests { condition: estimate_condition, history };
        let answer = prepared.solve(&columns, requests, run)?;
        report(answer, &right_side, history, (&prepared.system, &columns))
    }
}

impl Settings {
    /// Checks everything but the structure.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check::number("relaxation", self.relaxation, (std::ops::Bound::Excluded(0.0), std::ops::Bound::Excluded(2.0)))?;
        check::tolerance(self.tolerance)?;
        check::at_least_one("maxIterations", self.max_iterations)?;
        check::at_least_one("restart", Some(self.restart))
    }

    fn limits(&self, order: usize) -> Limits {
        limits(order, self.tolerance, self.max_iterations, self.restart)
    }
}

/// The default of `maxIterations` per row, and its maximum. Without rounding errors one iteration per row suffices.
const ITERATIONS_PER_ROW: u32 = 10;
const MAX_ITERATIONS: u32 = 10_000;

fn limits(order: usize, tolerance: f64, max_iterations: Option<u32>, restart: u32) -> Limits {
    let default = (order as u32).saturating_mul(ITERATIONS_PER_ROW).min(MAX_ITERATIONS);
    Limits { tolerance, max_iterations: max_iterations.unwrap_or(default), restart }
}

fn report(
    answer: Answer,
    right_side: &VectorOrMatrix,
    has_history: bool,
    (system, columns): (&System, &[Column]),
) -> Result<SolveSolution, Error> {
    let columns = columns.iter().zip(answer.columns);
    let columns = columns.map(|(column, x)| system.in_callers_units(column, x)).collect::<Result<_, _>>()?;
    Ok(SolveSolution {
        status: answer.status,
        solution: right_side.in_this_form(columns),
        relative_residual: answer.errors.relative_residual,
        backward_error: answer.errors.backward_error,
        iterations: answer.iterations,
        method: answer.route,
        preconditioner: answer.preconditioner,
        condition: answer.condition,
        inertia: answer.inertia,
        factor_entries: answer.factor_entries.map(|entries| u32::try_from(entries).unwrap_or(u32::MAX)),
        history: if has_history { answer.history.or_else(|| Some(Vec::new())) } else { None },
    })
}
