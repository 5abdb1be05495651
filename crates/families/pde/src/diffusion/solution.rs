//! The solution of `diffusion`.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Vector};

/// The solution of a diffusion equation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiffusionSolution {
    /// The reason for termination. `converged`: the relative residual is at most `tolerance`, or the backward error at
    /// most 4 times the rounding unit times the square root of the number of cells, because rounding then prevents a
    /// smaller residual. `stalled`: rounding prevents further progress before that.
    pub status: Ending,
    /// The mean of the solution over each cell, with x fastest.
    pub solution: Vector,
    /// The fluxes `-a ∇u`; absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fluxes: Option<Fluxes>,
    /// Inflow through the boundary plus sources minus reaction, over the sum of their absolute values. A converged
    /// solution is moved by the constant that balances them, unless the residual then exceeds the tolerance or
    /// constants are free: at most ten times `tolerance`.
    pub flux_balance: f64,
    /// Half the integral of `u` times the left side of the equations minus the integral of `u` times their right side,
    /// with boundary terms in both; the solution minimizes it.
    pub energy: f64,
    /// The number of iterations.
    pub iterations: u32,
    /// The norm of the residual of the equations over that of their right side, computed from the returned solution.
    pub relative_residual: f64,
    /// The largest entry of the residual over the norm of the matrix times the largest entry of the solution plus the
    /// largest entry of the right side.
    pub backward_error: f64,
    /// Only if the equation has a solution for some right sides alone: without reaction, and with given fluxes at all
    /// sides. The mean of `f` plus the inflow over the volume. The solution is that of `f` minus this number, and has
    /// mean 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compatibility: Option<f64>,
}

/// Fluxes `-a ∇u` through faces, in the direction of the axes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Fluxes {
    /// Through the faces across x: a row of one more than the number of cells for each row of cells.
    pub x: Vector,
    /// Through the faces across y: one row more than the rows of cells; of an interval empty.
    pub y: Vector,
}

/// The progress of a solve.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiffusionProgress {
    /// The number of iterations.
    pub iterations: u32,
    /// The relative residual, as updated by recurrence.
    pub relative_residual: f64,
}
