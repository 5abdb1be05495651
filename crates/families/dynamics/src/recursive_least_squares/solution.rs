//! The solution of `recursiveLeastSquares`.

use super::problem::StreamState;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector, VectorOrMatrix};

/// The predictions of a stream, and the coefficients after its last row.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecursiveLeastSquaresSolution {
    /// The reason for termination. While `windups` is 0, the coefficients minimize the weighted sum of squared errors of
    /// all processed rows plus the weighted ridge.
    pub status: StreamStatus,
    /// The coefficients after the last row: a row for each output and a column for each input. The inputs of a series
    /// are its preceding rows, the latest one first.
    pub coefficients: Matrix,
    /// The constants, one for each output, if `intercept` is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intercept: Option<Vector>,
    /// The prediction of each processed row, made from the rows before it. The first `order` rows of a new series have
    /// none.
    pub predictions: VectorOrMatrix,
    /// The differences of outputs and predictions.
    pub errors: VectorOrMatrix,
    /// The number of rows, since the beginning of the stream, in which forgetting was limited, because an input brought
    /// no information for so long that its coefficient would have become arbitrary.
    pub windups: u32,
    /// The state to continue the stream with.
    pub state: StreamState,
}

/// How a pass over a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum StreamStatus {
    /// All rows were processed.
    Finished,
    /// The time limit was reached. `predictions` has the processed rows, and `state` continues after them.
    TimeLimit,
}
