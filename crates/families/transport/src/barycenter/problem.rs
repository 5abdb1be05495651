//! The caller's problem of `transport.barycenter`: histograms on a fixed support, and the options.

use crate::problem::{DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, Metric, RegularizationUnit};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Matrix, Vector};

/// The entropic Wasserstein barycenter of histograms: the masses p on a given support with the smallest weighted sum of
/// transport costs to all of them.
///
/// The plain barycenter minimizes the weighted sum over k of `<P_k, C> + regularization * sum(P_k ln P_k)` over plans
/// P_k >= 0 with the row sums of histogram k and common column sums p. The entropy blurs it. In terms of the other
/// common entropy this is, up to a constant for masses of sum 1, the weighted sum of
/// `<P_k, C> + regularization * KL(P_k | h_k p')` plus `regularization * sum(p ln p)`.
///
/// The debiased barycenter minimizes the weighted sum of the Sinkhorn divergences between the histograms and p, which
/// removes the blur: the barycenter of equal histograms is that histogram.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BarycenterProblem {
    /// The histograms, one per row: the masses at each of their points, zero or positive, all rows of the same sum.
    pub histograms: Matrix,
    /// The cost of moving one unit of mass from point `i` of the histograms (row) to point `j` of the barycenter
    /// (column): finite numbers, of either sign. Give either this or `points`.
    pub cost: Option<Matrix>,
    /// The points of the histograms, one per row. Costs are then computed from the points on demand and never stored.
    pub points: Option<Matrix>,
    /// The points of the barycenter, one per row, of the same dimension as `points`. Default: `points`.
    pub barycenter_points: Option<Matrix>,
    /// The cost as a function of two points. Only for points.
    #[serde(default)]
    pub metric: Metric,
    /// The weight of each histogram, zero or positive; only their proportions matter. Default: equal weights.
    pub weights: Option<Vector>,
    /// The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise.
    pub regularization: f64,
    /// The unit of `regularization`.
    #[serde(default)]
    pub regularization_unit: RegularizationUnit,
    /// Divides each histogram by its sum first, so that the sums need not agree. Otherwise a relative difference of the
    /// sums above 1e-9 is an error.
    #[serde(default)]
    pub normalize: bool,
    /// Whether to minimize the Sinkhorn divergence, without the blur of the entropy. Needs a square and symmetric
    /// `cost`, or `points` without `barycenterPoints`.
    #[serde(default)]
    pub debiased: bool,
    /// The requested marginal error, positive; see the solution's `marginalError`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations, at least 1; each is one pass over the cost for each histogram.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// An initial point, usually the solution of a similar problem: the solver then starts at the given regularization.
    /// Default: a cold start.
    pub initial: Option<InitialBarycenter>,
    /// Whether to return a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

/// An initial barycenter, as returned in a solution.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitialBarycenter {
    /// Its masses, zero or positive, of positive sum.
    pub barycenter: Vector,
    /// The potentials of the barycenter's points, one row per histogram, in units of cost.
    pub barycenter_potentials: Matrix,
}

fn default_tolerance() -> f64 {
    DEFAULT_TOLERANCE
}

fn default_max_iterations() -> u32 {
    DEFAULT_MAX_ITERATIONS
}
