//! What the caller gives: the problem of exact transport and its options.

use crate::inputs::Inputs;
use crate::problem::Metric;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Matrix, Vector};

/// The default of `maxIterations`: more than any problem in memory takes.
pub const DEFAULT_MAX_PIVOTS: u32 = 1_000_000_000;

/// Optimal transport without regularization: the cheapest plan that moves the masses `source` to the masses `target`.
///
/// It minimises `<P, C>`, the sum of `P_ij C_ij`, over plans P >= 0 whose rows sum to `source` and whose columns sum to `target`.
/// With `transportedMass` only that much is moved: the rows sum to at most `source`, the columns to at most `target`, and all
/// entries to `transportedMass` (partial transport).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExactProblem {
    /// The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity` forbids
    /// the pair. Give either this or the two sets of points.
    pub cost: Option<Matrix>,
    /// The source points, one a row. The cost is then computed from the points wherever it is needed and never stored.
    pub source_points: Option<Matrix>,
    /// The target points, one a row, of the same dimension as the source points.
    pub target_points: Option<Matrix>,
    /// How the cost is computed from two points. Only for points.
    #[serde(default)]
    pub metric: Metric,
    /// The mass at each source, zero or positive. Default: equal masses that sum to 1 (or, where only `target` is given, to
    /// the sum of that).
    pub source: Option<Vector>,
    /// The mass at each target, zero or positive, of the same sum as the source masses unless `transportedMass` is given.
    /// Default: equal masses that sum to 1 (or, where only `source` is given, to the sum of that).
    pub target: Option<Vector>,
    /// Divides the masses of each side by their sum before anything else, so that the sums need not agree.
    /// Otherwise sums that differ by more than 1e-9 of their size are an error, unless `transportedMass` is given.
    #[serde(default)]
    pub normalize: bool,
    /// The mass that is moved, from 0 to the smaller of the two sums of the masses: partial transport. Which mass is moved
    /// and which stays is chosen for the least cost. With `normalize` both sums are 1. Default: all mass is moved.
    pub transported_mass: Option<f64>,
    /// The most exchanges of one arc of the plan for another, at least 1. When they are used up, the best plan so far is
    /// returned with the status `iterationLimit`.
    #[serde(default = "default_max_pivots")]
    pub max_iterations: u32,
}

impl ExactProblem {
    /// Takes out what all methods take.
    pub(crate) fn take_inputs(&mut self) -> Inputs {
        Inputs {
            cost: self.cost.take(),
            source_points: self.source_points.take(),
            target_points: self.target_points.take(),
            metric: self.metric,
            source: self.source.take(),
            target: self.target.take(),
            normalize: self.normalize,
        }
    }
}

fn default_max_pivots() -> u32 {
    DEFAULT_MAX_PIVOTS
}
