//! The problem of `analyze`.

use crate::piecewise_linear::PiecewiseLinear;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Vector, VectorOrMatrix};

/// A piecewise-linear map, and the run or the series whose regions are analyzed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnalyzeProblem {
    /// The map: the `model` of {@link reconstruct}.
    pub model: PiecewiseLinear,
    /// The initial state of the run, with absolute values up to 1e50. Default: that of the model.
    pub initial: Option<Vector>,
    /// The number of rows of the run, at least 2. Default: 10 000.
    pub length: Option<u32>,
    /// The number of rows before. Default: 1000.
    pub transient: Option<u32>,
    /// A series in place of the run, with the model's columns and at least 2 rows.
    pub series: Option<VectorOrMatrix>,
    /// The maximum period of cycles, from 1 to 30.
    #[serde(default = "default_max_period")]
    pub max_period: u32,
}

fn default_max_period() -> u32 {
    12
}
