//! Cells that follow a signal, as a task.
//!
//! Source: on the models and their limits, Bui, Huynh, Tang, Tran, arXiv 2508.01436, 2025.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `cells` | the grid |
//! | `transport` | steps of the density |
//! | `model` | the state, its steps, and the free energy |
//! | `evolution` | time steps, and limit models beside them |

mod cells;
mod evolution;
mod model;
pub mod problem;
pub mod solution;
#[cfg(test)]
mod tests;
mod transport;

use crate::fields::{Field, Points, field};
use crate::grid::{checked_box, ensure_memory};
use crate::time_steps::{Limits, StepControl};
use cells::Cells;
use evolution::{Beside, Evolution};
use model::{Model, State};
use problem::{ChemotaxisModel, ChemotaxisProblem};
use schemars::JsonSchema;
use solution::{ChemotaxisProgress, ChemotaxisSolution, ChemotaxisStatus};
use superlinear_interface::{Error, Matrix, Run, Task, check};
use superlinear_numerics::matrix_operator::ready;

/// Computes the evolution of cells that move towards a signal (Keller–Segel models), with the signal produced by the cells
/// or by an intermediate that they produce. Densities stay positive, their mass is conserved to rounding, and the free energy
/// decreases. Limit models can be solved beside the full one, with the differences between them.
///
/// @example
/// ```ts
/// const { density, freeEnergy, comparison } = await chemotaxis({
///   points: [64],
///   density: Array.from({ length: 64 }, (_, i) => 1 + 0.5 * Math.cos((Math.PI * (i + 0.5)) / 64)),
///   epsilon: 0.1,
///   finalTime: 0.5,
///   compare: ['parabolicElliptic'],
/// });
/// ```
#[derive(JsonSchema)]
pub struct Chemotaxis;

/// Magnitudes of fields and parameters. Squares of second differences stay far from overflow; their products with both
/// parameters, in the free energy, may overflow for the shortest lengths.
const LARGEST: f64 = 1e50;

/// Numbers per cell held at a time.
const NUMBERS_PER_CELL: usize = 60;

/// A cell of the grid that holds more of the mass, on a grid of more cells, shows a concentration that the grid cannot
/// resolve.
const CONCENTRATED: f64 = 0.1;
const CELLS_CONCENTRATED: usize = 1000;

impl Task for Chemotaxis {
    const NAME: &'static str = "pde.chemotaxis";
    type Problem = ChemotaxisProblem;
    type Solution = ChemotaxisSolution;
    type Progress = ChemotaxisProgress;

    fn solve(problem: ChemotaxisProblem, run: &Run) -> Result<ChemotaxisSolution, Error> {
        let lengths = checked_box(&problem.points, problem.lengths.as_deref())?;
        check::entries("points", problem.points.len(), 1..=2)?;
        let limits = Limits::new(problem.final_time, problem.snapshots.as_ref())?;
        let mut control = StepControl::new(&limits, problem.time_step, problem.tolerance, 1.0)?;
        let model = model(&problem)?;
        let axes = cells::axes(&problem.points, &lengths);
        let count = axes.iter().map(|axis| axis.points).product();
        ensure_memory([NUMBERS_PER_CELL + 3 * limits.stops.len(), count], &axes, run)?;
        let cells = Cells::new(&axes, run);
        let points = Points::of_cells(axes.iter().map(|axis| (axis.points, axis.spacing)), run);
        let state = start(&problem, model, &cells, &points)?;
        let beside = problem.compare.iter().map(|&kind| Beside::new(&cells, kind, model, &state)).collect();
        let mut evolution = Evolution {
            cells: &cells,
            model,
            free_energy: model.free_energy(&cells, &state).value,
            state,
            time: 0.0,
            steps: 0,
            rejected: 0,
            error_estimate: 0.0,
            energy_increases: 0,
            beside,
            history: problem.history.then(Vec::new),
            run,
        };
        let mut snapshots = Snapshots::default();
        let stopped = ready(limits.visit(
            &mut evolution,
            async |evolution: &mut Evolution, stop| evolution.advance_to(stop, &limits, &mut control),
            |evolution| snapshots.push(evolution),
        ))?;
        run.ensure_wanted()?;
        let mut status = stopped.unwrap_or(ChemotaxisStatus::Finished);
        let concentration = evolution.concentration();
        if status == ChemotaxisStatus::Finished && count > CELLS_CONCENTRATED && concentration > CONCENTRATED {
            status = ChemotaxisStatus::Concentrated;
        }
        let solution = snapshots.solution(status, evolution, &control, !problem.compare.is_empty());
        if !solution.has_finite_energies() {
            let path = if problem.signal.is_some() { "signal" } else { "density" };
            let message = "must not be so large that the free energy exceeds the range of numbers";
            return Err(Error::invalid(path, message));
        }
        Ok(solution)
    }
}

/// Checks the parameters of the equations.
fn model(problem: &ChemotaxisProblem) -> Result<Model, Error> {
    let ChemotaxisProblem { model: kind, sensitivity, flux, .. } = *problem;
    let positive = (std::ops::Bound::Excluded(0.0), std::ops::Bound::Included(LARGEST));
    check::number("sensitivity", sensitivity, positive)?;
    check::optional("epsilon", problem.epsilon, positive)?;
    check::optional("tau", problem.tau, 0.0..=LARGEST)?;
    if kind == ChemotaxisModel::Indirect {
        let epsilon = problem.epsilon.ok_or_else(|| Error::invalid("epsilon", "is missing"))?;
        return Ok(Model { epsilon, tau: problem.tau.unwrap_or(1.0), sensitivity, flux });
    }
    let of_other_models = [
        ("epsilon", problem.epsilon.is_some()),
        ("signal", problem.signal.is_some()),
        ("intermediate", problem.intermediate.is_some()),
        ("compare", !problem.compare.is_empty()),
        ("tau", kind == ChemotaxisModel::Direct && problem.tau.is_some()),
    ];
    check::absent(&of_other_models, "must be absent: the model has no such quantity")?;
    let tau = if kind == ChemotaxisModel::Direct { 0.0 } else { problem.tau.unwrap_or(1.0) };
    Ok(Model { epsilon: 0.0, tau, sensitivity, flux })
}

/// The state at the start.
fn start(problem: &ChemotaxisProblem, model: Model, cells: &Cells, points: &Points) -> Result<State, Error> {
    let density = field("density", &problem.density, points, 0.0..=LARGEST)?;
    if density.iter().all(|&value| value == 0.0) {
        return Err(Error::invalid("density", "must have a positive entry"));
    }
    let given = |path: &str, values: &Option<Field>| {
        values.as_ref().map(|values| field(path, values, points, -LARGEST..=LARGEST)).transpose()
    };
    let (signal, intermediate) = (given("signal", &problem.signal)?, given("intermediate", &problem.intermediate)?);
    let intermediate = intermediate.unwrap_or_else(|| model.equilibrium_intermediate(cells, &density));
    let signal = signal.unwrap_or_else(|| {
        let mut signal = intermediate.clone();
        cells.invert(&mut signal, 1.0, 1.0);
        signal
    });
    Ok(State { density, signal, intermediate })
}

impl Evolution<'_> {
    /// The largest share of the mass in a cell.
    fn concentration(&self) -> f64 {
        let density = &self.state.density;
        density.iter().copied().fold(0.0, f64::max) * self.cells.volume() / self.cells.integral(density)
    }
}

/// States at the times of snapshots, one after another.
#[derive(Default)]
struct Snapshots {
    times: Vec<f64>,
    density: Vec<f64>,
    signal: Vec<f64>,
    intermediate: Vec<f64>,
    mass: Vec<f64>,
    minimum: Vec<f64>,
    maximum: Vec<f64>,
    concentration: Vec<f64>,
    free_energy: Vec<f64>,
}

impl Snapshots {
    fn push(&mut self, evolution: &Evolution) {
        let State { density, signal, intermediate } = &evolution.state;
        self.times.push(evolution.time);
        self.density.extend(density);
        self.signal.extend(signal);
        self.intermediate.extend(intermediate);
        self.mass.push(evolution.cells.integral(density));
        self.minimum.push(density.iter().copied().fold(f64::INFINITY, f64::min));
        self.maximum.push(density.iter().copied().fold(0.0, f64::max));
        self.concentration.push(evolution.concentration());
        self.free_energy.push(evolution.free_energy);
    }

    fn solution(
        self,
        status: ChemotaxisStatus,
        evolution: Evolution,
        control: &StepControl,
        is_compared: bool,
    ) -> ChemotaxisSolution {
        let (rows, columns) = (self.times.len(), evolution.cells.count());
        let matrix = |data: Vec<f64>| Matrix::new(rows, columns, data);
        ChemotaxisSolution {
            status,
            density: matrix(self.density),
            signal: matrix(self.signal),
            intermediate: matrix(self.intermediate),
            times: self.times.into(),
            mass: self.mass.into(),
            minimum: self.minimum.into(),
            maximum: self.maximum.into(),
            concentration: self.concentration.into(),
            free_energy: self.free_energy.into(),
            energy_increases: evolution.energy_increases,
            error_estimate: (!control.is_fixed()).then_some(evolution.error_estimate),
            steps: evolution.steps,
            rejected: evolution.rejected,
            comparison: is_compared.then(|| evolution.beside.into_iter().map(Beside::comparison).collect()),
            history: evolution.history,
        }
    }
}
