//! The result of an integration.

use crate::settings::Method;
use schemars::JsonSchema;
use serde::Serialize;

/// The progress of an integration.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationRecord {
    /// The time reached.
    pub time: f64,
    /// The number of accepted steps.
    pub steps: u32,
    /// The number of rejected steps.
    pub rejected: u32,
}

/// The end of an integration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// The final time was reached.
    #[default]
    Finished,
    /// A terminal event happened.
    Event,
    /// The state is steady.
    Steady,
    /// The maximum number of steps was reached.
    IterationLimit,
    /// Steps or intervals between events are too short for the resolution of time, or the state is too large.
    Stalled,
    /// The time limit of the run was reached.
    TimeLimit,
}

/// An event that happened.
#[derive(Clone, Debug, Default)]
pub struct Occurrence {
    /// The index of its rule.
    pub index: usize,
    /// Its time.
    pub time: f64,
    /// The state before a change.
    pub state: Vec<f64>,
    /// The state after the change, if the event has one.
    pub after: Option<Vec<f64>>,
}

/// The states of one trajectory, and the work it took.
#[derive(Clone, Debug, Default)]
pub struct Trajectory {
    /// The end.
    pub status: Status,
    /// The times of the states.
    pub times: Vec<f64>,
    /// The states, one after another.
    pub states: Vec<f64>,
    /// The sensitivities of each state, one after another: a vector for each parameter.
    pub sensitivities: Vec<f64>,
    /// The events, in the order of travel.
    pub events: Vec<Occurrence>,
    /// The accepted steps.
    pub steps: u32,
    /// The rejected steps.
    pub rejected: u32,
    /// The values of the field.
    pub evaluations: u32,
    /// The values of its Jacobian.
    pub jacobians: u32,
    /// The factorizations, a real and a complex one together.
    pub factorizations: u32,
    /// The methods, each with the time of its first step.
    pub methods: Vec<(f64, Method)>,
    /// The size proposed for the next step.
    pub last_step: f64,
}
