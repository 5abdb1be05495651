//! Time steps from the start to the final time, with limit models beside them.

use super::cells::Cells;
use super::model::{Model, State};
use super::problem::LimitModel;
use super::solution::{ChemotaxisProgress, ChemotaxisStatus, LimitComparison};
use crate::time_steps::{Limits, StepControl};
use superlinear_interface::{Advance, Error, Run};
use superlinear_numerics::parallel::Tree;
use superlinear_numerics::vectors::are_finite;

/// Increases of the free energy by more than this fraction of its terms are no rounding errors.
const ROUNDING: f64 = 1e-12;

/// The time after which initial layers have decayed, in units of ε.
const LAYER: f64 = 10.0;

/// The evolution so far.
pub(super) struct Evolution<'run> {
    pub cells: &'run Cells<'run>,
    pub model: Model,
    pub state: State,
    pub time: f64,
    pub steps: u32,
    pub rejected: u32,
    pub error_estimate: f64,
    pub energy_increases: u32,
    pub free_energy: f64,
    pub beside: Vec<Beside>,
    pub history: Option<Vec<ChemotaxisProgress>>,
    pub run: &'run Run,
}

/// A limit model with the differences from it.
pub(super) struct Beside {
    kind: LimitModel,
    model: Model,
    state: State,
    density_error: f64,
    /// The sum of squared differences of signals times time steps.
    squared_signal_error: Tree,
    initial_layer: f64,
    after_layer: Option<f64>,
}

impl Evolution<'_> {
    /// Advances to a time. Returns the status if that is impossible.
    pub fn advance_to(
        &mut self,
        end: f64,
        limits: &Limits,
        control: &mut StepControl,
    ) -> Result<Option<ChemotaxisStatus>, Error> {
        while self.time < end {
            if self.run.is_out_of_time()? {
                return Ok(Some(ChemotaxisStatus::TimeLimit));
            }
            let step = control.next(self.time, end);
            if control.is_exhausted(limits) {
                return Ok(Some(ChemotaxisStatus::StepLimit));
            }
            let Some((next, error)) = self.model.estimated_step(self.cells, &self.state, step, control.is_fixed())
            else {
                return Ok(Some(self.interrupted()?));
            };
            self.run.ensure_wanted()?;
            if !control.accept(error, step) {
                self.rejected += 1;
                continue;
            }
            if ![&next.density, &next.signal, &next.intermediate].into_iter().all(|field| are_finite(field)) {
                return Ok(Some(ChemotaxisStatus::Concentrated));
            }
            self.error_estimate += error;
            let time = if step < end - self.time { self.time + step } else { end };
            let is_compared = self.accept(next, step, time, control.is_fixed());
            if !is_compared {
                return Ok(Some(self.interrupted()?));
            }
            self.report(limits.final_time);
        }
        Ok(None)
    }

    /// The status if a step cannot be made.
    fn interrupted(&self) -> Result<ChemotaxisStatus, Error> {
        let is_late = self.run.is_out_of_time()?;
        Ok(if is_late { ChemotaxisStatus::TimeLimit } else { ChemotaxisStatus::Concentrated })
    }

    /// Moves on, with the limit models. Whether they could make the step too.
    fn accept(&mut self, next: State, step: f64, time: f64, is_fixed: bool) -> bool {
        self.state = next;
        self.time = time;
        self.steps += 1;
        let energy = self.model.free_energy(self.cells, &self.state);
        if energy.value > self.free_energy + ROUNDING * energy.scale {
            self.energy_increases += 1;
        }
        self.free_energy = energy.value;
        for beside in &mut self.beside {
            let Some((state, _)) = beside.model.estimated_step(self.cells, &beside.state, step, is_fixed) else {
                return false;
            };
            beside.state = state;
            beside.compare(self.cells, &self.state, step, time >= LAYER * self.model.epsilon);
        }
        true
    }

    fn report(&mut self, final_time: f64) {
        let record = ChemotaxisProgress { step: self.steps, time: self.time, free_energy: self.free_energy };
        if let Some(history) = &mut self.history {
            history.push(record);
        }
        self.run.progress(Advance::count(self.time, final_time), || record);
    }
}

impl Beside {
    pub fn new(cells: &Cells, kind: LimitModel, full: Model, start: &State) -> Self {
        let model = full.limit(kind);
        let state = model.equilibrium(cells, start.density.clone());
        let initial_layer = cells.distance(&state.signal, &start.signal);
        Self {
            kind,
            model,
            state,
            density_error: 0.0,
            squared_signal_error: Tree::default(),
            initial_layer,
            after_layer: None,
        }
    }

    fn compare(&mut self, cells: &Cells, full: &State, step: f64, is_after_layer: bool) {
        self.density_error = self.density_error.max(cells.distance(&self.state.density, &full.density));
        let signal = cells.distance(&self.state.signal, &full.signal);
        self.squared_signal_error.push(step * signal * signal);
        self.initial_layer = self.initial_layer.max(signal);
        if is_after_layer {
            self.after_layer = Some(self.after_layer.unwrap_or(0.0).max(signal));
        }
    }

    pub fn comparison(self) -> LimitComparison {
        LimitComparison {
            model: self.kind,
            density_error: self.density_error,
            signal_error: self.squared_signal_error.total().sqrt(),
            initial_layer: self.initial_layer,
            after_layer: self.after_layer,
        }
    }
}
