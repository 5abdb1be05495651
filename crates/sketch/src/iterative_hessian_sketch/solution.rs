//! What the caller gets.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector, VectorOrMatrix};

/// The best point of an iterative Hessian sketch.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IterativeHessianSketchSolution {
    /// How the iteration ended: `converged` where the error is below the tolerance, `stalled` where it falls no more,
    /// as it has met rounding, or the sketch has too few rows for its kind.
    pub status: Ending,
    /// The solution `x`: a vector, or for several right sides a matrix with one solution a column.
    pub solution: VectorOrMatrix,
    /// An estimate of its error by the last sketch: `|A (x - x*)|` relative to the norm of `b`, the largest of all right sides;
    /// correct within a factor that depends on the sketch, about 2 by default.
    pub error_estimate: f64,
    /// The norm of the residual of each right side.
    pub residual_norms: Vector,
    /// The steps that were made.
    pub iterations: u32,
    /// The rows of each sketch.
    pub sketch_rows: u32,
    /// The numerical rank of the last sketched matrix.
    pub rank: u32,
    /// The error at each point, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<IterativeHessianSketchProgress>>,
}

/// How far an iterative Hessian sketch has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IterativeHessianSketchProgress {
    /// The steps made so far.
    pub iterations: u32,
    /// The estimate of the error.
    pub error_estimate: f64,
}
