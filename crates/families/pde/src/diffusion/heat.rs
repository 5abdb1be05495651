//! Diffusion in time, ∂ₜu = ∇·(a ∇u) - c u + f, as a task.

use super::evolution::{Plan, evolve};
use super::problem::DiffusionEquation;
use super::{checked, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NumberOrVector, Run, Task, Vector, check};
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

/// Diffusion in time.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HeatProblem {
    /// The equation and the solver.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub equation: DiffusionEquation,
    /// The state at time 0: a number, or a number for each cell.
    pub initial: NumberOrVector,
    /// The times at which states are returned: positive and ascending, at least one.
    pub times: Vector,
    /// A fixed step, shortened to meet the times. Default: steps chosen by `timeTolerance`.
    pub time_step: Option<f64>,
    /// The tolerance on the estimated error of a step, in the 2-norm and relative to the state; above 0 and below 1.
    #[serde(default = "default_time_tolerance")]
    pub time_tolerance: f64,
    /// The maximum number of steps, rejected ones included, at least 1.
    #[serde(default = "default_max_steps")]
    pub max_steps: u32,
}

fn default_max_steps() -> u32 {
    10_000
}

fn default_time_tolerance() -> f64 {
    1e-4
}

/// The states at the given times.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeatSolution {
    /// The reason for termination.
    pub status: HeatStatus,
    /// The times reached: all of `times`, or fewer.
    pub times: Vector,
    /// The states at the times, a row for each. They are means over cells, with x fastest.
    pub states: Matrix,
    /// The integral of each state over the box. It is constant without sources, reaction and flux at the sides.
    pub mass: Vector,
    /// The sum of the estimated errors of all steps, relative to the state.
    pub error_estimate: f64,
    /// The number of accepted steps.
    pub steps: u32,
    /// The number of rejected steps.
    pub rejected: u32,
    /// The number of iterations for all linear systems, three for each step.
    pub iterations: u32,
}

/// The progress of `heat`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeatProgress {
    /// The time reached.
    pub time: f64,
    /// The number of accepted steps.
    pub steps: u32,
}

/// Reasons for termination of `heat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HeatStatus {
    /// All times were reached.
    Finished,
    /// The step limit was reached.
    StepLimit,
    /// The time limit was reached.
    TimeLimit,
    /// The steps became too short for their errors, or a linear system was not solved to `tolerance`.
    Stalled,
}

impl Task for Heat {
    const NAME: &'static str = "pde.heat";
    type Problem = HeatProblem;
    type Solution = HeatSolution;
    type Progress = HeatProgress;

    fn solve(problem: HeatProblem, run: &Run) -> Result<HeatSolution, Error> {
        check_times(&problem)?;
        let cells = checked(&problem.equation, run)?;
        let count = cells.right_side.len();
        run.ensure_memory("times", [problem.times.len(), count])?;
        let initial = initial(&problem.initial, count)?;
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
    for (k, pair) in problem.times.windows(2).enumerate() {
        if pair[1] <= pair[0] {
            let message = format!("must be greater than the time before, {}", check::short(pair[0]));
            return Err(Error::invalid(format!("times[{}]", k + 1), message));
        }
    }
    check::number("timeTolerance", problem.time_tolerance, check::FRACTION)?;
    check::at_least_one("maxSteps", Some(problem.max_steps))?;
    check::optional("timeStep", problem.time_step, check::POSITIVE)
}

fn initial(initial: &NumberOrVector, count: usize) -> Result<Vec<f64>, Error> {
    match initial {
        NumberOrVector::Number(number) => {
            check::number("initial", *number, check::FINITE)?;
            Ok(vec![*number; count])
        }
        NumberOrVector::Vector(values) => {
            check::finite_vector("initial", values, count, "points has cells")?;
            Ok(values.to_vec())
        }
    }
}
