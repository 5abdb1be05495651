//! The output of `simulate`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// How a simulation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SimulateStatus {
    /// The rounds or the virtual time are over.
    Finished,
    /// The objective reached `target`.
    Converged,
    /// Numbers grew beyond bounds, or the objective far above its start: `parameters` are the last sound ones. Smaller
    /// step sizes help.
    Diverged,
    /// The time limit was reached.
    TimeLimit,
}

/// The figures of an evaluation.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulateRecord {
    /// The virtual time in seconds.
    pub time: f64,
    /// The number of aggregations.
    pub round: u32,
    /// The objective over the rows of all clients, weighted by importance. With an adversary it is that under attack.
    pub objective: f64,
    /// The norm of its gradient; with absolute values in the penalty, of the proximal gradient step of length 1.
    pub gradient_norm: f64,
    /// The bytes sent by clients until then.
    pub bytes_up: f64,
    /// The bytes sent to clients until then.
    pub bytes_down: f64,
    /// The mean age of the messages of the last aggregation, in aggregations.
    pub staleness: f64,
    /// The mean loss of the rows in `test`, without penalty and adversary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_loss: Option<f64>,
    /// The share of these rows in a wrong class, of `logistic` and `multinomial`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_error: Option<f64>,
}

/// The course and the end of a simulation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulateSolution {
    /// How it ended.
    pub status: SimulateStatus,
    /// The parameters of the server: coefficients, class by class, then intercepts.
    pub parameters: Vector,
    /// The objective there.
    pub objective: f64,
    /// The norm of its gradient there; see `history`.
    pub gradient_norm: f64,
    /// The objective there without the adversary; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clean_objective: Option<f64>,
    /// The mean loss of the rows in `test`, without penalty and adversary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_loss: Option<f64>,
    /// The share of these rows in a wrong class, of `logistic` and `multinomial`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_error: Option<f64>,
    /// The step size of the server, if `auto` chose it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_learning_rate: Option<f64>,
    /// The number of aggregations.
    pub rounds: u32,
    /// The virtual time in seconds.
    pub time: f64,
    /// The bytes sent by clients.
    pub bytes_up: f64,
    /// The bytes sent to clients.
    pub bytes_down: f64,
    /// The share of the virtual time in which clients compute, in the mean over all clients.
    pub utilization: f64,
    /// The number of accepted messages of each client.
    pub participation: Vector<i32>,
    /// The figures at the start, at evaluations, and at the end.
    pub history: Vec<SimulateRecord>,
}

/// The progress of a simulation.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimulateProgress {
    /// The number of aggregations.
    pub rounds: u32,
    /// The virtual time in seconds.
    pub time: f64,
    /// The last objective.
    pub objective: f64,
}
