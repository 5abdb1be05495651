//! The problem of `recursiveLeastSquares`, and the state that continues a stream.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Matrix, VectorOrMatrix};

/// A stream of rows: inputs with outputs, or a series whose rows are predicted from those before.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecursiveLeastSquaresProblem {
    /// The inputs, one row for each moment, with absolute values up to 1e50.
    pub inputs: Option<Matrix>,
    /// The outputs to be predicted from the inputs of their row: one number or one row for each moment.
    pub outputs: Option<VectorOrMatrix>,
    /// A series, instead of inputs and outputs: one number or one row for each moment, with absolute values up to 1e50.
    pub series: Option<VectorOrMatrix>,
    /// The number of preceding rows of the series from which each row is predicted, 1 to 1000.
    #[serde(default = "default_order")]
    pub order: u32,
    /// The factor on the weight of all earlier rows at each new row, 1e-6 to 1.
    #[serde(default = "default_forgetting")]
    pub forgetting: f64,
    /// The weight of the squared coefficients before the first row, 1e-50 to 1e50; it is forgotten like a row. Default:
    /// 1e-3. With `state` it is that of the state.
    pub ridge: Option<f64>,
    /// Whether to add a constant to the inputs.
    #[serde(default)]
    pub intercept: bool,
    /// The state of an earlier call, to continue its stream. For a series, its last rows are part of the state.
    pub state: Option<RecursiveLeastSquaresState>,
}

fn default_order() -> u32 {
    1
}

fn default_forgetting() -> f64 {
    1.0
}

/// The state of a stream after its last row. The weighted normal equations have the matrix `factor' factor` and the right
/// sides `factor' targets`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecursiveLeastSquaresState {
    /// The upper triangular factor, with a row for each input; the constant of `intercept` is the last one.
    pub factor: Matrix,
    /// The transformed outputs, with a row for each input and a column for each output.
    pub targets: Matrix,
    /// The weight of the squared coefficients before the first row.
    pub ridge: f64,
    /// The number of rows in which forgetting was limited.
    pub windups: u32,
    /// The last rows of a series, as many as its order; without rows for inputs and outputs.
    pub recent: Matrix,
}

superlinear_interface::returned! {
    /// The state of a stream in a solution.
    StreamState = RecursiveLeastSquaresState as "StreamState";
}
