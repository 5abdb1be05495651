//! What the caller gives to `labelPropagation`.

use super::labels::PartialLabels;
use crate::graph::solve_graph_quadratic::problem::{GraphMethod, default_tolerance};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Matrix, SparseMatrix, Vector};

/// A graph, some of whose nodes have labels or values; those of the others are sought, such that neighbours agree.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LabelPropagationProblem {
    /// The weights of the edges, a sparse symmetric matrix with both triangles stored and no negative entry; entry `(i, j)` says how
    /// alike nodes `i` and `j` are. The diagonal does not count. Either this or `edges` must be given.
    pub weights: Option<SparseMatrix>,
    /// The edges, a row for each: its two nodes and, in a third column, its weight. Without one, all weigh 1. Edges listed more than
    /// once, in either direction, add up.
    pub edges: Option<Matrix>,
    /// The class of each node: a whole number from 0, a string or a boolean; null where it is sought, or for numbers -1 or NaN. Either
    /// this or `values` must be given.
    pub labels: Option<PartialLabels>,
    /// The value of each node; NaN where it is sought.
    pub values: Option<Vector>,
    /// 0 keeps what is known. From there to below 1, known nodes give way to their neighbours the more the larger it is: label
    /// spreading, `((1 - alpha) I + alpha L) f = (1 - alpha) y` with the normalised Laplacian `L`.
    #[serde(default)]
    pub alpha: f64,
    /// How to solve the equations.
    #[serde(default)]
    pub method: GraphMethod,
    /// The norm of the equations' residual that is asked for, relative to that of their right side; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations for each class, at least 1. Default: 10 000.
    pub max_iterations: Option<u32>,
    /// The label of nodes that no known node reaches, for labels that are numbers; for others it is null. Default: -1.
    pub default_label: Option<i32>,
}
