//! What the caller gives: the problem of entropic transport and its options.

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

/// Entropic optimal transport: the cheapest plan that moves the masses `source` to the masses `target`, smoothed by an entropy.
///
/// It minimises `<P, C> + regularization * KL(P | source target')` over plans P >= 0 whose rows sum to `source` and whose
/// columns sum to `target`, where KL(P | Q) is the sum of `P ln(P / Q) - P + Q`. The reference measure is the product of
/// the masses, not the counting measure: for masses that sum to 1, the other common objective
/// `<P, C> + regularization * sum(P ln P)` is `regularizedCost` plus `regularization` times the sum of `a ln a` over all
/// masses of both sides. The optimal plan is the same.
///
/// With `sourcePenalty` or `targetPenalty` the sums of that side may differ from its masses, at the price of the penalty times
/// KL(sums | masses): unbalanced transport, which leaves mass where it is too far from anything.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SinkhornNewtonProblem {
    /// The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity` forbids the
    /// pair. Give either this or the two sets of points.
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
    /// The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty. Default: equal masses that sum to 1 (or,
    /// where only `source` is given, to the sum of that).
    pub target: Option<Vector>,
    /// What it costs where the plan's row sums differ from the source masses, positive, in units of cost: this times
    /// KL(row sums | source). Default: they must not differ.
    pub source_penalty: Option<f64>,
    /// What it costs where the plan's column sums differ from the target masses, positive, in units of cost: this times
    /// KL(column sums | target). Default: they must not differ.
    pub target_penalty: Option<f64>,
    /// How strongly the plan is smoothed, positive, in units of cost unless `regularizationUnit` says otherwise. Small values
    /// give costs close to those of unregularized transport: the excess is about `regularization` times the logarithm of
    /// the number of points at most.
    pub regularization: f64,
    /// The unit of `regularization`.
    #[serde(default)]
    pub regularization_unit: RegularizationUnit,
    /// Divides the masses of each side by their sum before anything else, so that the sums need not agree.
    /// Otherwise sums that differ by more than 1e-9 of their size are an error, unless there is a penalty.
    #[serde(default)]
    pub normalize: bool,
    /// The marginal error that is asked for, positive: see the solution's `marginalError`. 1000 times that is asked for of each
    /// row and column relative to its own mass, however small that is: 1e-6 by default.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations, sweeps and Newton steps counted together, at least 1; each costs one to three passes over the cost.
    /// When they are used up, the best point so far is returned with the status `iterationLimit`.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Where to start from, mostly the potentials of a similar problem's solution: then the solver goes to the given
    /// regularization at once or nearly so. Default: no previous knowledge.
    pub initial: Option<InitialPotentials>,
    /// Whether and how the plan itself is returned.
    #[serde(default)]
    pub plan: PlanFormat,
    /// Entries of a sparse plan smaller than this part of its largest entry are left out; 0 or positive, below 1.
    #[serde(default = "default_plan_threshold")]
    pub plan_threshold: f64,
    /// The most plan entries that may be held in memory, by the solver itself (2.5 bytes each) or as the result (12 bytes
    /// each in a sparse plan, 8 in a dense one). The solver goes on by sweeps alone where it would need more; a sparse plan
    /// leaves out its smallest entries; a dense plan that would have more is an error.
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

/// How the cost is computed from a source point x and a target point y.
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
    /// 1 minus the cosine of the angle between x and y, neither of which may be the zero vector.
    Cosine,
}

/// The unit in which the regularization is given.
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

/// Potentials to start from; a solution has them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitialPotentials {
    /// One number for each source, in units of cost.
    pub source_potential: Vector,
    /// One number for each target, in units of cost.
    pub target_potential: Vector,
}

/// Whether and how the plan is returned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PlanFormat {
    /// No plan. Potentials and costs need far less memory.
    #[default]
    None,
    /// The entries that matter, as a sparse matrix by compressed rows.
    Sparse,
    /// All entries, as a dense matrix.
    Dense,
}

/// The algorithm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// Sweeps and sparse Newton steps along a decreasing sequence of regularizations: quick on hard problems too.
    #[default]
    Auto,
    /// Plain Sinkhorn iteration in the log domain at the given regularization: simple, the same answer, and slow where the
    /// regularization is small. For comparison. (Of a distribution with itself: the mean of a potential and its update.)
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
