//! The solution. All its numbers are finite.

use super::program::{Measures, Shared};
use super::solver::Ended;
use super::status::{Certificate, QuadraticProgramStatus};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Code, Error, Vector};
use superlinear_numerics::vectors::largest;

/// A proof that a program has no solution, scaled to a largest entry of 1. The status determines its fields.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramCertificate {
    /// For `infeasible`: multipliers λ of the rows. With the multipliers v of the bounds, `A'λ + v = 0`, while the
    /// maximum of `λ'Ax + v'x` over all bounds is negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multipliers: Option<Vector>,
    /// For `infeasible`: v.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound_multipliers: Option<Vector>,
    /// For `unbounded`: a direction d with `Pd = 0` and `q'd < 0` that approaches no bound. For `notConvex`: a
    /// direction with `d'Pd < 0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Vector>,
}

/// The solution of a quadratic program. At a solution `Px + q + A'λ + v = 0`. A multiplier is positive if the upper
/// bound is active and negative if the lower one is; it is minus the derivative of the minimum with respect to the
/// active bound.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramSolution {
    /// The termination status. Only `converged` guarantees residuals and duality gap within the tolerance.
    pub status: QuadraticProgramStatus,
    /// x, exactly within the bounds.
    pub solution: Vector,
    /// `x'Px / 2 + q'x`.
    pub objective: f64,
    /// λ, the multipliers of the rows.
    pub multipliers: Vector,
    /// v, the multipliers of the bounds.
    pub bound_multipliers: Vector,
    /// The largest violation of a row's bounds.
    pub primal_residual: f64,
    /// The largest absolute entry of `Px + q + A'λ + v`.
    pub dual_residual: f64,
    /// `x'Px + q'x` plus the maximum of `λ'Ax + v'x` over all bounds: if the residuals are zero, the objective minus
    /// its dual lower bound.
    pub duality_gap: f64,
    /// The proof that there is no solution, if the status says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<QuadraticProgramCertificate>,
    /// The number of iterations: interior point steps and active-set steps. All simplex pivots together count as one.
    pub iterations: u32,
    /// Counts of the linear algebra.
    pub statistics: QuadraticProgramStatistics,
    /// The starting values for a later run: keys of a problem.
    pub warm_start: QuadraticProgramWarmStart,
}

/// Counts of the linear algebra.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramStatistics {
    /// Factorizations of a linear system, which take most of the time.
    pub factorizations: u32,
    /// Pivots of the simplex method, used for linear programs with dense matrices.
    pub pivots: u32,
}

/// The starting values for a later run, named as in a problem.
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
    /// The solution in the caller's units. Fails if numbers overflow.
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

/// The error for numbers too far apart to represent.
pub(super) fn beyond_doubles() -> Error {
    Error::new(Code::NumericalBreakdown, "numbers beyond the range of doubles came up: scale the problem")
}

/// Divides a vector by its largest absolute entry.
fn normalized(vector: Vec<f64>) -> Vec<f64> {
    let size = largest(&vector);
    vector.iter().map(|entry| entry / size).collect()
}
