//! The problem of `heat`.

use crate::diffusion::problem::DiffusionEquation;
use crate::fields::Field;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::Vector;

/// Diffusion in time.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HeatProblem {
    /// The equation and the solver.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub equation: DiffusionEquation,
    /// The state at time 0: a number, a number for each cell, or a function of `x` and `y`.
    pub initial: Field,
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
