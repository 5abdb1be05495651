//! The solution of `minimizeEnergy`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// A minimizer of an energy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimizeEnergySolution {
    /// The reason for termination.
    pub status: EnergyStatus,
    /// The values at the interior points, in row-major order.
    pub solution: Vector,
    /// The energy of the discrete function.
    pub energy: f64,
    /// The dual norm of the derivative, `sqrt(g' (-Δ)⁻¹ g)`, computed from the returned function.
    pub dual_norm: f64,
    /// The dual norm divided by the norm of the flux, the derivative of the density by the gradient. At most `tolerance`
    /// if `status` is `converged`.
    pub relative_dual_norm: f64,
    /// A bound on the difference from the least energy of the grid, `dualNorm² / (2 λ)`. Absent unless the energy is known
    /// to be strongly convex with a modulus λ: the ridge plus the modulus of the density.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy_error_bound: Option<f64>,
    /// A bound on the norm of the gradient of the difference from the minimizer on the grid, `dualNorm / λ`. Absent like
    /// `energyErrorBound`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient_error_bound: Option<f64>,
    /// An estimate of the energy's discretization error, from the grid of every second point. Absent if that grid was not
    /// used for the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretization_energy_error: Option<f64>,
    /// The number of iterations on the grid; those on coarser grids are not counted.
    pub iterations: u32,
    /// The number of evaluations of the energy on the grid.
    pub evaluations: u32,
    /// The number of iterations of conjugate gradients on the grid; 0 for `sobolev`.
    pub inner_iterations: u32,
    /// A record of each iteration; absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<EnergyProgress>>,
}

/// Reasons for termination of `minimizeEnergy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EnergyStatus {
    /// The relative dual norm is at most `tolerance`.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// No step decreases the energy, usually because of rounding errors.
    LineSearchFailed,
    /// The energy seems to have no lower bound: it is negative and still decreases at 2¹⁰, 2²⁰, 2³⁰ and 2⁴⁰ times the
    /// values of the solution.
    Unbounded,
    /// The relative dual norm is at most `tolerance`, but the energy has a direction of negative curvature, so that the
    /// point is not a minimizer, or its second derivatives are not finite numbers. Only for potentials that are not convex
    /// and densities of your own.
    Indefinite,
}

/// The state of `minimizeEnergy` after an iteration.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnergyProgress {
    /// The number of iterations.
    pub iteration: u32,
    /// The energy.
    pub energy: f64,
    /// The dual norm of the derivative relative to the norm of the flux.
    pub relative_dual_norm: f64,
}
