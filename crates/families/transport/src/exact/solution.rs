//! The caller's solution: the plan, its cost, and the potentials that prove its optimality.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, SparseMatrix, Vector};

/// The solution of a transport problem without regularization.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExactSolution {
    /// The reason for termination. `converged`: the plan is optimal; no other status guarantees it. It is never
    /// `stalled`.
    pub status: Ending,
    /// The work done.
    pub iterations: ExactIterations,
    /// `<P, C>`, the cost of the plan.
    pub transport_cost: f64,
    /// The sum of the masses times the potentials, plus `transportedMass` times `massPotential` for partial transport:
    /// a lower bound on the cost of any plan.
    pub dual_value: f64,
    /// `transportCost - dualValue`, a bound on the excess over the minimum cost. Zero up to rounding if the status is
    /// `converged`.
    pub duality_gap: f64,
    /// The dual potential f of the sources, in units of cost: `f_i + g_j <= C_ij` for all pairs, with equality if the
    /// plan moves mass between them. The free constant makes the mass-weighted sums of f and g equal. Points without
    /// mass have the largest feasible value, or a smaller one after a `timeLimit`. For partial transport
    /// `f_i + g_j + massPotential <= C_ij`, and f and g are at most 0, with 0 at points with mass that stays.
    pub source_potential: Vector,
    /// The dual potential g of the targets, in units of cost; see `sourcePotential`.
    pub target_potential: Vector,
    /// The dual potential of `transportedMass`, if given, in units of cost: the derivative of the cost with respect to
    /// the mass. It is a step function of the mass; at a step it is one of the values in between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mass_potential: Option<f64>,
    /// The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total
    /// mass: rounding error. For partial transport, the excess of the sums over the masses plus the difference between
    /// the plan's mass and `transportedMass`, divided by the latter.
    pub marginal_error: f64,
    /// The plan, a sparse matrix in compressed rows with fewer entries than there are sources and targets: entry (i, j)
    /// is the mass moved from source i to target j.
    pub plan: SparseMatrix,
    /// The target of each source, if there are as many sources as targets, all with the same mass: the plan is then a
    /// permutation. For partial transport the numbers may differ if `transportedMass` is an integer multiple of this
    /// mass; -1 for a source that stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Vector<i32>>,
}

/// The work done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExactIterations {
    /// Simplex pivots, including those on samples of the points.
    pub pivots: u32,
    /// Passes over all costs in search of arcs with negative reduced cost, excluding those on samples.
    pub rounds: u32,
}

/// Progress of the solver.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExactProgress {
    /// The number of sources of the current sample, finally all with mass; 0 before the first. For partial transport it
    /// may include a dummy for the mass missing at the targets.
    pub sources: usize,
    /// The number of targets of the sample; it may include a dummy for the mass that stays.
    pub targets: usize,
    /// The work done so far.
    pub iterations: ExactIterations,
}
