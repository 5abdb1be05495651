//! The caller's problem: entropic transport and its options.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Matrix, Vector};

/// The default of `tolerance`.
pub const DEFAULT_TOLERANCE: f64 = 1e-9;

/// The default of `maxIterations`.
pub const DEFAULT_MAX_ITERATIONS: u32 = 10_000;

/// The default of `planThreshold`.
pub const DEFAULT_PLAN_THRESHOLD: f64 = 1e-12;

/// The default of `maxPlanEntries`: 80 MB for the solver, 384 MB as a sparse plan.
pub const DEFAULT_MAX_PLAN_ENTRIES: u64 = 32_000_000;

/// Entropic optimal transport: the plan of minimum cost that moves the masses `source` to the masses `target`, with
/// entropic regularization.
///
/// Minimizes `<P, C> + regularization * KL(P | source target')` over plans P >= 0 with row sums `source` and column
/// sums `target`, where KL(P | Q) is the sum of `P ln(P / Q) - P + Q`. The reference measure is the product of the
/// masses, not the counting measure: for masses of sum 1, the other common objective
/// `<P, C> + regularization * sum(P ln P)` is `regularizedCost` plus `regularization` times the sum of `a ln a` over
/// all source and target masses. The optimal plan is the same.
///
/// With `sourcePenalty` or `targetPenalty` the sums of that marginal may differ from its masses, at the price of the
/// penalty times KL(sums | masses): unbalanced transport. It leaves mass in place if every partner is too far.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SinkhornNewtonProblem {
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
    /// The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty.
    /// Default: equal masses of sum 1 (or, if only `source` is given, of its sum).
    pub target: Option<Vector>,
    /// The price of row sums that differ from the source masses, positive, in units of cost: this times KL(row sums |
    /// source) is added to the objective. Default: the sums must equal the masses.
    pub source_penalty: Option<f64>,
    /// The price of column sums that differ from the target masses, positive, in units of cost: this times KL(column
    /// sums | target) is added to the objective. Default: the sums must equal the masses.
    pub target_penalty: Option<f64>,
    /// The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise. Small values
    /// give costs close to unregularized transport: the excess is about `regularization` times the logarithm of the
    /// number of points at most.
    pub regularization: f64,
    /// The unit of `regularization`.
    #[serde(default)]
    pub regularization_unit: RegularizationUnit,
    /// Divides the source masses and the target masses by their sums first, so that the sums need not agree. Otherwise
    /// a relative difference of the sums above 1e-9 is an error, unless there is a penalty.
    #[serde(default)]
    pub normalize: bool,
    /// The requested marginal error, positive: see the solution's `marginalError`. Each row and column sum must also
    /// reach 1000 times this relative to its own mass, however small: 1e-6 by default.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations, sweeps and Newton steps together, at least 1; each takes one to three passes
    /// over the cost. If they are used up, the best point so far is returned with the status `iterationLimit`.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Initial potentials, usually from the solution of a similar problem: the solver then starts at the given
    /// regularization or close to it. Default: a cold start.
    pub initial: Option<InitialPotentials>,
    /// Format of the returned plan, if any.
    #[serde(default)]
    pub plan: PlanFormat,
    /// Entries of a sparse plan smaller than this fraction of its largest entry are omitted; 0 or positive, below 1.
    #[serde(default = "default_plan_threshold")]
    pub plan_threshold: f64,
    /// The maximum number of plan entries in memory, for the solver itself (2.5 bytes each) or as the result (12 bytes
    /// each in a sparse plan, 8 in a dense one). If the solver would need more, it continues by sweeps alone; a sparse
    /// plan omits its smallest entries; a dense plan with more is an error.
    #[serde(default = "default_max_plan_entries")]
    pub max_plan_entries: u64,
    /// Whether to return the gradients of `regularizedCost`.
    #[serde(default)]
    pub gradients: bool,
    /// Whether to return a record of each iteration.
    #[serde(default)]
    pub history: bool,
    /// The algorithm.
    #[serde(default)]
    pub method: Method,
}

/// The cost as a function of a source point x and a target point y.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Metric {
    /// The sum of the squares of x - y.
    #[default]
    SquaredEuclidean,
    /// The square root of the sum of the squares of x - y.
    Euclidean,
    /// The sum of the absolute values of x - y.
    Manhattan,
    /// 1 minus the cosine of the angle between x and y; both must be nonzero.
    Cosine,
}

/// The unit of the regularization.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RegularizationUnit {
    /// The unit of the cost.
    #[default]
    Absolute,
    /// The largest entry of the cost, which must be positive.
    OfMaximum,
    /// The mean of all entries of the cost, which must be positive.
    OfMean,
}

/// Initial potentials, as returned in a solution.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitialPotentials {
    /// One number per source, in units of cost.
    pub source_potential: Vector,
    /// One number per target, in units of cost.
    pub target_potential: Vector,
}

/// The format of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PlanFormat {
    /// No plan. Potentials and costs need far less memory.
    #[default]
    None,
    /// The entries above the threshold, as a sparse matrix in compressed rows.
    Sparse,
    /// All entries, as a dense matrix.
    Dense,
}

/// The algorithm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// Sweeps and sparse Newton steps along a decreasing sequence of regularizations: fast on hard problems too.
    #[default]
    Auto,
    /// Plain Sinkhorn iteration in the log domain at the given regularization: simple, the same result, and slow if the
    /// regularization is small. For comparison. (For a distribution with itself: the mean of a potential and its
    /// update.)
    Sinkhorn,
}

fn default_tolerance() -> f64 {
    DEFAULT_TOLERANCE
}

fn default_max_iterations() -> u32 {
    DEFAULT_MAX_ITERATIONS
}

fn default_plan_threshold() -> f64 {
    DEFAULT_PLAN_THRESHOLD
}

fn default_max_plan_entries() -> u64 {
    DEFAULT_MAX_PLAN_ENTRIES
}
