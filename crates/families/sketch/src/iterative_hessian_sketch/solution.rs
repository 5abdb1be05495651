//! The caller's solution.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector, VectorOrMatrix};

/// The best point of an iterative Hessian sketch.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IterativeHessianSketchSolution {
    /// The reason for termination: `converged` if the error is below the tolerance, `stalled` if it stopped decreasing,
    /// because it reached rounding error or the sketch has too few rows for its kind.
    pub status: Ending,
    /// The solution `x`: a vector, or for several right-hand sides a matrix with one solution per column.
    pub solution: VectorOrMatrix,
    /// An estimate of its error by the last sketch: `|A (x - x*)|` relative to the norm of `b`, the largest of all
    /// right-hand sides; correct within a factor that depends on the sketch, about 2 by default.
    pub error_estimate: f64,
    /// The norm of the residual of each right-hand side.
    pub residual_norms: Vector,
    /// The number of steps.
    pub iterations: u32,
    /// The number of rows of each sketch.
    pub sketch_rows: u32,
    /// The numerical rank of the last sketched matrix.
    pub rank: u32,
    /// The error at each point, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<IterativeHessianSketchProgress>>,
}

/// Progress of an iterative Hessian sketch.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IterativeHessianSketchProgress {
    /// The number of steps so far.
    pub iterations: u32,
    /// The estimate of the error.
    pub error_estimate: f64,
}
