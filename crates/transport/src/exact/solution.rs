//! What the caller gets: the plan, its cost, and the potentials that prove that no other plan costs less.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, SparseMatrix, Vector};

/// The solution of a transport problem without regularization.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExactSolution {
    /// Why the solver stopped. `converged`: the plan is optimal; nothing else promises that. It is never `stalled`.
    pub status: Ending,
    /// The work done.
    pub iterations: ExactIterations,
    /// `<P, C>`, the cost of the plan.
    pub transport_cost: f64,
    /// The sum of the masses times the potentials, and of `transportedMass` times `massPotential` where there is one: no plan
    /// costs less.
    pub dual_value: f64,
    /// `transportCost - dualValue`: the plan costs at most this more than the cheapest one. Zero to rounding where the status
    /// is `converged`.
    pub duality_gap: f64,
    /// The dual potential f of the sources, in units of cost: `f_i + g_j <= C_ij` for all pairs, with equality where the plan moves
    /// mass. The free constant is chosen so that f and g have the same sum, weighted by the masses. Where no mass is, the
    /// largest value that the other potentials allow, or less after a `timeLimit`. For partial transport
    /// `f_i + g_j + massPotential <= C_ij`, and f and g are at most 0, with 0 where mass stays.
    pub source_potential: Vector,
    /// The dual potential g of the targets, in units of cost; see `sourcePotential`.
    pub target_potential: Vector,
    /// The dual potential of `transportedMass`, where that was given, in units of cost: the rate at which the cost grows with
    /// the mass. It grows with the mass by steps; at a step it is one of the values between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mass_potential: Option<f64>,
    /// The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total mass:
    /// rounding. For partial transport, what the sums are above the masses, and how far the plan's mass is from `transportedMass`,
    /// divided by that.
    pub marginal_error: f64,
    /// The plan, a sparse matrix by compressed rows with fewer entries than there are sources and targets: entry (i, j) is the
    /// mass moved from source i to target j.
    pub plan: SparseMatrix,
    /// The target of each source, where there are as many of the ones as of the others and all have the same mass: the plan is
    /// a permutation then. For partial transport also where there are not as many, if `transportedMass` is a whole number of these
    /// masses; -1 for a source that stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Vector<i32>>,
}

/// The work done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExactIterations {
    /// Exchanges of one arc of the plan for another, the ones on samples of the points included.
    pub pivots: u32,
    /// How often all costs were looked through for arcs that may lower the cost, the ones of samples not counted.
    pub rounds: u32,
}

/// How far the solver has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExactProgress {
    /// The sources of the sample that is being worked on, in the end all that hold mass; 0 before the first. For partial
    /// transport there may be one more, which stands for the mass that the targets lack.
    pub sources: usize,
    /// The targets of the sample; one more may stand for the mass that stays.
    pub targets: usize,
    /// The work done so far.
    pub iterations: ExactIterations,
}
