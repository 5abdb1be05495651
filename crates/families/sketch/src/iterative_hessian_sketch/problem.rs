//! The caller's problem.

use crate::sketches::SketchKind;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, VectorOrMatrix};

/// A linear least-squares problem: the `x` that minimizes the norm of `A x - b`, with minimum norm if there are
/// several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IterativeHessianSketchProblem {
    /// The matrix `A`: dense in double or single precision, or sparse.
    pub matrix: AnyMatrix,
    /// The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// The kind of sketch.
    #[serde(default = "default_kind")]
    pub kind: SketchKind,
    /// The number of rows of each sketch, more than the columns of the matrix: each step divides the error by about the
    /// square root of rows over columns. If it is at least the number of rows of the matrix, the matrix replaces the
    /// sketch. Default: 6 per column if `fresh`, otherwise 12, and at least 64.
    pub sketch_rows: Option<u32>,
    /// Whether each step uses a new sketch, which needs another pass and a factorization; otherwise one serves for all,
    /// with momentum.
    #[serde(default = "default_fresh")]
    pub fresh: bool,
    /// The requested error: `|A (x - x*)|` relative to the norm of `b`, for the exact solution `x*`. If `b` is zero,
    /// relative to `|A x|` for `initial`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of steps, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The initial point, in the form of `solution`. Default: zeros.
    pub initial: Option<VectorOrMatrix>,
    /// Whether to return the error at each point.
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
