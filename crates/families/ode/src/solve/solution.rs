//! The solution of `solve`.

use super::problem::SolveRoute;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_expression::Named;
use superlinear_integrate::Status;
use superlinear_interface::{Matrix, Vector};

/// The states of one or several trajectories.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveSolution {
    /// The reason for termination; for several trajectories the first one other than `finished`.
    pub status: SolveStatus,
    /// The times of the states. If the integration ended early, the last one is the time it reached.
    pub times: Vector,
    /// The states, one per row, for several trajectories one after another. At the time of a change, the state before
    /// it.
    pub states: Matrix,
    /// For each requested parameter, and `initial`, the derivatives of the states by it. A row belongs to a state; it holds the
    /// derivative of each entry of the state, by all elements of the parameter in turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivities: Option<Named<Matrix>>,
    /// The values of `observe` at the states, a row for each; `NaN` outside its domain. Present if it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed: Option<Matrix>,
    /// The derivatives of `observed`, like those of `states`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed_sensitivities: Option<Named<Matrix>>,
    /// The events, in the order of integration.
    pub events: Vec<EventRecord>,
    /// An estimate of the error of each entry of the state, the largest over all times: the difference of two
    /// integrations, the second of which, with a tenth of the tolerances, is returned. Absent unless estimated, and after
    /// an integration that ended before its time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_estimate: Option<Vector>,
    /// The number of accepted steps.
    pub steps: u32,
    /// The number of rejected steps.
    pub rejected: u32,
    /// The number of evaluations of the field, without those of differences for its Jacobian.
    pub evaluations: u32,
    /// The number of evaluations of its Jacobian.
    pub jacobians: u32,
    /// The number of factorizations, a real and a complex one each.
    pub factorizations: u32,
    /// The methods used for the first trajectory, each from a time on.
    pub methods: Vec<MethodRecord>,
    /// The size proposed for a next step of the first trajectory.
    pub last_step: f64,
    /// The row of the first state of each trajectory. Absent for a single initial state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<Vector<i32>>,
    /// The reason for termination of each trajectory. Absent for a single initial state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<SolveStatus>>,
}

/// An occurrence of an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventRecord {
    /// The index of the event in `events`.
    pub index: u32,
    /// The index of the trajectory. Absent for a single initial state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trajectory: Option<u32>,
    /// The time.
    pub time: f64,
    /// The state, before a change.
    pub state: Vector,
    /// The state after the change. Absent for events without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Vector>,
}

/// A used method.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MethodRecord {
    /// The time of its first step.
    pub from: f64,
    /// The method.
    pub method: SolveRoute,
}

/// Reasons for termination of an integration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SolveStatus {
    /// The final time was reached.
    Finished,
    /// A terminal event happened.
    Event,
    /// The state is steady within `steadyTolerance`.
    Steady,
    /// The iteration limit was reached.
    IterationLimit,
    /// Steps, or intervals between events, became too short for the resolution of time, or the state too large: there is a
    /// singularity, the field is not finite, or events accumulate.
    Stalled,
    /// The time limit was reached.
    TimeLimit,
}

impl From<Status> for SolveStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Finished => Self::Finished,
            Status::Event => Self::Event,
            Status::Steady => Self::Steady,
            Status::IterationLimit => Self::IterationLimit,
            Status::Stalled => Self::Stalled,
            Status::TimeLimit => Self::TimeLimit,
        }
    }
}
