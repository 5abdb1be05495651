//! What the caller gets. Every number in it is finite.

use super::problem::ParetoMethod;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The best compromises that were found. Nothing proves that there are no better ones: of functions that are known by values alone,
/// nothing can.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ParetoSolution {
    /// Why the search ended.
    pub status: ParetoStatus,
    /// The points, one a row: for each variable its value, or the place of its category. None of them dominates another, and all keep the
    /// constraints.
    pub points: Matrix,
    /// Their objectives. The rows are in ascending order of the first.
    pub values: Matrix,
    /// The volume that they dominate before `reference`, exact up to rounding; 0 without points.
    pub hypervolume: f64,
    /// The reference of the hypervolume; absent where none was given and no point has values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Vector>,
    /// How often the functions were evaluated.
    pub evaluations: u32,
    /// How many evaluations gave a value that is not finite. They count as worse than any other.
    pub failures: u32,
    /// The generations.
    pub iterations: u32,
    /// The method that was used.
    pub method: ParetoMethod,
    /// The hypervolume after each generation, of at most 3 objectives.
    pub history: Vec<SetImprovement>,
    /// By how much the models miss each objective where a point is left out, as the root of the mean square, in its units: of `predictor`,
    /// once it had models.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predictor_errors: Option<Vector>,
    /// All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<EvaluatedOutputs>,
}

/// Points, and all that was asked for at them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluatedOutputs {
    /// A point in each row.
    pub points: Matrix,
    /// The objectives at each, and after them the constraints.
    pub values: Matrix,
}

/// The hypervolume after a generation.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetImprovement {
    /// Evaluations so far.
    pub evaluations: u32,
    /// The hypervolume of the set then.
    pub hypervolume: f64,
}

/// Why a search for compromises ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ParetoStatus {
    /// All points of a finite space are evaluated, or no new ones come up in it.
    Converged,
    /// The evaluations were used up.
    EvaluationLimit,
    /// The time was used up.
    TimeLimit,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ParetoProgress {
    /// Evaluations so far.
    pub evaluations: u32,
    /// Points in the set.
    pub points: u32,
}
