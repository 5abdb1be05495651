//! How programs end, and what is told of one under way.

use super::program::Measures;
use schemars::JsonSchema;
use serde::Serialize;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum QuadraticProgramStatus {
    /// The solution is as exact as was asked for.
    Converged,
    /// No point is between all ends, which the certificate proves.
    Infeasible,
    /// The objective falls forever in the direction of the certificate.
    Unbounded,
    /// The hessian is not positive semidefinite, which the certificate proves.
    NotConvex,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
    /// Nothing is gained any more, since rounding allows no more progress. This is the best point found.
    Stalled,
}

/// Why there is no solution, in the solver's units.
#[derive(Clone, Debug)]
pub(super) enum Certificate {
    /// Multipliers with A'λ + v = 0 whose sum with the activities is negative between all bounds.
    Infeasible(Vec<f64>),
    /// A direction d with Pd = 0 and q'd < 0 that leads to no bound.
    Unbounded(Vec<f64>),
    /// A direction d with d'Pd < 0.
    NotConvex(Vec<f64>),
}

/// What there is to tell of an iteration.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramRecord {
    /// The number of iterations so far.
    pub iteration: u32,
    /// How far a row is beyond its ends at most.
    pub primal_residual: f64,
    /// The largest absolute entry of the gradient of the Lagrangian.
    pub dual_residual: f64,
    /// The objective less its lower bound by the multipliers, where the residuals are zero.
    pub duality_gap: f64,
}

impl QuadraticProgramRecord {
    pub(super) fn of(iteration: u32, measures: &Measures) -> Self {
        let Measures { primal_residual, dual_residual, duality_gap, .. } = *measures;
        Self { iteration, primal_residual, dual_residual, duality_gap }
    }
}
