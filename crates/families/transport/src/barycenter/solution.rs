//! The caller's solution of `transport.barycenter`. All its numbers are finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Matrix, Vector};

/// An entropic barycenter. All errors and costs are measured at the returned barycenter and potentials.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BarycenterSolution {
    /// The reason for termination. `converged`: `marginalError` is at most `tolerance`; no other status guarantees it.
    /// `stalled`: the marginal error stopped decreasing earlier, mostly because double precision allows no smaller one;
    /// see `precisionFloor`. The status is never `converged` if `precisionFloor` is 1 or more.
    pub status: Ending,
    /// Iterations, each one pass over the cost for each histogram, and one more if `debiased`.
    pub iterations: u32,
    /// The barycenter's masses, with the same sum as each histogram.
    pub barycenter: Vector,
    /// The weighted sum over the histograms of the absolute differences between their plan's row sums and the histogram
    /// and between its column sums and the barycenter, divided by the total mass. If `debiased`, also those between the
    /// barycenter and both marginals of its plan onto itself.
    pub marginal_error: f64,
    /// The weighted sum of the transport costs `<P_k, C>` between the histograms and the barycenter.
    pub transport_cost: f64,
    /// The minimized objective. Plain: the weighted sum of `<P_k, C> + regularization * sum(P_k ln P_k)`. Debiased: the
    /// weighted sum of the regularized costs `<P_k, C> + regularization * KL(P_k | h_k p')` minus half of the
    /// regularized cost between the barycenter p and itself; the corresponding terms of the histograms do not depend on
    /// p and are omitted.
    pub objective: f64,
    /// The dual potentials f of the histograms' points, one row per histogram, in units of cost: the plan of histogram
    /// h is `P_ij = h_i p_j exp((f_i + g_j - C_ij) / regularization)`. Points without mass have the limit for a
    /// vanishing mass. The free constant makes the mass-weighted sums of f and g equal. A histogram of weight 0 has
    /// zeros.
    pub histogram_potentials: Matrix,
    /// The dual potentials g of the barycenter's points, one row per histogram; see `histogramPotentials`.
    pub barycenter_potentials: Matrix,
    /// An estimate of the smallest marginal error that double precision allows at this regularization, from the
    /// rounding of the plans' exponents. With the status `stalled`, a `marginalError` near it is the best attainable.
    pub precision_floor: f64,
    /// One record per iteration, if `history` is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<BarycenterRecord>>,
}

/// A record of one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BarycenterRecord {
    /// The regularization of this iteration, in units of cost.
    pub level: f64,
    /// The marginal error before the iteration, divided by the total mass, at this level.
    pub marginal_error: f64,
    /// The number of earlier iterations used to extrapolate the next point; 0 for a plain iteration.
    pub extrapolated_from: u32,
}

/// Progress of the solver.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BarycenterProgress {
    /// The current regularization, in units of cost.
    pub level: f64,
    /// Iterations so far.
    pub iterations: u32,
    /// The marginal error at this level, divided by the total mass.
    pub marginal_error: f64,
}
