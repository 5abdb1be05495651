//! The solution of `forest`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// A forest, rooted at the lowest row of each of its trees, and its factor.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ForestSolution {
    /// The number of rows in the forest.
    pub size: u32,
    /// The rows in the forest, breadth first from each root, so that parents precede their children.
    pub members: Vector<i32>,
    /// The parent row of each member; -1 for roots.
    pub parents: Vector<i32>,
    /// The pivot of each member: its diagonal entry after elimination of its children.
    pub pivots: Vector,
    /// The solution of `A_FF x_F = b_F`, with zeros outside the forest. Absent without a right side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solution: Option<Vector>,
}
