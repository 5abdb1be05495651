//! The caller's problem: a transport problem, its solution, and the points to map.

use crate::inputs::Inputs;
use crate::problem::Metric;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Matrix, Vector};

/// A solved transport problem, and points to map.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MapProblem {
    /// The problem as passed to `sinkhornNewton` or `exact`. Fields irrelevant to a map are ignored.
    pub problem: SolvedProblem,
    /// Its solution by `sinkhornNewton` or `exact`. Fields irrelevant to a map are ignored.
    pub solution: SolvedPotentials,
    /// The points to map, one per row, of the same dimension as the problem's points; not for problems with a cost
    /// matrix. Default: the problem's own sources (backward: its targets).
    pub points: Option<Matrix>,
    /// A vector for each target (backward: each source), one per row; images are means of these. Usually positions, but
    /// any numbers with a meaningful mean will do: colors, or one-hot labels. Default: the problem's own points.
    pub destinations: Option<Matrix>,
    /// The direction of the map.
    #[serde(default)]
    pub direction: Direction,
}

/// The direction of a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// From the sources to the targets.
    #[default]
    Forward,
    /// From the targets to the sources.
    Backward,
}

/// The fields of a solved problem used by a map.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolvedProblem {
    /// The cost, if it was given; the images are then those of the problem's own points.
    pub cost: Option<Matrix>,
    /// The source points, if they were given.
    pub source_points: Option<Matrix>,
    /// The target points, if they were given.
    pub target_points: Option<Matrix>,
    /// The cost as a function of two points.
    #[serde(default)]
    pub metric: Metric,
    /// The source masses, if they were given.
    pub source: Option<Vector>,
    /// The target masses, if they were given.
    pub target: Option<Vector>,
    /// The source penalty, if there was one.
    pub source_penalty: Option<f64>,
    /// The target penalty, if there was one.
    pub target_penalty: Option<f64>,
    /// Whether the masses were divided by their sums.
    #[serde(default)]
    pub normalize: bool,
}

/// The fields of a solution used by a map.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolvedPotentials {
    /// The potentials of the sources.
    pub source_potential: Vector,
    /// The potentials of the targets.
    pub target_potential: Vector,
    /// The regularization in units of cost; absent in solutions of `exact`.
    pub regularization: Option<f64>,
    /// The plan of a solution of `exact`, a sparse matrix.
    pub plan: Option<AnyMatrix>,
    /// The potential of the moved mass, for partial transport.
    pub mass_potential: Option<f64>,
}

impl SolvedProblem {
    /// The inputs common to all methods, and the penalties.
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
