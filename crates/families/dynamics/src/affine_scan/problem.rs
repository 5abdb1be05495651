//! The problem of `affineScan`.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Matrix, Vector};

/// The kind of the matrices of a recurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ScanKind {
    /// Diagonal matrices, given by `factors`.
    Diagonal,
    /// Products of I - β k k' with k of length 1, given by `vectors` and `strengths` β from 0 to 2; the first one acts first.
    Householder,
    /// Products of I - u v', given by `left` u and `right` v; the first one acts first. Exact for integers.
    RankOne,
}

/// The states that are returned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ScanOutput {
    /// All states.
    #[default]
    States,
    /// The last state of each sequence.
    Last,
}

/// A recurrence. With `tokens` the data are tables with an entry for each token; without them they have one for each
/// step, the steps of the first sequence first.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AffineScanProblem {
    /// The kind of the matrices.
    pub kind: ScanKind,
    /// The diagonals, one a row, for `diagonal`.
    pub factors: Option<Matrix>,
    /// The directions of reflections, not zero, for `householder`: as many rows for each matrix as it has strengths.
    pub vectors: Option<Matrix>,
    /// The strengths of reflections, a row for each matrix, for `householder`.
    pub strengths: Option<Matrix>,
    /// The vectors u, `terms` rows for each matrix, for `rankOne`.
    pub left: Option<Matrix>,
    /// The vectors v, `terms` rows for each matrix, for `rankOne`.
    pub right: Option<Matrix>,
    /// The number of factors of each matrix for `rankOne`, at least 1.
    #[serde(default = "default_terms")]
    pub terms: u32,
    /// The offsets b, one a row. Default: zeros.
    pub offsets: Option<Matrix>,
    /// The states before the first step, a row for each sequence. Default: zeros.
    pub initial: Option<Matrix>,
    /// The token of each step, from 0: the place of its matrix and its offset in the tables.
    pub tokens: Option<Vector<i32>>,
    /// The number of sequences of equal length, at least 1.
    #[serde(default = "default_batch")]
    pub batch: u32,
    /// The derivatives of a function by all states, one a row. With them the solution has its gradient by all data.
    pub adjoint: Option<Matrix>,
    /// The states to be returned.
    #[serde(default)]
    pub output: ScanOutput,
}

fn default_terms() -> u32 {
    1
}

fn default_batch() -> u32 {
    1
}
