//! What the caller gets. Every number in it is finite.

use super::problem::Method;
use super::warm_start::WarmStart;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The best point that was found. Nothing proves that it is a global minimum: of a function that is known by values alone, nothing can.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeSolution {
    /// Why the search ended.
    pub status: MinimizeStatus,
    /// The best point: for each variable its value, or the place of its category.
    pub solution: Vector,
    /// The least value; where values have `noise`, the mean of several at the solution.
    pub objective: f64,
    /// The standard error of that mean, where values have `noise` and a run has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective_error: Option<f64>,
    /// How often the function was evaluated.
    pub evaluations: u32,
    /// How many of these values were not finite. They count as worse than any number.
    pub failures: u32,
    /// The generations or steps of all runs.
    pub iterations: u32,
    /// How many runs there were after the first.
    pub restarts: u32,
    /// The method that was used.
    pub method: Method,
    /// Whenever the least value fell: after how many evaluations, and to what.
    pub history: Vec<Improvement>,
    /// Where each run ended.
    pub runs: Vec<RunRecord>,
    /// How many different ends w the runs from random points had: those farther apart than a thousandth of the box, or with values
    /// that differ by more than 1e-6 of themselves.
    pub basins: u32,
    /// The estimate of the share of the box that belongs to minima which no run has found: w(w + 1)/(N(N - 1)), after N runs from
    /// random points, where N is at least w + 2 (Boender, Rinnooy Kan, Math. Program. 37, 1987). It takes runs for local ones, which
    /// those with large populations are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unseen_basins: Option<f64>,
    /// What a similar problem may start from, of `cmaes`: the distribution of the run that found the solution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warm_start: Option<WarmStart>,
    /// All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<Evaluated>,
}

/// Points and their values.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Evaluated {
    /// A point in each row.
    pub points: Matrix,
    /// Their values.
    pub values: Vector,
}

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeStatus {
    /// A value is at most `target`.
    TargetReached,
    /// The evaluations were used up.
    EvaluationLimit,
    /// The time was used up.
    TimeLimit,
    /// All runs that were allowed came to their ends, or all points that there are were evaluated.
    Converged,
}

/// An improvement of the least value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Improvement {
    /// The number of evaluations, this one included.
    pub evaluations: u32,
    /// The least value since.
    pub objective: f64,
}

/// How a run went.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunRecord {
    /// Where it started.
    pub start: Vector,
    /// The best point of the run.
    pub solution: Vector,
    /// Its value.
    pub objective: f64,
    /// How many evaluations it took.
    pub evaluations: u32,
    /// How it ended.
    pub end: RunEnd,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RunEnd {
    /// Its values differed by no more than `tolerance`.
    Tolerance,
    /// Its steps were shorter than `pointTolerance` of the first ones.
    PointTolerance,
    /// It gained nothing over a long time.
    Stagnation,
    /// Its distribution had become a needle, or had grown beyond all bounds.
    Degenerate,
    /// It had made as many iterations as a run may.
    IterationLimit,
    /// It had used its share of the evaluations.
    Share,
    /// The search ended during the run.
    Unfinished,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeProgress {
    /// The number of evaluations.
    pub evaluations: u32,
    /// The least value.
    pub objective: f64,
    /// The number of restarts.
    pub restarts: u32,
}
