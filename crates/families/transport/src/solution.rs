//! The caller's solution: costs, potentials, the plan, and their accuracy. All its numbers are finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Matrix, SparseMatrix, Vector};

/// The solution of an entropic transport problem. All errors and costs are measured at the returned potentials.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SinkhornNewtonSolution {
    /// The reason for termination. `converged`: `marginalError` is at most `tolerance`, and the error of each row and
    /// column sum, relative to its own mass, is at most 1000 times `tolerance`; no other status guarantees either.
    /// `stalled`: the errors stopped decreasing earlier, mostly because double precision allows no smaller ones; see
    /// `precisionFloor`. The status is never `converged` if `precisionFloor` is 1 or more.
    pub status: Ending,
    /// The work done.
    pub iterations: Iterations,
    /// The regularization in units of cost, whatever its unit in the problem.
    pub regularization: f64,
    /// `<P, C>`, the cost of the plan without the entropy.
    pub transport_cost: f64,
    /// The objective at the plan: `<P, C> + regularization * KL(P | source target')`, plus the penalties, if any.
    pub regularized_cost: f64,
    /// The dual objective at the potentials, a lower bound on the optimal `regularizedCost`.
    pub dual_value: f64,
    /// The dual potential f of the sources, in units of cost: the plan is
    /// `P_ij = source_i target_j exp((f_i + g_j - C_ij) / regularization)`. A source without mass has the limit of its
    /// value for a vanishing mass. The free constant makes the mass-weighted sums of f and g equal; with a penalty, no
    /// constant is free. With a penalty, the mass of a source without an allowed pair stays in place: its potential is
    /// 750 penalties, at which exp(-f / penalty) is 0.
    pub source_potential: Vector,
    /// The dual potential g of the targets, in units of cost; see `sourcePotential`.
    pub target_potential: Vector,
    /// The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total
    /// mass. For a marginal with a penalty the sums are compared with the masses times exp(-potential / penalty), their
    /// values at the optimum for these potentials. The divisor is then a mean of both total masses if these differ, or
    /// the plan's mass if that is larger.
    pub marginal_error: f64,
    /// The sum of the plan's entries.
    pub transported_mass: f64,
    /// An estimate of the smallest marginal error that double precision allows at this regularization, from the
    /// rounding of the plan's exponents. With the status `stalled`, a `marginalError` near it is the best attainable.
    pub precision_floor: f64,
    /// Bounds on the cost of unregularized transport between the same masses, penalties included. (With forbidden
    /// pairs, the upper bound assumes that mass within the marginal error can be moved at the largest finite cost.)
    pub exact_cost_bounds: Bounds,
    /// The plan, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// The sum of the entries omitted from a sparse `plan`; 0 for a dense one. The sparse plan's row and column sums
    /// equal the masses up to the sum of this and `marginalError`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped_mass: Option<f64>,
    /// The gradients of `regularizedCost`, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradients: Option<Gradients>,
    /// One record per iteration, if `history` is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<HistoryRecord>>,
}

/// Gradients of the optimal `regularizedCost`, by the envelope theorem. (Its gradient with respect to a matrix of costs
/// is the plan itself.)
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Gradients {
    /// With respect to the source masses. If all mass has to be moved, masses can change only by amounts that keep both
    /// sums equal, so any constant may be added to this gradient and subtracted from the other.
    pub source: Vector,
    /// With respect to the target masses; see `source`.
    pub target: Vector,
    /// With respect to the source points, one per row, if there are points. The gradient of a point without mass is
    /// zero. In the Euclidean and Manhattan metrics the cost is not differentiable at two equal points, and their pair
    /// contributes zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_points: Option<Matrix>,
    /// With respect to the target points; see `sourcePoints`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_points: Option<Matrix>,
}

/// The work done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Iterations {
    /// Sinkhorn sweeps, each one pass over the cost.
    pub sinkhorn: u32,
    /// Newton steps.
    pub newton: u32,
    /// Conjugate gradient iterations on the sparse linear systems of the Newton steps and of the path predictor.
    pub linear: u32,
}

/// A lower and an upper bound on a number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Bounds {
    /// The lower bound: the unregularized dual objective at the potentials made feasible.
    pub lower: f64,
    /// The upper bound: the cost of the plan made exactly feasible, or a bound on it.
    pub upper: f64,
}

/// A transport plan: entry (i, j) is the mass moved from source i to target j.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Plan {
    /// The entries above the threshold.
    Sparse(SparseMatrix),
    /// All entries.
    Dense(Matrix),
}

/// A record of one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryRecord {
    /// The regularization of this iteration, in units of cost.
    pub level: f64,
    /// The kind of iteration.
    pub phase: Phase,
    /// The marginal error before the iteration, divided by the total mass, at this level.
    pub marginal_error: f64,
    /// The dual objective before the iteration, at this level.
    pub dual_value: f64,
    /// The number of plan entries in the Newton step's sparse matrix; 0 for sweeps.
    pub entries: usize,
}

/// The kind of iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// A Sinkhorn sweep: all source potentials, then all target potentials.
    Sweep,
    /// A Newton step on the dual with a sparse Hessian.
    Newton,
}

/// Progress of the solver.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SinkhornNewtonProgress {
    /// The kind of the current iteration.
    pub phase: Phase,
    /// The current regularization, in units of cost.
    pub level: f64,
    /// The work done so far.
    pub iterations: Iterations,
    /// The marginal error at this level, divided by the total mass.
    pub marginal_error: f64,
}
