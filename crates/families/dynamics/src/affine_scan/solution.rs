//! The solution of `affineScan`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Matrix;

/// The states of a recurrence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AffineScanSolution {
    /// The reason for termination.
    pub status: ScanStatus,
    /// The first row of the states beyond 1e300, with the status `overflow`; it and all later rows of its sequence are zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The states, a row for each step; or the last one of each sequence.
    pub states: Matrix,
    /// The gradients, if `adjoint` is given and all states were computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradients: Option<ScanGradients>,
}

/// The gradient of a function of the states, in the forms of the data; of tables, sums over the steps with each token.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScanGradients {
    /// By the diagonals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factors: Option<Matrix>,
    /// By the directions of reflections as given, of any length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vectors: Option<Matrix>,
    /// By the strengths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strengths: Option<Matrix>,
    /// By the vectors u.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Matrix>,
    /// By the vectors v.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Matrix>,
    /// By the offsets.
    pub offsets: Matrix,
    /// By the states before the first step, a row for each sequence.
    pub initial: Matrix,
}

/// How a recurrence ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ScanStatus {
    /// All steps were computed.
    Finished,
    /// A state grew beyond 1e300.
    Overflow,
    /// The time limit was reached. States of later steps are zero.
    TimeLimit,
}
