//! What the caller of `transport.barycenter` gives: histograms on a fixed support, and the options.

use crate::problem::{DEFAULT_MAX_ITERATIONS, DEFAULT_TOLERANCE, Metric, RegularizationUnit};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Matrix, Vector};

/// The entropic Wasserstein barycentre of histograms: the masses p on a given support that are nearest to all of them,
/// weighted, by transport cost.
///
/// The plain barycentre minimises the weighted sum over k of `<P_k, C> + regularization * sum(P_k ln P_k)` over plans
/// P_k >= 0 whose rows sum to histogram k and whose columns all sum to the same p. The entropy blurs it. In terms of the
/// other common entropy this is, up to a constant for masses that sum to 1, the weighted sum of `<P_k, C> + regularization *
/// KL(P_k | h_k p')` plus `regularization * sum(p ln p)`.
///
/// The debiased barycentre minimises the weighted sum of the Sinkhorn divergences between the histograms and p, which
/// takes the blur out: the barycentre of equal histograms is that histogram.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BarycenterProblem {
    /// The histograms, one a row: the masses at each of their points, zero or positive, all rows of the same sum.
    pub histograms: Matrix,
    /// The cost of moving one unit of mass from point `i` of the histograms (row) to point `j` of the barycentre (column):
    /// finite numbers, of either sign. Give either this or `points`.
    pub cost: Option<Matrix>,
    /// The points of the histograms, one a row. The cost is then computed from the points wherever it is needed and never
    /// stored.
    pub points: Option<Matrix>,
    /// The points of the barycentre, one a row, of the same dimension as `points`. Default: `points`.
    pub barycenter_points: Option<Matrix>,
    /// How the cost is computed from two points. Only for points.
    #[serde(default)]
    pub metric: Metric,
    /// The weight of each histogram, zero or positive; only their proportions matter. Default: equal weights.
    pub weights: Option<Vector>,
    /// How strongly the plans are smoothed, positive, in units of cost unless `regularizationUnit` says otherwise.
    pub regularization: f64,
    /// The unit of `regularization`.
    #[serde(default)]
    pub regularization_unit: RegularizationUnit,
    /// Divides each histogram by its sum before anything else, so that the sums need not agree. Otherwise sums that differ
    /// by more than 1e-9 of their size are an error.
    #[serde(default)]
    pub normalize: bool,
    /// Whether the barycentre is that of the Sinkhorn divergence, without the blur of the entropy. Needs a square and
    /// symmetric `cost`, or `points` without `barycenterPoints`.
    #[serde(default)]
    pub debiased: bool,
    /// The marginal error that is asked for, positive; see the solution's `marginalError`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations, at least 1; each is one pass over the cost for each histogram.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Where to start from, mostly the solution of a similar problem: then the solver starts at the given regularization.
    /// Default: no previous knowledge.
    pub initial: Option<InitialBarycenter>,
    /// Whether to return a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

/// A barycentre to start from; a solution has it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitialBarycenter {
    /// Its masses, zero or positive, of positive sum.
    pub barycenter: Vector,
    /// The potentials of the barycentre's points, a row for each histogram, in units of cost.
    pub barycenter_potentials: Matrix,
}

fn default_tolerance() -> f64 {
    DEFAULT_TOLERANCE
}

fn default_max_iterations() -> u32 {
    DEFAULT_MAX_ITERATIONS
}
