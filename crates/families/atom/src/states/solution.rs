//! The solution of `states`.

use crate::state::Mesh;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// Energy levels in a central potential.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatesSolution {
    /// The reason why the search stopped.
    pub status: StatesStatus,
    /// The number of meshes tried.
    pub iterations: u32,
    /// The levels in ascending order; fewer than requested if the potential binds fewer.
    pub states: Vec<StateLevel>,
    /// An estimate of the largest error among the levels: their change by a finer mesh and by a longer one, and
    /// rounding.
    pub estimated_error: f64,
    /// The elements.
    pub mesh: Mesh,
}

/// The reason why the search for levels stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum StatesStatus {
    /// The estimated errors of all levels are within the accuracy.
    Converged,
    /// The potential binds fewer levels than requested; the solution contains all it binds.
    UnboundState,
    /// The mesh cannot be refined or extended further: it is given, or has the maximum number of elements. See
    /// `estimatedError` for the error reached.
    Stalled,
    /// The time limit was reached.
    TimeLimit,
}

/// An energy level.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateLevel {
    /// The principal quantum number.
    pub n: u32,
    /// The energy in hartree, without the rest energy.
    pub energy: f64,
    /// Whether counts on both sides of the level confirm that n - l - 1 levels of its symmetry are below it.
    pub certified: bool,
    /// The mean of r, in bohr.
    pub mean_radius: f64,
    /// P at the nodes `mesh.r`.
    pub large: Vector,
    /// Q at the nodes, for Dirac's equation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<Vector>,
}
