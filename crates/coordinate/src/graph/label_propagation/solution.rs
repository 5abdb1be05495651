//! What the caller gets of `labelPropagation`.

use crate::graph::solve_graph_quadratic::solution::GraphRoute;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Matrix, Vector};

/// The labels or values of all nodes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LabelPropagationSolution {
    /// `converged` where the equations' residual is as small as was asked for, `stalled` where it no longer falls: rounding forbids
    /// what was asked for.
    pub status: Ending,
    /// The class of each node: that with the highest score, of equal ones the lowest. Absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vector<i32>>,
    /// What each node, a row, has of each class, a column. Where known nodes keep their labels, a row sums to 1, and its entries are
    /// the chances of a random walk along the edges to meet each class first. Absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Matrix>,
    /// The class of each column of `scores`, ascending. Absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Vector<i32>>,
    /// The value of each node; 0 for unreachable ones. Absent for labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vector>,
    /// The nodes that are not connected with any known one, ascending. They have the default label, and zeros for scores.
    pub unreachable: Vector<i32>,
    /// The norm of the equations' residual over that of their right side, computed from the solution; the largest of those solved.
    pub relative_residual: f64,
    /// The iterations done, of several classes the most; 0 for elimination.
    pub iterations: u32,
    /// How the equations were solved.
    pub method: GraphRoute,
    /// How many nodes were eliminated one by one as leaves or links of chains, before the rest was solved.
    pub eliminated: u32,
}
