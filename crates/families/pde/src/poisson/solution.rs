//! The solution of `poisson`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// The solution of the Poisson equation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoissonSolution {
    /// The reason for termination.
    pub status: PoissonStatus,
    /// The solution at the points, with x fastest.
    pub solution: Vector,
    /// The backward error of the difference equations `A u = b`, computed from the returned solution: the largest entry of
    /// `b - A u` divided by that of `b` plus the norm of `A` times the largest entry of `u`, in which boundary values
    /// count. A few times 1e-16.
    pub residual: f64,
    /// An estimate of the largest discretization error, from the difference to the solution on half the points divided
    /// by 3 (order 2) or 15 (order 4). Absent unless the points of all `dirichlet` axes are odd, at least 3, and of the
    /// others even; and if time was up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretization_error: Option<f64>,
    /// Only if the equation has a solution for some right sides alone: without `dirichlet` axes and without reaction. The
    /// mean of `f` plus the flux through the boundary over the volume. The solution is that of `f` minus this number, and
    /// has mean 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compatibility: Option<f64>,
    /// The order of the difference equations.
    pub order: u32,
}

/// Reasons for termination of `poisson`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PoissonStatus {
    /// The difference equations are solved to rounding.
    Converged,
    /// The time limit was reached before the solution; zeros are returned.
    TimeLimit,
}
