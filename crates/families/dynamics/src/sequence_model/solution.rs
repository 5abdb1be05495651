//! The solution of `fitSequenceModel`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// A trained network and its automaton.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitSequenceModelSolution {
    /// The reason for termination.
    pub status: SequenceStatus,
    /// The mean cross-entropy of the last training step.
    pub loss: f64,
    /// The share of labels that the network gives, validation included.
    pub accuracy: f64,
    /// The largest number of symbols up to a label, for each entry of `accuracyByLength`: 1, 2, 4, 8 and so on.
    pub lengths: Vector<i32>,
    /// The accuracy of the network by the number of symbols up to a label.
    pub accuracy_by_length: Vector,
    /// The share of labels that the automaton gives, validation included.
    pub automaton_accuracy: f64,
    /// The automaton.
    pub automaton: ExtractedAutomaton,
    /// The parameters of the network.
    pub parameters: NetworkParameters,
    /// The number of training steps of all restarts.
    pub steps: u32,
    /// The number of trainings.
    pub restarts: u32,
}

/// How the training of a network ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SequenceStatus {
    /// The automaton is closed and gives every label.
    Converged,
    /// The automaton does not, but the network gives at least 99 % of the labels.
    Fitted,
    /// All restarts were used.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
}

/// The smallest automaton with the labels that a network gives.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedAutomaton {
    /// The next state, a row for each state and a column for each symbol.
    pub table: Matrix,
    /// The label of each state.
    pub outputs: Vector<i32>,
    /// The state before the first symbol.
    pub initial_state: u32,
    /// Whether all states were found within `maxStates` and the time limit. If not, the missing ones are replaced by
    /// the first state.
    pub is_closed: bool,
}

/// The parameters of a network, tables for {@link affineScan}.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NetworkParameters {
    /// The diagonals by symbol, of `diagonal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factors: Option<Matrix>,
    /// The directions of the reflections by symbol, of `householder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vectors: Option<Matrix>,
    /// The strengths of the reflections by symbol, of `householder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strengths: Option<Matrix>,
    /// The offsets by symbol.
    pub offsets: Matrix,
    /// The state before the first symbol.
    pub initial: Vector,
    /// The weights of the states, a row for each class.
    pub readout: Matrix,
    /// The constants of the classes.
    pub biases: Vector,
}

/// The progress of `fitSequenceModel`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitSequenceModelProgress {
    /// The number of training steps of this restart so far.
    pub steps: u32,
    /// The mean cross-entropy of the step.
    pub loss: f64,
}
