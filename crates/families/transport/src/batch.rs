//! Batches of entropic transport problems, solved in parallel.

use crate::check::{Checked, checked};
use crate::problem::SinkhornNewtonProblem;
use crate::sinkhorn_newton::solve_checked;
use crate::solution::SinkhornNewtonSolution;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, Code, Ending, Error, Matrix, Run, Task};
use superlinear_numerics::parallel::Parallelism;

/// Number of problems given to the threads between two progress reports.
const PROBLEMS_BETWEEN_REPORTS: usize = 64;

/// Batch of entropic transport problems, of any sizes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchProblem {
    /// The problems. Each solution is bitwise equal to that of a separate solve.
    pub problems: Vec<SinkhornNewtonProblem>,
    /// The cost of all problems without a cost or points of their own. Give either this or the two sets of points, or
    /// none if every problem has its own.
    pub cost: Option<Matrix>,
    /// The source points of all problems without a cost or points of their own.
    pub source_points: Option<Matrix>,
    /// The target points of all problems without a cost or points of their own.
    pub target_points: Option<Matrix>,
}

/// The solutions of a batch.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchSolution {
    /// `converged` if all problems are; otherwise the status of the first unconverged one.
    pub status: BatchStatus,
    /// One solution per problem, in the order of the problems.
    pub solutions: Vec<BatchItem>,
}

/// The status of a problem, or of the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BatchStatus {
    /// The marginal error is at most the tolerance.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// The marginal error stopped decreasing before it reached the tolerance.
    Stalled,
    /// There is no solution.
    Failed,
}

/// The result of one problem.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum BatchItem {
    /// A solution, with its own status.
    Solved(Box<SinkhornNewtonSolution>),
    /// A failure. It does not affect the other problems.
    Failed(BatchFailure),
}

/// The reason why a problem of a batch has no solution: overflow, or lack of memory. (An invalid or infeasible problem
/// is an error of the whole batch, raised before any problem is solved.)
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchFailure {
    /// Always `failed`.
    pub status: Failed,
    /// The error code of a separate solve.
    pub code: String,
    /// The error's message.
    pub message: String,
}

/// The status of a failed problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Failed {
    /// There is no solution.
    Failed,
}

impl BatchItem {
    fn status(&self) -> BatchStatus {
        match self {
            Self::Failed(_) => BatchStatus::Failed,
            Self::Solved(solution) => match solution.status {
                Ending::Converged => BatchStatus::Converged,
                Ending::IterationLimit => BatchStatus::IterationLimit,
                Ending::TimeLimit => BatchStatus::TimeLimit,
                Ending::Stalled => BatchStatus::Stalled,
            },
        }
    }
}

/// Progress of a batch.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchProgress {
    /// Problems solved so far.
    pub solved: usize,
    /// Problems in total.
    pub total: usize,
}

/// Solves a batch of entropic transport problems on all threads. Each solution is bitwise equal to that of a separate
/// solve.
///
/// @example
/// ```ts
/// const targets = [[0.6, 0.4], [0.1, 0.9]];
/// const { solutions } = await batch({
///   cost: [[0, 1], [1, 0]],
///   problems: targets.map((target) => ({ source: [0.3, 0.7], target, regularization: 0.01 })),
/// });
/// ```
#[derive(JsonSchema)]
pub struct Batch;

impl Task for Batch {
    const NAME: &'static str = "transport.batch";
    type Problem = BatchProblem;
    type Solution = BatchSolution;
    type Progress = BatchProgress;

    fn solve(batch: BatchProblem, run: &Run) -> Result<BatchSolution, Error> {
        let total = batch.problems.len();
        let mut items: Vec<(SinkhornNewtonProblem, Checked)> = Vec::with_capacity(total);
        let BatchProblem { problems, cost, source_points, target_points } = batch;
        let shared = [("cost", cost), ("sourcePoints", source_points), ("targetPoints", target_points)];
        for (index, mut problem) in problems.into_iter().enumerate() {
            let own = [&mut problem.cost, &mut problem.source_points, &mut problem.target_points];
            let is_sharing = own.iter().all(|argument| argument.is_none());
            if is_sharing {
                for (argument, (_, given)) in own.into_iter().zip(&shared) {
                    argument.clone_from(given);
                }
            }
            let checked = checked(&mut problem, run)
                .map_err(|error| located(error, index, if is_sharing { &shared } else { &[] }))?;
            items.push((problem, checked));
        }
        let mut solutions = Vec::with_capacity(total);
        let mut items = items.into_iter();
        loop {
            let solved = solutions.len();
            run.progress(Advance::count(solved as f64, total as f64), || BatchProgress { solved, total });
            if solved == total {
                break;
            }
            let parts = items.by_ref().take(PROBLEMS_BETWEEN_REPORTS).map(|item| (item, run.part()));
            solutions.extend(
                Parallelism::of(run)
                    .map(parts, |_, ((problem, checked), part)| solve_checked(&problem, checked, &part)),
            );
            run.ensure_wanted()?;
        }
        let solutions: Vec<BatchItem> = solutions.into_iter().map(BatchItem::from).collect();
        let unconverged = solutions.iter().map(BatchItem::status).find(|&status| status != BatchStatus::Converged);
        Ok(BatchSolution { status: unconverged.unwrap_or(BatchStatus::Converged), solutions })
    }
}

/// Converts the path of a problem's error to a path in the batch. Shared arguments belong to the batch, not to a
/// problem.
fn located(mut error: Error, index: usize, shared: &[(&str, Option<Matrix>)]) -> Error {
    let problem = format!("problems[{index}]");
    let argument = error.path.split(['.', '[']).next().unwrap_or_default();
    let is_shared = shared.iter().any(|(name, given)| *name == argument && given.is_some());
    match error.code {
        Code::Aborted => error,
        // A shared cost may be infeasible only for some problems' masses, so the message names the problem.
        Code::Infeasible if is_shared => {
            error.message = format!("{problem}: {}", error.message);
            error
        }
        _ if is_shared => error,
        _ => error.within(&problem),
    }
}

impl From<Result<SinkhornNewtonSolution, Error>> for BatchItem {
    fn from(result: Result<SinkhornNewtonSolution, Error>) -> Self {
        match result {
            Ok(solution) => Self::Solved(Box::new(solution)),
            Err(error) => {
                let (code, message) = (error.code.name().to_owned(), error.message.clone());
                Self::Failed(BatchFailure { status: Failed::Failed, code, message })
            }
        }
    }
}
