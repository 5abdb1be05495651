//! What `states` gives.

use crate::state::Mesh;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// Levels in a central potential.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatesSolution {
    /// Why the search stopped.
    pub status: StatesStatus,
    /// How many meshes were tried.
    pub iterations: u32,
    /// The levels, ascending; fewer than asked for where the potential binds fewer.
    pub states: Vec<StateLevel>,
    /// An estimate of the largest error among the levels: what a finer mesh changes, what a longer one would, and
    /// rounding.
    pub estimated_error: f64,
    /// The elements.
    pub mesh: Mesh,
}

/// Why the search for levels stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum StatesStatus {
    /// All levels are within the accuracy, by the estimate.
    Converged,
    /// The potential binds fewer levels than were asked for; those it binds are given.
    UnboundState,
    /// The mesh may not be refined or made longer: it was given, or has as many elements as can be. `estimatedError` says what
    /// was reached.
    Stalled,
    /// The time limit has passed.
    TimeLimit,
}

/// A level.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateLevel {
    /// The principal quantum number.
    pub n: u32,
    /// The level in hartree, without the rest energy.
    pub energy: f64,
    /// Whether counts on both sides say that n - l - 1 levels of its symmetry are below it.
    pub certified: bool,
    /// The mean of r, in bohr.
    pub mean_radius: f64,
    /// P at the nodes `mesh.r`.
    pub large: Vector,
    /// Q there, in Dirac's equation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<Vector>,
}
