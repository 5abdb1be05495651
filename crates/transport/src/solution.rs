//! What the caller gets: costs, potentials, the plan, and how good they are. Every number in it is finite.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Matrix, SparseMatrix, Vector};

/// The solution of an entropic transport problem. All errors and costs are measured on the returned potentials.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SinkhornNewtonSolution {
    /// Why the solver stopped. `converged`: `marginalError` is at most `tolerance`, and no row or column sum of the plan is
    /// wrong by more than 1000 times `tolerance` of that point's own mass; nothing else promises that. `stalled`: the
    /// errors stopped falling before, mostly because double precision allows no smaller ones: see `precisionFloor`. It is never
    /// `converged` where that is 1 or more.
    pub status: Ending,
    /// The work done.
    pub iterations: Iterations,
    /// The regularization in units of cost, whatever unit it was given in.
    pub regularization: f64,
    /// `<P, C>`, the cost of the plan without its entropy.
    pub transport_cost: f64,
    /// The objective at the plan: `<P, C> + regularization * KL(P | source target')`, and the penalties where there are any.
    pub regularized_cost: f64,
    /// The dual objective at the potentials: the optimal `regularizedCost` is not below it.
    pub dual_value: f64,
    /// The dual potential f of the sources, in units of cost: the plan is `P_ij = source_i target_j exp((f_i + g_j - C_ij) /
    /// regularization)`. A source without mass has the value that it would have with a very small mass. The free constant is
    /// chosen so that f and g have the same sum, weighted by the masses; with a penalty, no constant is free. A source whose pairs
    /// are all forbidden stays where there is a penalty, with a potential of 750 penalties, at which nothing of it is used.
    pub source_potential: Vector,
    /// The dual potential g of the targets, in units of cost; see `sourcePotential`.
    pub target_potential: Vector,
    /// The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total mass.
    /// On a side with a penalty the sums are compared with what the potentials ask for, which are the masses times
    /// exp(-potential / penalty), and divided by a mean of both total masses where these differ, or by the plan's mass where
    /// negative costs make that larger.
    pub marginal_error: f64,
    /// The sum of the plan's entries.
    pub transported_mass: f64,
    /// An estimate of the smallest marginal error that double precision allows at this regularization, from the rounding
    /// of the plan's exponents. With the status `stalled`, a `marginalError` near it is as good as any.
    pub precision_floor: f64,
    /// Bounds of the cost of unregularized transport between the same masses, penalties included. (Where pairs are forbidden,
    /// the upper one takes it that mass within the marginal error can be moved at the largest finite cost.)
    pub exact_cost_bounds: Bounds,
    /// The plan, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// The sum of the entries that a sparse `plan` leaves out; 0 for a dense one. The sparse plan's row and column sums reach
    /// the masses to this and `marginalError` together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped_mass: Option<f64>,
    /// The gradients of `regularizedCost`, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradients: Option<Gradients>,
    /// One record for each iteration, where `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<HistoryRecord>>,
}

/// Gradients of the optimal `regularizedCost`, by the envelope theorem. (That in a matrix of costs is the plan itself.)
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Gradients {
    /// In the source masses. Where all mass has to be moved, masses can change only by amounts that keep both sums equal,
    /// so any constant may be added to this one and subtracted from the other.
    pub source: Vector,
    /// In the target masses; see `source`.
    pub target: Vector,
    /// In the source points, one a row, where there are points. A point without mass has a zero gradient; so has, in
    /// the Euclidean and Manhattan metrics, the pair of two equal points, where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_points: Option<Matrix>,
    /// In the target points; see `sourcePoints`.
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
    /// Steps of the conjugate gradient method on the sparse linear systems of the Newton steps and of the path predictor.
    pub linear: u32,
}

/// A number is between these two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Bounds {
    /// Not above the number: the dual value of the potentials made feasible without regularization.
    pub lower: f64,
    /// Not below the number: the cost of the plan made feasible exactly, an upper bound of it.
    pub upper: f64,
}

/// A transport plan: entry (i, j) is the mass moved from source i to target j.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Plan {
    /// The entries that matter.
    Sparse(SparseMatrix),
    /// All entries.
    Dense(Matrix),
}

/// What one iteration came to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryRecord {
    /// The regularization that this iteration worked with, in units of cost.
    pub level: f64,
    /// What was done.
    pub phase: Phase,
    /// The marginal error before the iteration, divided by the total mass, at this level.
    pub marginal_error: f64,
    /// The dual objective before the iteration, at this level.
    pub dual_value: f64,
    /// The plan entries in the Newton step's sparse matrix; 0 for sweeps.
    pub entries: usize,
}

/// What an iteration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// A Sinkhorn sweep: all source potentials, then all target potentials.
    Sweep,
    /// A Newton step on the dual with a sparse Hessian.
    Newton,
}

/// How far the solver has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SinkhornNewtonProgress {
    /// What is being done.
    pub phase: Phase,
    /// The regularization that is being worked with, in units of cost.
    pub level: f64,
    /// The work done so far.
    pub iterations: Iterations,
    /// The marginal error at this level, divided by the total mass.
    pub marginal_error: f64,
}
