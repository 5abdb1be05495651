//! The loop over steps: choice of the method, events and changes of the state.

use crate::augmented::Augmented;
use crate::consistent::{self, Cause};
use crate::course::{Course, MIN_STEP, Span};
use crate::events::{Events, Found};
use crate::explicit::{Explicit, rounded};
use crate::radau::Radau;
use crate::settings::{Method, Settings};
use crate::step::{State, Trial, are_usable};
use crate::system::System;
use crate::trajectory::{Occurrence, Status, Trajectory};
use superlinear_interface::{Error, Run, check};

/// The product of step size and Jacobian below which a step is not stiff, and the number of such steps before an explicit
/// method takes over.
const CALM_PRODUCT: f64 = 2.0;
const CALM_STEPS: u32 = 20;

/// The tolerance from which on the method of order 8 is chosen.
const HIGH_ORDER_TOLERANCE: f64 = 1e-6;

/// An integration in progress. Its state is valid at every question to the system.
pub struct Integration<'s, 'a, S> {
    system: Augmented<'s, S>,
    course: Course<'a>,
    explicit: Option<Explicit>,
    radau: Option<Radau>,
    is_implicit: bool,
    calm_steps: u32,
    events: Events,
    last_change: Option<f64>,
}

/// Integrates a system from an initial state.
pub async fn integrate<S: System>(
    system: &mut S,
    settings: &Settings,
    (span, initial): (Span<'_>, &[f64]),
    run: &Run,
) -> Result<Trajectory, Error> {
    let mut integration = Integration::start(system, settings, (span, initial), run).await?;
    let status = integration.run().await?;
    Ok(integration.finish(status))
}

impl<'s, 'a, S: System> Integration<'s, 'a, S> {
    /// Prepares the first step. Fails if the field is not finite at the initial state.
    pub async fn start(
        system: &'s mut S,
        settings: &'a Settings,
        (span, initial): (Span<'a>, &[f64]),
        run: &'a Run,
    ) -> Result<Self, Error> {
        let mut system = Augmented::new(system);
        let size = system.size();
        let y = system.initial(initial);
        let explicit = explicit_method(settings).map(|method| Explicit::new(method, size));
        let radau = if explicit.is_none() { Some(Radau::new(&mut system, settings, run)?) } else { None };
        let mut state = State::at(span.from, y);
        consistent::solve(&mut system, (settings, run), &mut state, Cause::Start).await?;
        system.value(state.t, &state.y, &mut state.slope).await?;
        if let Some(entry) = state.slope.iter().position(|value| !are_usable(&[*value])) {
            let value = check::short(state.slope[entry]);
            let message =
                format!("must be a state with a finite derivative, and the field gives {value} as entry {entry}");
            return Err(Error::invalid("initial", message));
        }
        let course = Course::new((settings, run), span, state, system.unknowns);
        let mut integration = Self {
            events: Events::new(settings, span.from, course.direction),
            is_implicit: explicit.is_none(),
            calm_steps: 0,
            last_change: None,
            system,
            course,
            explicit,
            radau,
        };
        integration.events.evaluate(&mut integration.system, settings, &integration.course.state, &[]).await?;
        integration.note_method();
        integration.course.size = match settings.first_step {
            Some(size) => size,
            None => integration.first_size().await?,
        };
        integration.course.write_start();
        Ok(integration)
    }

    /// Steps to the end.
    pub async fn run(&mut self) -> Result<Status, Error> {
        let given = self.events.given_at(self.course.span.from, 0.0).collect();
        if let Some(status) = self.happen(given).await? {
            return Ok(status);
        }
        loop {
            if let Some(status) = self.course.ending()? {
                return Ok(status);
            }
            self.course.report();
            let Some((h, is_shortened)) = self.course.aim(self.stop()) else { return Ok(Status::Stalled) };
            let Some(trial) = self.attempt(h).await? else { return Ok(Status::TimeLimit) };
            self.course.count(trial.is_accepted, h.abs() * trial.factor, is_shortened);
            if trial.is_accepted
                && let Some(status) = self.accept(h).await?
            {
                return Ok(status);
            }
        }
    }

    /// The result, as far as the integration got.
    pub fn finish(self, status: Status) -> Trajectory {
        let factorizations = self.radau.as_ref().map_or(0, |radau| radau.factorizations);
        let Augmented { evaluations, jacobians, .. } = self.system;
        Trajectory { evaluations, jacobians, factorizations, ..self.course.finish(status) }
    }

    /// The trajectory and the number of evaluations so far, for a method that goes on by itself.
    pub(crate) fn into_course(self) -> (Course<'a>, u32) {
        (self.course, self.system.evaluations)
    }

    /// The time at which the next step has to end.
    fn stop(&self) -> f64 {
        let Course { span, direction, .. } = &self.course;
        match self.events.next_time() {
            Some(time) if (span.end - time) * direction > 0.0 => time,
            _ => span.end,
        }
    }

    /// Tries a step; `None` once the time limit has passed.
    async fn attempt(&mut self, h: f64) -> Result<Option<Trial>, Error> {
        let Course { settings, run, state, end, interpolant, .. } = &mut self.course;
        let system = &mut self.system;
        match (&mut self.explicit, &mut self.radau) {
            (_, Some(radau)) if self.is_implicit => {
                radau.attempt(system, (settings, run), (state, h), end, interpolant).await
            }
            (Some(explicit), _) => explicit.attempt(system, settings, (state, h), end).await.map(Some),
            _ => Ok(None),
        }
    }

    /// Continues from the end of an accepted step, or from a change within it.
    async fn accept(&mut self, h: f64) -> Result<Option<Status>, Error> {
        let has_output = self.course.has_output();
        let Course { settings, state, end, interpolant, .. } = &mut self.course;
        let is_interpolated = match (&mut self.explicit, &self.radau) {
            (_, Some(radau)) if self.is_implicit => {
                radau.interpolate(state, h, interpolant);
                true
            }
            (Some(explicit), _) if has_output || Events::have_functions(settings) => {
                explicit.interpolate(&mut self.system, (state, h, end), interpolant).await?;
                true
            }
            _ => false,
        };
        if is_interpolated && !interpolant.is_usable() {
            self.course.revoke(h);
            self.radau.iter_mut().for_each(Radau::restart);
            return Ok(None);
        }
        let found = self.events.find(&mut self.system, settings, (state, end), interpolant).await?;
        let before = self.course.trajectory.events.len();
        let status = self.happen(found).await?;
        if status.is_some() {
            return Ok(status);
        }
        if self.course.trajectory.events[before..].iter().all(|event| event.after.is_none()) {
            self.course.advance();
            self.events.advance();
            self.switch(h).await?;
            self.course.write_step()?;
        }
        Ok(self.course.is_steady().then_some(Status::Steady))
    }

    /// Lets events happen, up to the first change and those at its time.
    async fn happen(&mut self, found: Vec<Found>) -> Result<Option<Status>, Error> {
        let (n, mut changed) = (self.system.unknowns, Vec::new());
        for event in found {
            let is_first = changed.is_empty();
            if !is_first && event.t != self.course.state.t {
                break;
            }
            let rule = &self.course.settings.events[event.index];
            let is_too_close = |last: f64| (event.t - last).abs() <= MIN_STEP * event.t.abs();
            if is_first && rule.times.is_none() && self.last_change.is_some_and(is_too_close) {
                return Ok(Some(Status::Stalled));
            }
            let mut at = if is_first { self.state_at(event) } else { self.course.state.clone() };
            if is_first {
                self.course.write_until(event.t);
            }
            let before = at.y.clone();
            let state = before[..n].to_vec();
            let is_last = self.events.count(event.index, self.course.settings);
            let after = if rule.changes { Some(self.change(event, &mut at).await?) } else { None };
            let is_usable = are_usable(&at.y);
            let after = after.filter(|_| is_usable);
            let kept = self.course.trajectory.events.len();
            if kept.is_power_of_two() {
                self.course.run.ensure_memory("events", [2 * kept, 2 * n])?;
            }
            self.course.trajectory.events.push(Occurrence { index: event.index, time: event.t, state, after });
            if !is_usable {
                at.y.clone_from(&before);
                self.course.state = at;
                return Ok(Some(Status::Stalled));
            }
            if is_last {
                self.course.state = at;
                return Ok(Some(Status::Event));
            }
            if rule.changes {
                if is_first {
                    self.course.state = State { t: event.t, slope: at.slope.clone(), y: before };
                    self.course.write_step()?;
                }
                changed.push(event.index);
                self.course.state = at;
            }
        }
        if changed.is_empty() { Ok(None) } else { self.restart(&changed).await }
    }

    /// The state at an event within the last step.
    fn state_at(&self, event: Found) -> State {
        if event.t == self.course.state.t {
            return self.course.state.clone();
        }
        let mut state = State { t: event.t, ..self.course.end.clone() };
        if event.t != self.course.end.t {
            self.course.interpolant.write(event.place, &mut state.y);
        }
        state
    }

    /// Changes a state at an event, with its sensitivities. Returns the unknowns after it.
    async fn change(&mut self, event: Found, state: &mut State) -> Result<Vec<f64>, Error> {
        let n = self.system.unknowns;
        let before = state.y.clone();
        self.system.system.change(event.index, event.t, &before[..n], &mut state.y[..n]).await?;
        if self.system.columns > 0 {
            self.change_sensitivities(event, &before, state).await?;
        }
        Ok(state.y[..n].to_vec())
    }

    /// Sets the sensitivities after a change `h`: `S⁺ = h_y S + h_p + (h_y f⁻ + h_t - f⁺) t_p`, where the time of an event
    /// with a function `g` has the derivatives `t_p = -(g_y S + g_p) / (g_y f⁻ + g_t)`.
    async fn change_sensitivities(&mut self, event: Found, before: &[f64], state: &mut State) -> Result<(), Error> {
        let (n, m, index, t) = (self.system.unknowns, self.system.parameters, event.index, event.t);
        let columns = 1 + n + m;
        let (mut of_event, mut of_change) = (vec![0.0; columns], vec![0.0; n * columns]);
        let (mut f_before, mut f_after) = (vec![0.0; n], vec![0.0; n]);
        self.system.field(t, before, &mut f_before).await?;
        self.system.field(t, &state.y, &mut f_after).await?;
        self.course.settings.divide_by_mass(&mut f_before);
        self.course.settings.divide_by_mass(&mut f_after);
        let has_function = self.course.settings.events[index].times.is_none();
        if has_function {
            self.system.system.event_slopes(index, t, &before[..n], &mut of_event).await?;
        }
        self.system.system.change_slopes(index, t, &before[..n], &mut of_change).await?;
        let along = |slopes: &[f64], direction: &[f64]| -> f64 {
            slopes[1..=n].iter().zip(direction).map(|(slope, change)| slope * change).sum()
        };
        let passing = along(&of_event, &f_before) + of_event[0];
        // Events and changes do not depend on the initial state otherwise than through the state.
        let by_parameter = |slopes: &[f64], k: usize| if k < m { slopes[1 + n + k] } else { 0.0 };
        for k in 0..self.system.columns {
            let column = &before[n * (1 + k)..][..n];
            let shift =
                if has_function { -(along(&of_event, column) + by_parameter(&of_event, k)) / passing } else { 0.0 };
            for (i, slopes) in of_change.chunks(columns).enumerate() {
                let moved = along(slopes, &f_before) + slopes[0] - f_after[i];
                state.y[n * (1 + k) + i] = along(slopes, column) + by_parameter(slopes, k) + moved * shift;
            }
        }
        Ok(())
    }

    /// Begins anew after changes of the state.
    async fn restart(&mut self, changed: &[usize]) -> Result<Option<Status>, Error> {
        self.last_change = Some(self.course.state.t);
        let (settings, run) = (self.course.settings, self.course.run);
        let cause = Cause::Change(changed[0]);
        consistent::solve(&mut self.system, (settings, run), &mut self.course.state, cause).await?;
        self.system.value(self.course.state.t, &self.course.state.y, &mut self.course.state.slope).await?;
        if !are_usable(&self.course.state.slope) {
            return Ok(Some(Status::Stalled));
        }
        self.explicit.iter_mut().for_each(Explicit::restart);
        self.radau.iter_mut().for_each(Radau::restart);
        self.events.evaluate(&mut self.system, self.course.settings, &self.course.state, changed).await?;
        self.course.size = self.first_size().await?;
        Ok(None)
    }

    /// Changes between explicit and implicit methods after a step of size `h`, if the method is free.
    async fn switch(&mut self, h: f64) -> Result<(), Error> {
        let (Some(explicit), None) = (&mut self.explicit, self.course.settings.method) else { return Ok(()) };
        if !self.is_implicit {
            if !explicit.is_stiff(self.system.unknowns, h, &self.course.state) {
                return Ok(());
            }
            match &mut self.radau {
                Some(radau) => radau.restart(),
                None => self.radau = Some(Radau::new(&mut self.system, self.course.settings, self.course.run)?),
            }
            self.calm_steps = 0;
        } else if let Some(radau) = &mut self.radau {
            let is_calm = h.abs() * radau.jacobian_bound(&mut self.system)? < CALM_PRODUCT;
            self.calm_steps = if is_calm { self.calm_steps + 1 } else { 0 };
            if self.calm_steps < CALM_STEPS {
                return Ok(());
            }
            explicit.restart();
            self.system.value(self.course.state.t, &self.course.state.y, &mut self.course.state.slope).await?;
        }
        self.is_implicit = !self.is_implicit;
        self.note_method();
        Ok(())
    }

    fn note_method(&mut self) {
        let method = match &self.explicit {
            Some(explicit) if !self.is_implicit => explicit.method,
            _ => Method::Radau,
        };
        self.course.trajectory.methods.push((self.course.state.t, method));
    }

    /// The size of a first step by first and second derivatives, after Hairer, Nørsett, Wanner (1993), II.4.
    async fn first_size(&mut self) -> Result<f64, Error> {
        let (n, settings) = (self.system.unknowns, self.course.settings);
        let (y, slope) = (&self.course.state.y[..n], &self.course.state.slope[..n]);
        let rest = (self.course.span.end - self.course.state.t).abs();
        let (d0, d1) = (settings.norm(y, y), settings.norm(slope, y));
        let euler = if d0 < 1e-5 || d1 < 1e-5 { 1e-6 } else { 0.01 * d0 / d1 }.min(rest);
        let point: Vec<f64> = y.iter().zip(slope).map(|(y, slope)| y + self.course.direction * euler * slope).collect();
        let mut change = vec![0.0; n];
        self.system.field(self.course.state.t + self.course.direction * euler, &point, &mut change).await?;
        change.iter_mut().zip(slope).for_each(|(change, slope)| *change -= slope);
        let d2 = settings.norm(&change, y) / euler;
        // The error of Radau has order 3.
        let order = self.explicit.as_ref().filter(|_| !self.is_implicit).map_or(4, Explicit::order);
        let largest = d1.max(d2);
        let size = match largest.is_finite() {
            true if largest <= 1e-15 => (euler * 1e-3).max(1e-6),
            true => rounded((0.01 / largest).powf(1.0 / f64::from(order))),
            false => euler,
        };
        Ok(size.min(100.0 * euler).min(rest).max(f64::MIN_POSITIVE))
    }
}

/// The explicit method to begin with, if the settings allow one.
pub(crate) fn explicit_method(settings: &Settings) -> Option<Method> {
    match settings.method {
        Some(Method::Radau) => None,
        Some(method) => Some(method),
        None if settings.mass.is_some() => None,
        None if settings.tolerance > HIGH_ORDER_TOLERANCE => Some(Method::DormandPrince5),
        None => Some(Method::DormandPrince8),
    }
}
