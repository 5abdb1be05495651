//! The rates of a schedule, as a list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Effort, Error, NoProgress, Run, Task, Vector, check};
use superlinear_machine::rules::Schedule;

/// The rates of a schedule, the same as in training: to see them, or for training loops of your own.
#[derive(JsonSchema)]
pub struct StepSizes;

/// A schedule, and its number of steps.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepSizesProblem {
    /// The number of steps, at least 1, at most 100 million.
    pub steps: u32,
    /// The rate at the peak, positive.
    #[serde(default = "default_peak")]
    pub peak: f64,
    /// The schedule.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub schedule: Schedule,
}

fn default_peak() -> f64 {
    1.0
}

/// The rates.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepSizesSolution {
    /// The rate of each step.
    pub step_sizes: Vector,
}

/// The largest number of steps. Their rates take 0.8 GB.
const MAX_STEPS: usize = 100_000_000;

impl Task for StepSizes {
    const NAME: &'static str = "stochastic.stepSizes";
    type Problem = StepSizesProblem;
    type Solution = StepSizesSolution;
    type Progress = NoProgress;

    fn solve(problem: StepSizesProblem, run: &Run) -> Result<StepSizesSolution, Error> {
        let StepSizesProblem { steps, peak, schedule } = problem;
        check::count("steps", steps as usize, 1..=MAX_STEPS)?;
        check::number("peak", peak, check::POSITIVE)?;
        let fractions = schedule.over(Some(f64::from(steps)))?;
        run.ensure_memory("steps", [steps as usize])?;
        let mut effort = Effort::new(run, "compute the schedule");
        let mut step_sizes = Vec::with_capacity(steps as usize);
        for step in 0..steps {
            effort.spend(1)?;
            step_sizes.push(peak * fractions.factor(f64::from(step)));
        }
        Ok(StepSizesSolution { step_sizes: step_sizes.into() })
    }
}
