//! What the caller gives.

use crate::sketches::SketchKind;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, VectorOrMatrix};

/// A linear least-squares problem: the `x` that minimises the norm of `A x - b`, and where there are several, the shortest of
/// them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IterativeHessianSketchProblem {
    /// The matrix `A`: dense in double or single precision, or sparse.
    pub matrix: AnyMatrix,
    /// The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// The kind of sketch.
    #[serde(default = "default_kind")]
    pub kind: SketchKind,
    /// The rows of each sketch, more than the columns of the matrix: each step divides the error by about the square root of
    /// rows over columns. From the rows of the matrix on, the matrix itself takes the sketch's place. Default: 6 for each
    /// column where `fresh`, else 12, and at least 64.
    pub sketch_rows: Option<u32>,
    /// Whether each step makes a new sketch, which needs another pass and a decomposition for each; else one serves for all,
    /// with momentum.
    #[serde(default = "default_fresh")]
    pub fresh: bool,
    /// The error that is asked for: `|A (x - x*)|` relative to the norm of `b`, for the best solution `x*`. Where `b` is zero,
    /// relative to `|A x|` for `initial`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most steps, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The point to start from, in the form of `solution`. Default: zeros.
    pub initial: Option<VectorOrMatrix>,
    /// Whether the solution lists the error at each point.
    #[serde(default)]
    pub history: bool,
}

fn default_kind() -> SketchKind {
    SketchKind::Srht
}

fn default_fresh() -> bool {
    true
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_max_iterations() -> u32 {
    100
}
