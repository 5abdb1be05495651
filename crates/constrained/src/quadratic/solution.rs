//! What the caller gets. Every number in it is finite.

use super::program::{Measures, Shared};
use super::solver::Ended;
use super::status::{Certificate, QuadraticProgramStatus};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Code, Error, Vector};
use superlinear_numerics::vectors::largest;

/// A proof that a program has no solution, scaled so that its largest entry is 1. It has the fields that its status says.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramCertificate {
    /// Of `infeasible`: multipliers λ of the rows, such that with those of the bounds, v, `A'λ + v = 0`, while the most that
    /// `λ'Ax + v'x` can be between all ends is negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multipliers: Option<Vector>,
    /// Of `infeasible`: v.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound_multipliers: Option<Vector>,
    /// Of `unbounded`: a direction d with `Pd = 0` and `q'd < 0` that leads to no end. Of `notConvex`: one with `d'Pd < 0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Vector>,
}

/// The solution of a quadratic program. Signs are such that `Px + q + A'λ + v = 0`: a multiplier is positive where the upper
/// end is active, negative where the lower one is, and minus the rate at which the least objective grows with the active end.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramSolution {
    /// How the program ended. Only `converged` promises that the residuals and the gap are within the tolerance.
    pub status: QuadraticProgramStatus,
    /// x, within the bounds to the last bit.
    pub solution: Vector,
    /// `x'Px / 2 + q'x`.
    pub objective: f64,
    /// λ, the multipliers of the rows.
    pub multipliers: Vector,
    /// v, the multipliers of the bounds.
    pub bound_multipliers: Vector,
    /// How far a row is beyond its ends at most.
    pub primal_residual: f64,
    /// The largest absolute entry of `Px + q + A'λ + v`.
    pub dual_residual: f64,
    /// `x'Px + q'x` plus the most that `λ'Ax + v'x` can be between all ends: the objective less its lower bound by the
    /// multipliers, where the residuals are zero.
    pub duality_gap: f64,
    /// Why there is no solution, where the status says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<QuadraticProgramCertificate>,
    /// The number of iterations: steps from within, and steps on active ends; all pivots of the simplex method are one.
    pub iterations: u32,
    /// What the linear algebra took.
    pub statistics: QuadraticProgramStatistics,
    /// What a later run may start from: keys of a problem.
    pub warm_start: QuadraticProgramWarmStart,
}

/// What the linear algebra took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramStatistics {
    /// Decompositions of a linear system, which take most of the time.
    pub factorizations: u32,
    /// Pivots of the simplex method, which solves linear programs whose matrices are dense.
    pub pivots: u32,
}

/// What a later run may start from, under the names that a problem has for it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramWarmStart {
    /// The solution.
    pub initial: Vector,
    /// The multipliers of the rows.
    pub initial_multipliers: Vector,
    /// The multipliers of the bounds.
    pub initial_bound_multipliers: Vector,
}

impl QuadraticProgramSolution {
    /// What a program ended with, in the caller's units. Fails where numbers have overflowed.
    pub(super) fn of(ended: Ended, shared: &Shared) -> Result<Self, Error> {
        let n = shared.variables();
        let point = ended.evaluation.point;
        let solution: Vector = shared.activities_of_caller(&point.x).into();
        let mut bound_multipliers = shared.multipliers_of_caller(&point.multipliers);
        let multipliers: Vector = bound_multipliers.split_off(n).into();
        let bound_multipliers: Vector = bound_multipliers.into();
        let Measures { objective, primal_residual, dual_residual, duality_gap, .. } = ended.evaluation.measures;
        let numbers = [objective, primal_residual, dual_residual, duality_gap];
        if ![&numbers[..], &solution, &multipliers, &bound_multipliers].iter().all(|part| largest(part).is_finite()) {
            return Err(beyond_doubles());
        }
        Ok(Self {
            status: ended.status,
            objective,
            primal_residual,
            dual_residual,
            duality_gap,
            certificate: ended.certificate.map(|certificate| QuadraticProgramCertificate::of(certificate, shared)),
            iterations: ended.iterations,
            statistics: QuadraticProgramStatistics { factorizations: ended.factorizations, pivots: ended.pivots },
            warm_start: QuadraticProgramWarmStart {
                initial: solution.clone(),
                initial_multipliers: multipliers.clone(),
                initial_bound_multipliers: bound_multipliers.clone(),
            },
            solution,
            multipliers,
            bound_multipliers,
        })
    }
}

impl QuadraticProgramCertificate {
    fn of(certificate: Certificate, shared: &Shared) -> Self {
        match certificate {
            Certificate::Infeasible(multipliers) => {
                let mut bounds = normalized(shared.multipliers_of_caller(&multipliers));
                let rows = bounds.split_off(shared.variables());
                Self { multipliers: Some(rows.into()), bound_multipliers: Some(bounds.into()), direction: None }
            }
            Certificate::Unbounded(direction) | Certificate::NotConvex(direction) => {
                let direction = normalized(shared.activities_of_caller(&direction));
                Self { direction: Some(direction.into()), ..Self::default() }
            }
        }
    }
}

/// What a program ends with whose numbers are too far apart.
pub(super) fn beyond_doubles() -> Error {
    Error::new(Code::NumericalBreakdown, "numbers beyond the range of doubles came up: scale the problem")
}

/// A vector over its largest entry.
fn normalized(vector: Vec<f64>) -> Vec<f64> {
    let size = largest(&vector);
    vector.iter().map(|entry| entry / size).collect()
}
