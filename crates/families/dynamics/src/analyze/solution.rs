//! The solution of `analyze`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, SparseMatrix, Vector};

/// The termination status of `analyze`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AnalyzeStatus {
    /// The whole run or series was analyzed.
    Finished,
    /// An entry of the run exceeded 1e6 times the largest of 1 and the entries of the initial state and of `offset`: the rows
    /// before were analyzed.
    Unbounded,
    /// The time limit was reached: rows, regions and cycles are those so far.
    TimeLimit,
}

/// The structure of a piecewise-linear map.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnalyzeSolution {
    /// The reason for termination.
    pub status: AnalyzeStatus,
    /// The region of each row: bit i is set if hinge i is active.
    pub symbols: Vector<i32>,
    /// The visited regions in descending order of their occupancy.
    pub regions: Vec<Region>,
    /// The counts of transitions between the regions, in the order of `regions`: from the region of the row to that of the
    /// column.
    pub transitions: SparseMatrix,
    /// The entropy of the next region given the present one, in nats.
    pub entropy_rate: f64,
    /// The logarithm of the spectral radius of the graph of transitions, in nats: a bound of the growth rate of the number
    /// of words. Absent for more than 500 regions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topological_entropy: Option<f64>,
    /// The cycles whose words of regions were visited, by their period; at most 1000.
    pub cycles: Vec<Cycle>,
}

/// A region, within which the map is affine.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// The number whose bits are the active hinges.
    pub code: u32,
    /// The fraction of rows within the region.
    pub occupancy: f64,
    /// The matrix of the map within the region.
    pub matrix: Matrix,
    /// The real parts of the eigenvalues of the matrix, in descending order of their moduli.
    pub eigenvalues: Vector,
    /// The imaginary parts.
    pub imaginary: Vector,
    /// The behavior at the fixed point.
    #[serde(rename = "type")]
    pub kind: Stability,
    /// The fixed point of the affine map. Absent if an eigenvalue is 1 but for rounding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_point: Option<Vector>,
    /// Whether the fixed point lies in its region, so that it is one of the whole map.
    pub is_real: bool,
    /// The distance of the fixed point and its image.
    pub residual: f64,
}

/// The behavior near a fixed point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Stability {
    /// All eigenvalues have moduli below 1.
    Stable,
    /// Some have moduli below 1, others not.
    Saddle,
    /// All eigenvalues have moduli of at least 1.
    Unstable,
}

/// A cycle of the map.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cycle {
    /// The regions of its points.
    pub word: Vector<i32>,
    /// The points, a row each.
    pub points: Matrix,
    /// The real parts of the multipliers: eigenvalues of the derivative along the whole cycle.
    pub multipliers: Vector,
    /// The imaginary parts.
    pub imaginary: Vector,
    /// Whether all multipliers have moduli below 1.
    pub is_stable: bool,
    /// The distance of the first point and the image of the last one.
    pub residual: f64,
}
