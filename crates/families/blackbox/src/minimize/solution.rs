//! The solution of a global search. All its numbers are finite.

use super::problem::Method;
use super::warm_start::WarmStart;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The best point found. Nothing proves that it is a global minimum: function values alone cannot.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeSolution {
    /// The reason why the search stopped.
    pub status: MinimizeStatus,
    /// The best point: for each variable its value, or the index of its category.
    pub solution: Vector,
    /// The smallest value. With `noise`, the mean of several values at the solution.
    pub objective: f64,
    /// The standard error of that mean, with `noise` and after at least one finished run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objective_error: Option<f64>,
    /// The number of evaluations.
    pub evaluations: u32,
    /// The number of evaluations with a value that is not finite. Such values rank behind all others.
    pub failures: u32,
    /// The number of generations or steps of all runs.
    pub iterations: u32,
    /// The number of runs after the first.
    pub restarts: u32,
    /// The method used.
    pub method: Method,
    /// Each improvement of the smallest value, with the number of evaluations so far.
    pub history: Vec<Improvement>,
    /// All runs, with their results.
    pub runs: Vec<RunRecord>,
    /// The number w of distinct final points of the runs from random points. Points are distinct if they are farther
    /// apart than a thousandth of the box, or if their values differ by more than 1e-6, relatively.
    pub basins: u32,
    /// The estimated fraction of the box attracted to minima that no run found: w(w + 1)/(N(N - 1)) after N runs from
    /// random points, if N is at least w + 2 (Boender, Rinnooy Kan, Math. Program. 37, 1987). The estimate assumes
    /// local searches; runs with large populations are not local.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unseen_basins: Option<f64>,
    /// The distribution of the run that found the solution, to start a similar problem from. Only of `cmaes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warm_start: Option<WarmStart>,
    /// All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as
    /// `known`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<Evaluated>,
}

/// Points and their values.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Evaluated {
    /// The points, one per row.
    pub points: Matrix,
    /// The value at each point.
    pub values: Vector,
}

/// The reason why a search stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeStatus {
    /// A value is at most `target`.
    TargetReached,
    /// The maximum number of evaluations was reached.
    EvaluationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// All allowed runs finished, or all points of the space were evaluated.
    Converged,
}

/// An improvement of the smallest value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Improvement {
    /// The number of evaluations, including this one.
    pub evaluations: u32,
    /// The smallest value from here on.
    pub objective: f64,
}

/// The result of one run.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunRecord {
    /// The starting point.
    pub start: Vector,
    /// The best point of the run.
    pub solution: Vector,
    /// The value at that point.
    pub objective: f64,
    /// The number of evaluations of the run.
    pub evaluations: u32,
    /// The reason why the run stopped.
    pub end: RunEnd,
}

/// The reason why a run stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RunEnd {
    /// The values differed by no more than `tolerance`.
    Tolerance,
    /// The steps were shorter than `pointTolerance` relative to the initial ones.
    PointTolerance,
    /// No progress for a long time.
    Stagnation,
    /// The covariance became too ill-conditioned or too large.
    Degenerate,
    /// The maximum number of iterations of a run was reached.
    IterationLimit,
    /// The run used its budget of evaluations.
    Share,
    /// The search stopped during the run.
    Unfinished,
}

/// The progress of a search.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeProgress {
    /// The number of evaluations.
    pub evaluations: u32,
    /// The smallest value so far.
    pub objective: f64,
    /// The number of restarts.
    pub restarts: u32,
}
