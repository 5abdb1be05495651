//! Logistic regression under equations, as a task: its functions are computed here, by blocks of rows on all threads.

mod loss;
mod model;
mod problem;

use crate::built_in::{minimize_model, problem_of_model};
use crate::minimize::{HessianApproximation, MinimizeProblem, MinimizeRecord, MinimizeSolution};
use model::LogisticModel;
use superlinear_interface::{Error, Run, Task};

pub use problem::LogisticProblem;

/// Logistic regression under linear equations, on a sphere or not.
pub struct Logistic;

impl Task for Logistic {
    const NAME: &'static str = "constrained.logistic";
    type Problem = LogisticProblem;
    type Solution = MinimizeSolution;
    type Progress = MinimizeRecord;

    fn solve(problem: LogisticProblem, run: &Run) -> Result<MinimizeSolution, Error> {
        problem.check()?;
        let program = program_of(&problem);
        minimize_model(program, &mut LogisticModel::new(&problem, run), run)
    }
}

/// The same as the solver of all problems takes it.
fn program_of(problem: &LogisticProblem) -> MinimizeProblem {
    MinimizeProblem {
        hessian_approximation: if problem.hessian_sample < 1.0 {
            HessianApproximation::Sampled
        } else {
            HessianApproximation::FiniteDifferences
        },
        initial_multipliers: problem.initial_multipliers.clone(),
        initial_penalties: problem.initial_penalties.clone(),
        initial_shift: problem.initial_shift,
        objective_scale: problem.objective_scale,
        constraint_scales: problem.constraint_scales.clone(),
        tolerance: problem.tolerance,
        constraint_tolerance: problem.constraint_tolerance,
        max_iterations: problem.max_iterations,
        history: problem.history,
        ..problem_of_model(problem.start(), problem.constraint_count())
    }
}
