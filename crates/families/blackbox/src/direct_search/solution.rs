//! The solution of a direct search. All its numbers are finite.

use crate::evaluations::EvaluatedOutputs;
use crate::minimize::solution::Improvement;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// The best feasible point or, if none is known, the point with the smallest constraint violation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DirectSearchSolution {
    /// The reason why the search stopped.
    pub status: DirectSearchStatus,
    /// The best point.
    pub solution: Vector,
    /// The objective at the solution.
    pub objective: f64,
    /// The constraints at the solution.
    pub constraint_values: Vector,
    /// The largest constraint value, or 0 if none is positive.
    pub constraint_violation: f64,
    /// The final mesh size of the run that found the solution, relative to the sides of the box.
    pub mesh_size: f64,
    /// A comparison of the solution with its neighbors. Present if the search converged at a feasible point and
    /// `certify` is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stationarity: Option<Stationarity>,
    /// The number of evaluations.
    pub evaluations: u32,
    /// The number of evaluations with a value that is not finite.
    pub failures: u32,
    /// The number of iterations: polls with the search steps before them.
    pub iterations: u32,
    /// The number of runs after the first.
    pub restarts: u32,
    /// Each improvement of the best feasible objective.
    pub history: Vec<Improvement>,
    /// All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as
    /// `known`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<EvaluatedOutputs>,
}

/// A comparison of a point with its neighbors along the axes, up and down, in coordinates with sides of length 1.
/// Neighbors are left out if they violate constraints or if the evaluation failed. Neighbors beyond a bound are moved
/// onto it.
///
/// If the gradient has the Lipschitz constant L there, all neighbors of the n variables are known and `slope` is not
/// negative, the length of the gradient is at most √n L `meshSize` / 2 (Kolda, Lewis, Torczon, SIAM Rev. 45, 2003,
/// section 3).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stationarity {
    /// The distance of the neighbors. For integers the neighbor is at least the next integer.
    pub mesh_size: f64,
    /// The smallest directional derivative towards a neighbor, by differences: not negative if no neighbor is better, 0
    /// without neighbors.
    pub slope: f64,
    /// The length of the gradient by central differences, over the real variables with two known neighbors.
    pub gradient_estimate: f64,
    /// The number of neighbors compared.
    pub directions: u32,
}

/// The reason why a direct search stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DirectSearchStatus {
    /// The mesh size is at most `tolerance` and no neighbor on the mesh is better; all `restarts` further runs also
    /// converged.
    Converged,
    /// A feasible objective is at most `target`.
    TargetReached,
    /// The maximum number of evaluations was reached.
    EvaluationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// No feasible point was found, for whatever reason the search stopped.
    Infeasible,
}

/// The progress of a search.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DirectSearchProgress {
    /// The number of evaluations.
    pub evaluations: u32,
    /// The objective at the best point.
    pub objective: f64,
    /// The largest constraint violation at the best point.
    pub constraint_violation: f64,
    /// The current mesh size.
    pub mesh_size: f64,
}
