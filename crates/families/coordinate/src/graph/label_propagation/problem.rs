//! The problem of `labelPropagation`.

use super::labels::PartialLabels;
use crate::graph::solve_graph_quadratic::problem::{GraphMethod, default_tolerance};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Matrix, SparseMatrix, Vector};

/// A graph with labels or values for some nodes. The solution extends them to the other nodes such that neighbors
/// agree.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LabelPropagationProblem {
    /// The edge weights: a sparse symmetric matrix with both triangles stored and no negative entry. Entry `(i, j)` is
    /// the similarity of nodes `i` and `j`. The diagonal is ignored. Exactly one of `weights` and `edges` must be
    /// given.
    pub weights: Option<SparseMatrix>,
    /// The edges, a row for each: its two nodes and optionally its weight in a third column, 1 by default. Weights of
    /// duplicate edges, in either direction, are added.
    pub edges: Option<Matrix>,
    /// The class of each node: an integer from 0, a string or a boolean. Unknown classes are null, or also -1 or NaN
    /// among numbers. Exactly one of `labels` and `values` must be given.
    pub labels: Option<PartialLabels>,
    /// The value of each node; NaN if it is unknown.
    pub values: Option<Vector>,
    /// With 0, known nodes keep their labels. Larger values below 1 let known nodes adapt to their neighbors (label
    /// spreading): `((1 - alpha) I + alpha L) f = (1 - alpha) y` with the normalized Laplacian `L`.
    #[serde(default)]
    pub alpha: f64,
    /// The solver for the equations.
    #[serde(default)]
    pub method: GraphMethod,
    /// The tolerance of the equations: the norm of their residual divided by the norm of their right side; above 0 and
    /// below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations for each class, at least 1. Default: 10 000.
    pub max_iterations: Option<u32>,
    /// The label of nodes not connected with a known one, for labels that are numbers; other labels are then null.
    /// Default: -1.
    pub default_label: Option<i32>,
}
