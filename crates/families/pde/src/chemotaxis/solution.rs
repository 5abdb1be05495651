//! The solution of `chemotaxis`.

use super::problem::LimitModel;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, Vector};

/// The evolution of cells and their signal.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChemotaxisSolution {
    /// The reason for termination.
    pub status: ChemotaxisStatus,
    /// The times of the snapshots reached, and the time of termination if it is another one.
    pub times: Vector,
    /// The density, a row for each time.
    pub density: Matrix,
    /// The signal, a row for each time.
    pub signal: Matrix,
    /// The intermediate, a row for each time; equal to the density for `direct`.
    pub intermediate: Matrix,
    /// The mass of the density at each time.
    pub mass: Vector,
    /// The smallest density at each time.
    pub minimum: Vector,
    /// The largest density at each time.
    pub maximum: Vector,
    /// The largest share of the mass in one cell of the grid, at each time.
    pub concentration: Vector,
    /// The free energy at each time.
    pub free_energy: Vector,
    /// The number of steps after which the free energy was larger than before, beyond rounding.
    pub energy_increases: u32,
    /// The sum of the error estimates of all steps, relative; absent for a fixed `timeStep`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_estimate: Option<f64>,
    /// The number of steps.
    pub steps: u32,
    /// The number of rejected steps.
    pub rejected: u32,
    /// The differences from the limit models, in the order of `compare`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Vec<LimitComparison>>,
    /// The free energy after each step; absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<ChemotaxisProgress>>,
}

impl ChemotaxisSolution {
    /// Whether all free energies are finite.
    pub(super) fn has_finite_energies(&self) -> bool {
        let history = self.history.iter().flatten().map(|record| record.free_energy);
        self.free_energy.iter().copied().chain(history).all(f64::is_finite)
    }
}

/// The difference of a solution from that of a limit model. Norms are those of L².
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LimitComparison {
    /// The limit model.
    pub model: LimitModel,
    /// The largest norm of the difference of the densities over all steps.
    pub density_error: f64,
    /// The norm of the difference of the signals in space and time.
    pub signal_error: f64,
    /// The largest norm of the difference of the signals over all steps, the start included.
    pub initial_layer: f64,
    /// The same for times from 10 ε; absent if the evolution ends before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_layer: Option<f64>,
}

/// Reasons for termination of `chemotaxis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChemotaxisStatus {
    /// The final time was reached.
    Finished,
    /// The final time was reached, but on more than 1000 cells of the grid one of them holds more than a tenth of the
    /// mass, or the signal is too large for floating-point numbers: the numbers do not describe a solution of the
    /// equations.
    Concentrated,
    /// The tolerance needs time steps below the resolution of time.
    StepLimit,
    /// The time limit was reached.
    TimeLimit,
}

/// The state of an evolution after a step.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChemotaxisProgress {
    /// The number of steps.
    pub step: u32,
    /// The time.
    pub time: f64,
    /// The free energy.
    pub free_energy: f64,
}
