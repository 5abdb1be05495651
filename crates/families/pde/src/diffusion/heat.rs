//! Diffusion in time, ∂ₜu = ∇·(a ∇u) - c u + f, as a task.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `evolution` | time steps with error control |

mod evolution;
pub mod problem;
pub mod solution;

use super::{NUMBERS_PER_CELL, checked, limits};
use crate::fields::field;
use crate::time_steps::ensure_ascending;
use evolution::{Plan, evolve};
use problem::HeatProblem;
use schemars::JsonSchema;
use solution::{HeatProgress, HeatSolution, HeatStatus};
use superlinear_interface::{Error, Matrix, Run, Task, check};
use superlinear_numerics::parallel::sum;

/// Solves `∂ₜu = ∇·(a ∇u) - c u + f` in time on an interval or a rectangle of cells, with the coefficients and sides of
/// `diffusion`. The steps are implicit, of order 2 and stable for any size (TR-BDF2), with an error estimate that
/// controls their size.
///
/// @example
/// ```ts
/// const { states } = await heat({ points: [50], rightSide: 0, initial: 1, times: [0.01, 0.1] });
/// ```
#[derive(JsonSchema)]
pub struct Heat;

impl Task for Heat {
    const NAME: &'static str = "pde.heat";
    type Problem = HeatProblem;
    type Solution = HeatSolution;
    type Progress = HeatProgress;

    fn solve(problem: HeatProblem, run: &Run) -> Result<HeatSolution, Error> {
        check_times(&problem)?;
        let cells = checked(&problem.equation, run)?;
        let count = cells.right_side.len();
        // The states are held twice while they become rows of one matrix.
        run.ensure_memory("times", [NUMBERS_PER_CELL + 2 * problem.times.len(), count])?;
        let initial = field("initial", &problem.initial, &cells.points(run), check::FINITE)?;
        let plan = Plan {
            times: &problem.times,
            time_step: problem.time_step,
            tolerance: problem.time_tolerance,
            max_steps: problem.max_steps,
            limits: limits(&problem.equation),
        };
        let evolution = evolve(&cells, initial, &plan, run)?;
        let status = match () {
            () if evolution.is_complete => HeatStatus::Finished,
            () if run.is_out_of_time()? => HeatStatus::TimeLimit,
            () if evolution.steps + evolution.rejected >= problem.max_steps => HeatStatus::StepLimit,
            () => HeatStatus::Stalled,
        };
        let reached = evolution.states.len();
        let mass: Vec<f64> = evolution.states.iter().map(|state| sum(state) * cells.volume()).collect();
        let states = Matrix::new(reached, count, evolution.states.concat());
        if !states.data.iter().chain(&mass).chain([&evolution.error_estimate]).all(|number| number.is_finite()) {
            return Err(Error::invalid("initial", "must not be so large that a state exceeds the range of numbers"));
        }
        Ok(HeatSolution {
            status,
            times: problem.times[..reached].to_vec().into(),
            states,
            mass: mass.into(),
            error_estimate: evolution.error_estimate,
            steps: evolution.steps,
            rejected: evolution.rejected,
            iterations: evolution.iterations,
        })
    }
}

fn check_times(problem: &HeatProblem) -> Result<(), Error> {
    check::not_empty("times", problem.times.len())?;
    check::numbers("times", &problem.times, check::POSITIVE)?;
    ensure_ascending("times", &problem.times)?;
    check::number("timeTolerance", problem.time_tolerance, check::FRACTION)?;
    check::at_least_one("maxSteps", Some(problem.max_steps))?;
    check::optional("timeStep", problem.time_step, check::POSITIVE)
}
