//! What the caller gets. Every number in it is finite.

use crate::minimize::solution::Improvement;
use crate::pareto::solution::EvaluatedOutputs;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// The best point that keeps the constraints, or, where none is known, the one that violates them least.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DirectSearchSolution {
    /// Why the search ended.
    pub status: DirectSearchStatus,
    /// The point.
    pub solution: Vector,
    /// The objective there.
    pub objective: f64,
    /// The constraints there.
    pub constraint_values: Vector,
    /// The largest of them, or 0 where none is positive.
    pub constraint_violation: f64,
    /// The size of the last mesh of the run that found the point, as a part of the sides.
    pub mesh_size: f64,
    /// How good the point is among its neighbours, where the search has converged, `certify` was not unset and the constraints are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stationarity: Option<Stationarity>,
    /// How often the functions were evaluated.
    pub evaluations: u32,
    /// How many evaluations gave a value that is not finite.
    pub failures: u32,
    /// Polls, with what comes before them.
    pub iterations: u32,
    /// How many runs there were after the first.
    pub restarts: u32,
    /// Whenever the objective of the best point that keeps the constraints fell.
    pub history: Vec<Improvement>,
    /// All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<EvaluatedOutputs>,
}

/// A comparison of a point with its neighbours along the axes, up and down, in coordinates in which all sides have the length 1. Neighbours
/// that violate constraints, or where the evaluation failed, are left out; what is beyond a bound is put on it.
///
/// With a Lipschitz constant L of the gradient there, n variables and all neighbours known, the gradient is not longer than
/// √n L `meshSize` / 2 where `slope` is not negative (Kolda, Lewis, Torczon, SIAM Rev. 45, 2003, section 3).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stationarity {
    /// The distance of the neighbours; of whole numbers, the next.
    pub mesh_size: f64,
    /// The least slope towards a neighbour: not negative where none is better; 0 where there is none.
    pub slope: f64,
    /// The length of the gradient by central differences, over the real variables both of whose neighbours are known.
    pub gradient_estimate: f64,
    /// How many neighbours were compared.
    pub directions: u32,
}

/// Why a direct search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DirectSearchStatus {
    /// The mesh is as fine as `tolerance`, and no neighbour on it is better; after `restarts` other runs that ended so.
    Converged,
    /// A value is as good as `target`.
    TargetReached,
    /// The evaluations were used up.
    EvaluationLimit,
    /// The time was used up.
    TimeLimit,
    /// However the search ended, no point that keeps the constraints was found.
    Infeasible,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DirectSearchProgress {
    /// The number of evaluations.
    pub evaluations: u32,
    /// The objective of the best point.
    pub objective: f64,
    /// By how much it violates the constraints at most.
    pub constraint_violation: f64,
    /// The size of the mesh.
    pub mesh_size: f64,
}
