//! The problem of `forest`.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{SparseMatrix, Vector};

/// A sparse symmetric matrix, to find a greedy maximal forest of its graph: a set of rows without a cycle among their
/// matrix entries.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForestProblem {
    /// The matrix `A`: symmetric, with both triangles stored, and positive definite on the forest.
    pub matrix: SparseMatrix,
    /// The rows in the order to try; each joins the forest unless it would close a cycle. Other rows stay outside.
    /// Default: all rows in order of descending diagonal entries, ties in ascending order.
    pub order: Option<Vector<i32>>,
    /// A right side `b` with an entry for each row of the matrix, to solve `A_FF x_F = b_F` on the forest F.
    pub right_side: Option<Vector>,
}
