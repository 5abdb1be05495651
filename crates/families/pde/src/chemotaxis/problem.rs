//! The problem of `chemotaxis`.

use crate::fields::Field;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::Vector;

/// Cells with density `n` that move towards a signal `c`, produced by an intermediate `w` that the cells produce:
/// `∂n/∂t = Δn - χ ∇·(n ∇c)`, `ε ∂c/∂t = Δc - c + w`, `ε ∂w/∂t = τ Δw - w + n`, without flux through the boundary.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChemotaxisProblem {
    /// The number of cells of the grid along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.
    pub points: Vector<i32>,
    /// The lengths of the box along the axes, in the order of `points`. Default: ones.
    pub lengths: Option<Vector>,
    /// The density at the start: a number, a number for each cell, or a function of `x` and `y`; not negative, and not
    /// zero everywhere.
    pub density: Field,
    /// The signal `c` at the start, only for `indirect`. Default: `(1 - Δ)⁻¹ w`.
    pub signal: Option<Field>,
    /// The intermediate `w` at the start, only for `indirect`. Default: `(1 - τ Δ)⁻¹ n`.
    pub intermediate: Option<Field>,
    /// The model.
    #[serde(default)]
    pub model: ChemotaxisModel,
    /// The time scale ε of signal and intermediate, above 0; required for `indirect`, otherwise absent.
    pub epsilon: Option<f64>,
    /// The diffusion τ of the intermediate, at least 0. Default: 1. Absent for `direct`.
    pub tau: Option<f64>,
    /// The sensitivity χ, above 0.
    #[serde(default = "one")]
    pub sensitivity: f64,
    /// The final time, above 0.
    pub final_time: f64,
    /// The largest time step, above 0: equal steps lead from one snapshot to the next. Default: steps chosen by
    /// `tolerance`.
    pub time_step: Option<f64>,
    /// The tolerance on the relative error of the density in each step, if `timeStep` is absent; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The discretization of the flux.
    #[serde(default)]
    pub flux: ChemotaxisFlux,
    /// The times of snapshots, ascending, above 0 and at most `finalTime`. Default: the final time.
    pub snapshots: Option<Vector>,
    /// Limit models to solve beside `indirect`, from the same density and with the same time steps.
    #[serde(default)]
    pub compare: Vec<LimitModel>,
    /// Whether to return the free energy after each step.
    #[serde(default)]
    pub history: bool,
}

fn one() -> f64 {
    1.0
}

fn default_tolerance() -> f64 {
    1e-3
}

/// The model of the signal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChemotaxisModel {
    /// All three equations.
    #[default]
    Indirect,
    /// The limit of ε to 0: signal and intermediate are in equilibrium with the density.
    ParabolicElliptic,
    /// The limit of ε and τ to 0: the cells produce the signal, which is in equilibrium.
    Direct,
}

/// A limit of the model `indirect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LimitModel {
    /// The limit of ε to 0.
    ParabolicElliptic,
    /// The limit of ε and τ to 0.
    Direct,
}

/// The discretization of the flux between cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChemotaxisFlux {
    /// Exponential fitting (Scharfetter, Gummel 1969): second order, exact in equilibrium.
    #[default]
    Exponential,
    /// Upwind differences: first order.
    Upwind,
}
