//! What the caller of `transport.barycenter` gets. Every number in it is finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Matrix, Vector};

/// An entropic barycentre. All errors and costs are measured on the returned barycentre and potentials.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BarycenterSolution {
    /// Why the solver stopped. `converged`: `marginalError` is at most `tolerance`; nothing else promises that. `stalled`: the
    /// marginal error stopped falling before, mostly because double precision allows no smaller one: see `precisionFloor`.
    /// It is never `converged` where that is 1 or more.
    pub status: Ending,
    /// Iterations done, each one pass over the cost for each histogram, and one more where `debiased`.
    pub iterations: u32,
    /// The barycentre's masses, which sum to what each histogram sums to.
    pub barycenter: Vector,
    /// The weighted sum over the histograms of the absolute differences between their plan's row sums and the histogram
    /// and between its column sums and the barycentre, divided by the total mass. Where `debiased`, also those between
    /// the barycentre and both marginals of its plan onto itself.
    pub marginal_error: f64,
    /// The weighted sum of the transport costs `<P_k, C>` between the histograms and the barycentre.
    pub transport_cost: f64,
    /// What is minimised. Plain: the weighted sum of `<P_k, C> + regularization * sum(P_k ln P_k)`. Debiased: the weighted
    /// sum of the regularized costs `<P_k, C> + regularization * KL(P_k | h_k p')` minus half of the regularized cost
    /// between the barycentre p and itself; the histograms' own such terms do not depend on p and are left out.
    pub objective: f64,
    /// The dual potentials f of the histograms' points, a row for each histogram, in units of cost: the plan of histogram
    /// h is `P_ij = h_i p_j exp((f_i + g_j - C_ij) / regularization)`. Points without mass have the values that they
    /// would have with a very small one. The free constant is chosen so that f and g have the same sum, weighted by the
    /// masses. A histogram of weight 0 has zeros.
    pub histogram_potentials: Matrix,
    /// The dual potentials g of the barycentre's points, a row for each histogram; see `histogramPotentials`.
    pub barycenter_potentials: Matrix,
    /// An estimate of the smallest marginal error that double precision allows at this regularization, from the rounding
    /// of the plans' exponents. With the status `stalled`, a `marginalError` near it is as good as any.
    pub precision_floor: f64,
    /// One record for each iteration, where `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<BarycenterRecord>>,
}

/// What one iteration came to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BarycenterRecord {
    /// The regularization that this iteration worked with, in units of cost.
    pub level: f64,
    /// The marginal error before the iteration, divided by the total mass, at this level.
    pub marginal_error: f64,
    /// How many earlier iterations the extrapolation to the next point used; 0 for a plain iteration.
    pub extrapolated_from: u32,
}

/// How far the solver has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BarycenterProgress {
    /// The regularization that is being worked with, in units of cost.
    pub level: f64,
    /// Iterations done so far.
    pub iterations: u32,
    /// The marginal error at this level, divided by the total mass.
    pub marginal_error: f64,
}
