//! What the caller gives to `forest`.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{SparseMatrix, Vector};

/// A sparse symmetric matrix, of whose graph a forest is wanted: a set of rows that is as large as a greedy choice makes it and
/// whose entries of the matrix form no cycle.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForestProblem {
    /// The matrix `A`: symmetric, with both triangles stored, and positive definite on the forest.
    pub matrix: SparseMatrix,
    /// The rows in the order in which they are tried; each joins the forest unless it would close a cycle. Rows that are not
    /// named stay outside. Default: all, by descending diagonal entries, of equal ones the lowest row first.
    pub order: Option<Vector<i32>>,
    /// A right side `b` as long as the matrix has rows, for which `A_FF x_F = b_F` is then solved on the forest F.
    pub right_side: Option<Vector>,
}
