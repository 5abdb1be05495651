//! The caller's problem: exact transport and its options.

use crate::inputs::Inputs;
use crate::problem::Metric;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Matrix, Vector};

/// The default of `maxIterations`: more than any problem that fits in memory takes.
pub const DEFAULT_MAX_PIVOTS: u32 = 1_000_000_000;

/// Optimal transport without regularization: the plan of minimum cost that moves the masses `source` to the masses
/// `target`.
///
/// Minimizes `<P, C>`, the sum of `P_ij C_ij`, over plans P >= 0 with row sums `source` and column sums `target`. With
/// `transportedMass` only that much is moved: the row sums are at most `source`, the column sums at most `target`, and
/// the sum of all entries is `transportedMass` (partial transport).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExactProblem {
    /// The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity`
    /// forbids the pair. Give either this or the two sets of points.
    pub cost: Option<Matrix>,
    /// The source points, one per row. Costs are then computed from the points on demand and never stored.
    pub source_points: Option<Matrix>,
    /// The target points, one per row, of the same dimension as the source points.
    pub target_points: Option<Matrix>,
    /// The cost as a function of two points. Only for points.
    #[serde(default)]
    pub metric: Metric,
    /// The mass at each source, zero or positive. Default: equal masses of sum 1 (or, if only `target` is given, of its
    /// sum).
    pub source: Option<Vector>,
    /// The mass at each target, zero or positive, of the same sum as the source masses unless `transportedMass` is
    /// given. Default: equal masses of sum 1 (or, if only `source` is given, of its sum).
    pub target: Option<Vector>,
    /// Divides the source masses and the target masses by their sums first, so that the sums need not agree. Otherwise
    /// a relative difference of the sums above 1e-9 is an error, unless `transportedMass` is given.
    #[serde(default)]
    pub normalize: bool,
    /// The mass to move, from 0 to the smaller sum of the masses: partial transport. The solver chooses the moved mass
    /// for minimum cost. With `normalize` both sums are 1. Default: all mass is moved.
    pub transported_mass: Option<f64>,
    /// The maximum number of simplex pivots, at least 1. If they are used up, the best plan so far is returned with the
    /// status `iterationLimit`.
    #[serde(default = "default_max_pivots")]
    pub max_iterations: u32,
}

impl ExactProblem {
    /// Takes the inputs common to all methods.
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
