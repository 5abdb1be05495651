//! The caller's solution: images, and the potential at each point.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// Images of points.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MapSolution {
    /// The image of each point, one per row: the mean of the destinations, weighted by the distribution of a vanishing
    /// mass at the point over the targets with mass. For entropic transport the weights are proportional to
    /// `target_j exp((g_j - C_j) / regularization)`, where C_j is the cost to target `j` and g its potential. At the
    /// problem's own points they are those of the plan's rows, and the image depends smoothly on the point. For exact
    /// transport a source is mapped by the plan, and a new point, or a source with no moved mass, to the target of
    /// smallest `C_j - g_j`.
    pub images: Matrix,
    /// The dual potential at each point, in units of cost: the solution's `sourcePotential` (backward:
    /// `targetPotential`) of a source there with vanishing mass. With a penalty exp(-potential / penalty) is the
    /// fraction of such a mass that is used; for partial transport a point of potential 0 stays.
    pub potential: Vector,
}
