//! What the caller gets of `forest`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// A forest, rooted at the lowest row of each of its trees, and its factor.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ForestSolution {
    /// How many rows belong to it.
    pub size: u32,
    /// These rows, parents before their children: breadth first from each root.
    pub members: Vector<i32>,
    /// The parent of each member, a row; -1 for roots.
    pub parents: Vector<i32>,
    /// The pivot of each member: what is left of its diagonal entry once its children are eliminated.
    pub pivots: Vector,
    /// The solution of `A_FF x_F = b_F`, with zeros outside of the forest; absent without a right side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solution: Option<Vector>,
}
