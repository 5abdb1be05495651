//! The solution of a multi-objective search. All its numbers are finite.

use super::problem::ParetoMethod;
use crate::evaluations::EvaluatedOutputs;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The best nondominated points found. Nothing proves that there are no better ones: function values alone cannot.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ParetoSolution {
    /// The reason why the search stopped.
    pub status: ParetoStatus,
    /// The points, one per row: for each variable its value, or the index of its category. All are feasible, and none
    /// dominates another.
    pub points: Matrix,
    /// The objectives at the points. Rows are in ascending order of the first objective.
    pub values: Matrix,
    /// The hypervolume of the points relative to `reference`, exact up to rounding; 0 without points.
    pub hypervolume: f64,
    /// The reference point of the hypervolume. Absent if none was given and no evaluation succeeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Vector>,
    /// The number of evaluations.
    pub evaluations: u32,
    /// The number of evaluations with a value that is not finite. Such points rank behind all others.
    pub failures: u32,
    /// The number of generations.
    pub iterations: u32,
    /// The method used.
    pub method: ParetoMethod,
    /// The hypervolume after each generation, for up to 3 objectives.
    pub history: Vec<SetImprovement>,
    /// The root mean squared leave-one-out error of the models in each objective, in its units. Only of `predictor`,
    /// once it had models.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predictor_errors: Option<Vector>,
    /// All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as
    /// `known`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<EvaluatedOutputs>,
}

/// The hypervolume after a generation.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetImprovement {
    /// The number of evaluations so far.
    pub evaluations: u32,
    /// The hypervolume of the current front.
    pub hypervolume: f64,
}

/// The reason why a multi-objective search stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ParetoStatus {
    /// All points of a finite space were evaluated, or no new ones came up for many generations.
    Converged,
    /// The maximum number of evaluations was reached.
    EvaluationLimit,
    /// The time limit was reached.
    TimeLimit,
}

/// The progress of a search.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ParetoProgress {
    /// The number of evaluations so far.
    pub evaluations: u32,
    /// The number of points in the population.
    pub points: u32,
}
