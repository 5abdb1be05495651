//! Logistic regression under equations, as a task. Its functions are computed here, by blocks of rows on all threads.
mod model;
mod problem;
mod sample;

use crate::built_in::{minimize_model, problem_of_model};
use crate::minimize::program::Program;
use crate::minimize::{MinimizeOptions, MinimizeProblem, MinimizeRecord, MinimizeSolution, MinimizeStatus};
use model::LogisticModel;
use schemars::JsonSchema;
use superlinear_interface::{Error, Run, Task, Vector};

pub use problem::LogisticProblem;

/// Fits a logistic regression under linear equations, optionally with coefficients on a sphere, by the method of {@link
/// minimize}. The functions are computed off the calling thread, on all threads.
///
/// @example
/// ```ts
/// // Coefficients that sum to zero.
/// const { solution } = await logistic({
///   features: [[1, 0.5], [1, 2.5], [1, 1.5], [1, 3.5]],
///   labels: [-1, 1, 1, -1],
///   constraintMatrix: [[1, 1]],
///   constraintValues: [0],
///   ridge: 0.01,
/// });
/// ```
#[derive(JsonSchema)]
pub struct Logistic;

impl Task for Logistic {
    const NAME: &'static str = "constrained.logistic";
    type Problem = LogisticProblem;
    type Solution = MinimizeSolution;
    type Progress = MinimizeRecord;

    fn solve(mut problem: LogisticProblem, run: &Run) -> Result<MinimizeSolution, Error> {
        problem.check()?;
        let columns = problem.coefficients();
        run.ensure_memory("features", [columns, columns, HESSIANS])?;
        if problem.initial.is_none() {
            problem.initial = start_by_part(&problem, run)?;
        }
        let mut model = LogisticModel::new(&problem, run, problem.hessian_sample.is_none());
        let solution = minimize_model(program_of(&problem), &mut model, run)?;
        if !is_stalled(solution.status) || !model.was_rough() {
            return Ok(solution);
        }
        minimize_model(program_of(&problem), &mut LogisticModel::new(&problem, run, false), run)
    }
}

/// Full Hessians at a time: sums of parts of the observations, the whole, and its factorization.
const HESSIANS: usize = 6;

/// The solution for a sample of the observations, if there are many.
fn start_by_part(problem: &LogisticProblem, run: &Run) -> Result<Option<Vector>, Error> {
    let Some(part) = sample::of_part(problem, run) else { return Ok(None) };
    let solution = Logistic::solve(part, &run.part())?;
    Ok((solution.status == MinimizeStatus::Converged).then_some(solution.solution))
}

/// Whether the run failed to improve the point, so that exact Hessians may help.
fn is_stalled(status: MinimizeStatus) -> bool {
    use MinimizeStatus::{Acceptable, LineSearchFailed, RestorationFailed, Singular, Stalled};
    matches!(status, Acceptable | LineSearchFailed | RestorationFailed | Singular | Stalled)
}

/// The problem in the form of the general solver.
fn program_of(problem: &LogisticProblem) -> Program {
    let minimize = MinimizeProblem {
        options: MinimizeOptions {
            initial_multipliers: problem.initial_multipliers.clone(),
            objective_scale: problem.objective_scale,
            constraint_scales: problem.constraint_scales.clone(),
            tolerance: problem.tolerance,
            constraint_tolerance: problem.constraint_tolerance,
            max_iterations: problem.max_iterations,
            history: problem.history,
            ..MinimizeOptions::default()
        },
        ..problem_of_model(problem.start(), problem.constraint_count())
    };
    let is_hessian_sampled = problem.hessian_sample.is_some_and(|part| part < 1.0);
    Program { is_hessian_sampled, ..minimize.into() }
}
