//! Termination status, certificates and progress records.

use super::program::Measures;
use schemars::JsonSchema;
use serde::Serialize;

/// The termination status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum QuadraticProgramStatus {
    /// The solution meets the tolerance.
    Converged,
    /// No point satisfies all bounds; the certificate proves it.
    Infeasible,
    /// The objective is unbounded below along the certificate's direction.
    Unbounded,
    /// `hessian` is not positive semidefinite; the certificate proves it.
    NotConvex,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// Rounding errors prevent further progress. The point is the best one found.
    Stalled,
}

/// A proof that there is no solution, in the solver's units.
#[derive(Clone, Debug)]
pub(super) enum Certificate {
    /// Multipliers with A'λ + v = 0 for which the maximum of λ'Ax + v'x over all bounds is negative.
    Infeasible(Vec<f64>),
    /// A direction d with Pd = 0 and q'd < 0 that approaches no bound.
    Unbounded(Vec<f64>),
    /// A direction d with d'Pd < 0.
    NotConvex(Vec<f64>),
}

/// One iteration, as passed to `onProgress`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramRecord {
    /// The number of iterations so far.
    pub iteration: u32,
    /// The largest violation of a row's bounds.
    pub primal_residual: f64,
    /// The largest absolute entry of the gradient of the Lagrangian.
    pub dual_residual: f64,
    /// The objective minus its dual lower bound, if the residuals are zero.
    pub duality_gap: f64,
}

impl QuadraticProgramRecord {
    pub(super) fn of(iteration: u32, measures: &Measures) -> Self {
        let Measures { primal_residual, dual_residual, duality_gap, .. } = *measures;
        Self { iteration, primal_residual, dual_residual, duality_gap }
    }
}
