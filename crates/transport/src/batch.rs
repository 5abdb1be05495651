//! Many problems of entropic transport in one call, solved side by side.

use crate::check::{Checked, checked};
use crate::problem::SinkhornNewtonProblem;
use crate::sinkhorn_newton::solve_checked;
use crate::solution::SinkhornNewtonSolution;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, Code, Ending, Error, Matrix, Run, Task};
use superlinear_numerics::parallel::Parallelism;

/// Problems that are given out to the threads between two looks at progress.
const PROBLEMS_BETWEEN_REPORTS: usize = 64;

/// Many problems of entropic transport, of any sizes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchProblem {
    /// The problems. Their solutions have the same bits as if each had been solved alone.
    pub problems: Vec<SinkhornNewtonProblem>,
    /// The cost of all problems that have neither a cost nor points of their own. Give either this or the two sets of points, or
    /// none where every problem has its own.
    pub cost: Option<Matrix>,
    /// The source points of all problems that have neither a cost nor points of their own.
    pub source_points: Option<Matrix>,
    /// The target points of all problems that have neither a cost nor points of their own.
    pub target_points: Option<Matrix>,
}

/// The solutions of a batch.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchSolution {
    /// `converged` where all problems are; else the status of the first that is not.
    pub status: BatchStatus,
    /// One for each problem, in the order of the problems.
    pub solutions: Vec<BatchItem>,
}

/// What became of a problem, or of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BatchStatus {
    /// The marginal error is at most the tolerance.
    Converged,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// The marginal error stopped falling before it reached the tolerance.
    Stalled,
    /// There is no solution.
    Failed,
}

/// What became of one problem.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum BatchItem {
    /// It was solved, as far as its status says.
    Solved(Box<SinkhornNewtonSolution>),
    /// It was not, which does not touch the others.
    Failed(BatchFailure),
}

/// Why a problem of a batch has no solution: its numbers overflow, or its memory could not be had. (A problem that is not
/// well formed, or infeasible, is refused with the whole batch before any is solved.)
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchFailure {
    /// Always `failed`.
    pub status: Failed,
    /// The code that the error would have had, had the problem been solved alone.
    pub code: String,
    /// The error's message.
    pub message: String,
}

/// The status of what failed.
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

/// How far a batch has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchProgress {
    /// Problems done.
    pub solved: usize,
    /// Problems in all.
    pub total: usize,
}

/// Many problems of entropic transport in one call, on all threads at once. Each solution has the same bits as if its problem
/// had been solved alone.
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

/// An error of a problem as one of the batch: what the problem shares stands beside the problems, and not in one.
fn located(mut error: Error, index: usize, shared: &[(&str, Option<Matrix>)]) -> Error {
    let problem = format!("problems[{index}]");
    let argument = error.path.split(['.', '[']).next().unwrap_or_default();
    let is_shared = shared.iter().any(|(name, given)| *name == argument && given.is_some());
    match error.code {
        Code::Aborted => error,
        // What leaves no plan for one problem's masses may leave one for another's.
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
