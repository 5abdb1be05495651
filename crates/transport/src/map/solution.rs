//! What the caller gets: images, and the potential at each point.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// Where points go.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MapSolution {
    /// Where each point goes, one a row: the mean of the destinations, weighted by how much of a vanishing mass at the point
    /// would go to each of the targets that hold mass. With an entropy the weights are those of `target_j exp((g_j - C_j) /
    /// regularization)`, C_j being the cost to target `j` and g its potential, which at the problem's own points are those of the
    /// plan's rows; so the image depends smoothly on the point. Without an entropy a source goes where the plan takes it, and
    /// a new point, or a source of which nothing is moved, to the one target of least `C_j - g_j`.
    pub images: Matrix,
    /// The dual potential at each point, in units of cost: what the solution's `sourcePotential` (backward: `targetPotential`) would be
    /// for a source there of a very small mass. With a penalty exp(-potential / penalty) is the part of a mass there that is used; for
    /// partial transport a point of potential 0 stays.
    pub potential: Vector,
}
