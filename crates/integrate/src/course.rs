//! The course of a trajectory: its current state and step, the output up to it, and its limits.

use crate::interpolant::Interpolant;
use crate::settings::Settings;
use crate::step::{AFTER_OVERFLOW, State};
use crate::trajectory::{IntegrationRecord, Status, Trajectory};
use superlinear_interface::{Advance, Error, Run};

/// The shortest step and interval between events, in units of the rounding of time.
pub(crate) const MIN_STEP: f64 = 16.0 * f64::EPSILON;

/// A step that reaches beyond this fraction of the rest is the last one.
const NEARLY_ALL: f64 = 0.99;

/// The times of an integration.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The initial time.
    pub from: f64,
    /// The final time.
    pub end: f64,
    /// The times of output, in the order of travel. `None`: all steps.
    pub times: Option<&'a [f64]>,
}

/// A trajectory in progress.
pub(crate) struct Course<'a> {
    pub settings: &'a Settings,
    pub run: &'a Run,
    pub span: Span<'a>,
    /// 1 forward in time, -1 backward.
    pub direction: f64,
    pub state: State,
    /// The end of the current step.
    pub end: State,
    /// The size of the next step, positive.
    pub size: f64,
    pub unknowns: usize,
    pub interpolant: Interpolant,
    next_output: usize,
    /// Workspace for a state of output.
    point: Vec<f64>,
    pub trajectory: Trajectory,
}

impl<'a> Course<'a> {
    /// A trajectory from a state of these unknowns and their sensitivities.
    pub fn new((settings, run): (&'a Settings, &'a Run), span: Span<'a>, state: State, unknowns: usize) -> Self {
        Self {
            settings,
            run,
            span,
            direction: if span.end < span.from { -1.0 } else { 1.0 },
            end: state.clone(),
            interpolant: Interpolant::new(state.y.len()),
            point: vec![0.0; state.y.len()],
            state,
            size: 0.0,
            unknowns,
            next_output: 0,
            trajectory: Trajectory::default(),
        }
    }

    /// The status, if the trajectory is at its end or a limit is reached.
    pub fn ending(&self) -> Result<Option<Status>, Error> {
        if self.state.t == self.span.end {
            return Ok(Some(Status::Finished));
        }
        if self.trajectory.steps + self.trajectory.rejected >= self.settings.max_steps {
            return Ok(Some(Status::IterationLimit));
        }
        Ok(self.run.is_out_of_time()?.then_some(Status::TimeLimit))
    }

    /// Reports the progress.
    pub fn report(&self) {
        let (t, Trajectory { steps, rejected, .. }) = (self.state.t, &self.trajectory);
        let [first, last] = self.settings.part;
        let done = (t - self.span.from) / (self.span.end - self.span.from);
        let advance =
            Advance::count(first + (last - first) * done, 1.0).or_budget(steps + rejected, self.settings.max_steps);
        self.run.progress(advance, || IntegrationRecord { time: t, steps: *steps, rejected: *rejected });
    }

    /// Chooses the end of the next step, at `stop` if that is near, and at most `largest` away. Returns its size, and whether
    /// it was shortened; `None` if time does not resolve it.
    pub fn aim(&mut self, stop: f64, largest: f64) -> Option<(f64, bool)> {
        let (t, largest) = (self.state.t, largest.min(self.settings.largest_step));
        let (size, rest) = (self.size.min(largest), stop - t);
        if size >= NEARLY_ALL * rest.abs() && rest.abs() <= largest {
            self.end.t = stop;
            return Some((rest, size > rest.abs()));
        }
        let h = size * self.direction;
        self.end.t = t + h;
        (size >= MIN_STEP * t.abs() && self.end.t != t).then_some((h, false))
    }

    /// Counts a step, and sets the size of the next one.
    pub fn count(&mut self, is_accepted: bool, proposed: f64, is_shortened: bool) {
        if is_accepted {
            self.trajectory.steps += 1;
            self.size = if is_shortened { proposed.max(self.size) } else { proposed };
        } else {
            self.trajectory.rejected += 1;
            self.size = proposed;
        }
    }

    /// Rejects a counted step of size `h`, whose dense output is not finite.
    pub fn revoke(&mut self, h: f64) {
        self.trajectory.steps -= 1;
        self.count(false, AFTER_OVERFLOW * h.abs(), false);
    }

    /// Whether an output lies within the current step.
    pub fn has_output(&self) -> bool {
        self.output_time().is_some_and(|time| (self.end.t - time) * self.direction > 0.0)
    }

    /// Continues from the end of the step.
    pub fn advance(&mut self) {
        self.write_until(self.end.t);
        std::mem::swap(&mut self.state, &mut self.end);
    }

    /// Whether the state is steady.
    pub fn is_steady(&self) -> bool {
        let settings = self.settings;
        let Some(rate) = settings.steady else { return false };
        let mut rates = self.state.slope[..self.unknowns].to_vec();
        settings.divide_by_mass(&mut rates);
        (0..self.unknowns).all(|i| {
            let size = self.state.y[i].abs().max(settings.absolute[i] / settings.tolerance);
            rates[i].abs() <= rate * size
        })
    }

    /// The result, as far as the integration got.
    pub fn finish(mut self, status: Status) -> Trajectory {
        let is_new = self.trajectory.times.last() != Some(&self.state.t);
        if status != Status::Finished && is_new {
            self.write_state();
        }
        Trajectory { status, last_step: self.size.min(f64::MAX) * self.direction, ..self.trajectory }
    }

    /// The next time of output.
    fn output_time(&self) -> Option<f64> {
        self.span.times.and_then(|times| times.get(self.next_output).copied())
    }

    /// Writes the initial state, if it is asked for.
    pub fn write_start(&mut self) {
        match self.output_time() {
            Some(time) if time != self.state.t => {}
            first => {
                self.write_state();
                self.next_output = usize::from(first.is_some());
            }
        }
    }

    /// Writes the state after a step or before a change, if all are asked for.
    pub fn write_step(&mut self) -> Result<(), Error> {
        if self.span.times.is_none() && self.trajectory.times.last() != Some(&self.state.t) {
            let rows = self.trajectory.times.len();
            if rows.is_power_of_two() {
                self.run.ensure_memory("to", [2 * rows, self.state.y.len()])?;
            }
            self.write_state();
        }
        Ok(())
    }

    fn write_state(&mut self) {
        let n = self.unknowns;
        self.trajectory.times.push(self.state.t);
        self.trajectory.states.extend_from_slice(&self.state.y[..n]);
        self.trajectory.sensitivities.extend_from_slice(&self.state.y[n..]);
    }

    /// Writes the states at all times of output up to `t`, within the last step.
    pub fn write_until(&mut self, t: f64) {
        let n = self.unknowns;
        while let Some(time) = self.output_time()
            && (t - time) * self.direction >= 0.0
        {
            let y = if time == self.end.t {
                &self.end.y
            } else {
                self.interpolant.write(self.interpolant.place(time), &mut self.point);
                &self.point
            };
            self.trajectory.times.push(time);
            self.trajectory.states.extend_from_slice(&y[..n]);
            self.trajectory.sensitivities.extend_from_slice(&y[n..]);
            self.next_output += 1;
        }
    }
}
