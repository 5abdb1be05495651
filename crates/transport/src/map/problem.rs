//! What the caller gives: a problem of transport, its solution, and the points whose images are wanted.

use crate::inputs::Inputs;
use crate::problem::Metric;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Matrix, Vector};

/// A solved problem of transport, and points of which it is to be told where they go.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MapProblem {
    /// The problem that was solved, as it was given to `sinkhornNewton` or `exact`. What a map does not need is not looked at.
    pub problem: SolvedProblem,
    /// Its solution by `sinkhornNewton` or `exact`. What a map does not need is not looked at.
    pub solution: SolvedPotentials,
    /// The points whose images are wanted, one a row, of the same dimension as the problem's points, which it must have. Default:
    /// the problem's own sources (backward: its targets).
    pub points: Option<Matrix>,
    /// What is at each target (backward: at each source), one row for each: what the images are means of. Mostly the places, but
    /// numbers of any kind do that have a mean: colours, labels as rows of zeros and a one. Default: the problem's own points.
    pub destinations: Option<Matrix>,
    /// Which way points go.
    #[serde(default)]
    pub direction: Direction,
}

/// Which way points go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// From the sources to the targets.
    #[default]
    Forward,
    /// From the targets to the sources.
    Backward,
}

/// The part of a solved problem that a map needs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolvedProblem {
    /// The cost, where it was given; then the images are those of the problem's own points.
    pub cost: Option<Matrix>,
    /// The source points, where they were given.
    pub source_points: Option<Matrix>,
    /// The target points, where they were given.
    pub target_points: Option<Matrix>,
    /// How the cost is computed from two points.
    #[serde(default)]
    pub metric: Metric,
    /// The source masses, where they were given.
    pub source: Option<Vector>,
    /// The target masses, where they were given.
    pub target: Option<Vector>,
    /// The source penalty, where there was one.
    pub source_penalty: Option<f64>,
    /// The target penalty, where there was one.
    pub target_penalty: Option<f64>,
    /// Whether the masses were divided by their sums.
    #[serde(default)]
    pub normalize: bool,
}

/// The part of a solution that a map needs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolvedPotentials {
    /// The potentials of the sources.
    pub source_potential: Vector,
    /// The potentials of the targets.
    pub target_potential: Vector,
    /// The regularization in units of cost. A solution that has none is one of `exact`.
    pub regularization: Option<f64>,
    /// The plan of a solution of `exact`, a sparse matrix.
    pub plan: Option<AnyMatrix>,
    /// The potential of the mass that is moved, where only a part of it was.
    pub mass_potential: Option<f64>,
}

impl SolvedProblem {
    /// What all methods take, and the penalties.
    pub(super) fn into_inputs(self) -> (Inputs, [Option<f64>; 2]) {
        let inputs = Inputs {
            cost: self.cost,
            source_points: self.source_points,
            target_points: self.target_points,
            metric: self.metric,
            source: self.source,
            target: self.target,
            normalize: self.normalize,
        };
        (inputs, [self.source_penalty, self.target_penalty])
    }
}
