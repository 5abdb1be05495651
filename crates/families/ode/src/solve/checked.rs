//! The checked problem, as the integrators take it.

use super::problem::{SolveMethod, SolveOptions, Terminal};
use super::sensitive::Sensitive;
use std::ops::Bound;
use superlinear_expression::function::is_name;
use superlinear_expression::timed::{STATE, TIME};
use superlinear_integrate::{EventRule, Method, Settings, Span};
use superlinear_interface::{Error, NumberOrVector, Run, VectorOrMatrix, check};

/// The range of the relative tolerance: at smaller ones, rounding prevails.
const TOLERANCES: (Bound<f64>, Bound<f64>) = (Bound::Included(1e-13), Bound::Excluded(1.0));

/// The options of an event, apart from its functions.
pub(super) struct EventOptions<'a> {
    pub times: Option<&'a [f64]>,
    pub direction: i32,
    pub terminal: Terminal,
    pub has_function: bool,
    pub changes: bool,
}

/// A checked problem.
pub(super) struct Checked<'a> {
    pub options: &'a SolveOptions,
    pub settings: Settings,
    /// The lags of the delays, in the order of their names.
    pub lags: Vec<f64>,
    pub end: f64,
    /// The entries of all initial states.
    pub initial: &'a [f64],
    /// The number of trajectories, and of unknowns of each.
    pub trajectories: usize,
    pub unknowns: usize,
}

/// The entries of all initial states, and the numbers of trajectories and of unknowns.
fn initial<'a>(options: &'a SolveOptions, customary: Option<&'a [f64]>) -> Result<(&'a [f64], (usize, usize)), Error> {
    let Some(initial) = &options.initial else {
        let state = customary.ok_or_else(|| Error::invalid("initial", "is missing"))?;
        return Ok((state, (1, state.len())));
    };
    let sizes = match initial {
        VectorOrMatrix::Vector(vector) => {
            check::not_empty("initial", vector.len())?;
            check::numbers("initial", vector, check::FINITE)?;
            (1, vector.len())
        }
        VectorOrMatrix::Matrix(matrix) => {
            check::has_entries("initial", matrix.rows, matrix.columns)?;
            check::matrix("initial", matrix, check::FINITE)?;
            (matrix.rows, matrix.columns)
        }
    };
    Ok((initial.entries(), sizes))
}

impl<'a> Checked<'a> {
    /// Checks all options. `customary` is the default of the initial state.
    pub fn new(
        options: &'a SolveOptions,
        customary: Option<&'a [f64]>,
        events: &[EventOptions],
        has_history: bool,
    ) -> Result<Self, Error> {
        let (initial, (trajectories, unknowns)) = initial(options, customary)?;
        check::number("from", options.from, check::FINITE)?;
        let end = end(options)?;
        let settings = Settings {
            method: method(options)?,
            tolerance: options.tolerance,
            absolute: absolute(options, (initial, unknowns))?,
            mass: mass(options, unknowns)?,
            first_step: options.first_step,
            largest_step: options.largest_step.unwrap_or(f64::INFINITY),
            max_steps: options.max_iterations,
            steady: options.steady_tolerance,
            events: events.iter().enumerate().map(|(k, event)| rule(k, event)).collect::<Result<_, _>>()?,
            part: [0.0, 1.0],
        };
        check::number("tolerance", options.tolerance, TOLERANCES)?;
        check::optional("firstStep", options.first_step, check::POSITIVE)?;
        check::optional("largestStep", options.largest_step, check::POSITIVE)?;
        check::at_least_one("maxIterations", Some(options.max_iterations))?;
        check::optional("steadyTolerance", options.steady_tolerance, check::POSITIVE)?;
        Ok(Self { options, settings, lags: lags(options, end, has_history)?, end, initial, trajectories, unknowns })
    }

    /// The initial state of a trajectory.
    pub fn initial(&self, trajectory: usize) -> &'a [f64] {
        &self.initial[trajectory * self.unknowns..][..self.unknowns]
    }

    /// The times of the integration.
    pub fn span(&self) -> Span<'a> {
        Span { from: self.options.from, end: self.end, times: self.options.times.as_deref() }
    }

    /// Whether the initial states are the rows of a matrix.
    pub fn are_several(&self) -> bool {
        matches!(self.options.initial, Some(VectorOrMatrix::Matrix(_)))
    }

    /// Whether the error is estimated.
    pub fn estimates_error(&self) -> bool {
        self.options.estimate_error.unwrap_or(!self.are_several())
    }

    /// Refuses states with these sensitivities if they are beyond the memory, sensitivities beside delays, and those after
    /// changes at zeros of functions beside algebraic equations: the time of the zero then depends on rates of algebraic
    /// unknowns, which are not part of the field.
    pub fn ensure_sensitivities(&self, sensitive: &Sensitive, run: &Run) -> Result<(), Error> {
        let rows = self.options.times.as_ref().map_or(1, |times| times.len());
        let vectors = 1 + sensitive.columns();
        run.ensure_memory("delays", [1 + self.lags.len(), self.unknowns])?;
        run.ensure_memory("times", [rows, self.trajectories, self.unknowns, vectors])?;
        run.ensure_memory("initial", [STATES, self.unknowns, vectors])?;
        let has_algebraic = self.settings.mass.as_ref().is_some_and(|mass| mass.contains(&0.0));
        let moves = |rule: &EventRule| rule.times.is_none() && rule.changes;
        if !sensitive.is_empty() && !self.lags.is_empty() {
            return Err(Error::invalid("sensitivities", "must be false where delays are given"));
        }
        if sensitive.is_empty() || !has_algebraic || !self.settings.events.iter().any(moves) {
            return Ok(());
        }
        let message = "must be false where massMatrix has zeros and an event has a function and a change";
        Err(Error::invalid("sensitivities", message))
    }
}

/// Limit on the number of delays.
const MAX_DELAYS: usize = 64;

/// The number of states held by an integration: stages, dense output, and states between.
const STATES: usize = 40;

/// The final time.
fn end(options: &SolveOptions) -> Result<f64, Error> {
    let end = given_end(options)?;
    if (end - options.from).is_finite() {
        return Ok(end);
    }
    let path = if options.to.is_some() { "to" } else { "times" };
    Err(Error::invalid(path, "must be at a finite distance from the initial time"))
}

fn given_end(options: &SolveOptions) -> Result<f64, Error> {
    match (&options.times, options.to) {
        (Some(_), Some(_)) => Err(Error::invalid("to", "must not be given beside times")),
        (None, None) => Err(Error::invalid("times", "is missing; it may be replaced by to, the final time")),
        (None, Some(to)) => check::number("to", to, check::FINITE).map(|()| to),
        (Some(times), None) => {
            check::not_empty("times", times.len())?;
            check::numbers("times", times, check::FINITE)?;
            let end = times[times.len() - 1];
            let (direction, mut last) = (if end < options.from { -1.0 } else { 1.0 }, None);
            for (k, &time) in times.iter().enumerate() {
                let is_next = match last {
                    None => (time - options.from) * direction >= 0.0,
                    Some(last) => (time - last) * direction > 0.0,
                };
                if !is_next {
                    let order = if direction > 0.0 { "greater" } else { "less" };
                    let before = match last {
                        None => format!("at from or {order}, which is {}", check::short(options.from)),
                        Some(last) if (time - last) * direction < 0.0 => {
                            let [last, from] = [last, options.from].map(check::short);
                            format!("{order} than the one before, {last}, as the integration begins at from, {from}")
                        }
                        Some(last) => format!("{order} than the one before, {}", check::short(last)),
                    };
                    let message = format!("must be {before}, got {}", check::short(time));
                    return Err(Error::invalid(format!("times[{k}]"), message));
                }
                last = Some(time);
            }
            Ok(end)
        }
    }
}

/// The lags of the delays. Refuses what does not go together with delays.
fn lags(options: &SolveOptions, end: f64, has_history: bool) -> Result<Vec<f64>, Error> {
    if options.delays.is_empty() {
        return match has_history {
            true => Err(Error::invalid("history", "must not be given without delays")),
            false => Ok(Vec::new()),
        };
    }
    if options.delays.len() > MAX_DELAYS {
        let message = format!("must have at most {MAX_DELAYS} entries, got {}", options.delays.len());
        return Err(Error::invalid("delays", message));
    }
    for (name, lag) in options.delays.iter() {
        let path = format!("delays.{name}");
        if !is_name(name) {
            return Err(Error::invalid("delays", format!("must have names of letters, digits and _, got {name}")));
        }
        if name == TIME || name == STATE {
            return Err(Error::invalid(path, "must have another name, since the field has an input of this one"));
        }
        check::number(&path, *lag, check::POSITIVE)?;
    }
    let others =
        [("massMatrix", options.mass_matrix.is_some()), ("steadyTolerance", options.steady_tolerance.is_some())];
    check::absent(&others, "must not be given beside delays")?;
    if options.method == SolveMethod::Radau {
        return Err(Error::invalid("method", "must be auto, dormandPrince5 or dormandPrince8 where delays are given"));
    }
    if end < options.from {
        let path = if options.to.is_some() { "to" } else { "times" };
        return Err(Error::invalid(path, "must be after from where delays are given"));
    }
    Ok(options.delays.iter().map(|(_, lag)| *lag).collect())
}

fn method(options: &SolveOptions) -> Result<Option<Method>, Error> {
    let method = match options.method {
        SolveMethod::Auto => None,
        SolveMethod::Radau => Some(Method::Radau),
        SolveMethod::DormandPrince5 => Some(Method::DormandPrince5),
        SolveMethod::DormandPrince8 => Some(Method::DormandPrince8),
    };
    match method {
        Some(Method::DormandPrince5 | Method::DormandPrince8) if options.mass_matrix.is_some() => {
            Err(Error::invalid("method", "must be auto or radau where massMatrix is given"))
        }
        _ => Ok(method),
    }
}

fn absolute(options: &SolveOptions, (initial, unknowns): (&[f64], usize)) -> Result<Vec<f64>, Error> {
    let path = "absoluteTolerance";
    let tolerances = match &options.absolute_tolerance {
        NumberOrVector::Number(tolerance) => {
            check::number(path, *tolerance, check::NOT_NEGATIVE)?;
            vec![*tolerance; unknowns]
        }
        NumberOrVector::Vector(tolerances) => {
            check::length(path, tolerances.len(), unknowns, "a state has")?;
            check::numbers(path, tolerances, check::NOT_NEGATIVE)?;
            tolerances.to_vec()
        }
    };
    let is_zero = |(k, y): (usize, &f64)| *y == 0.0 && tolerances[k % unknowns] == 0.0;
    match initial.iter().enumerate().any(is_zero) {
        true => Err(Error::invalid(path, "must be positive for entries that are 0 in initial")),
        false => Ok(tolerances),
    }
}

fn mass(options: &SolveOptions, unknowns: usize) -> Result<Option<Vec<f64>>, Error> {
    let Some(mass) = &options.mass_matrix else { return Ok(None) };
    check::length("massMatrix", mass.len(), unknowns, "a state has")?;
    check::numbers("massMatrix", mass, check::FINITE)?;
    Ok(Some(mass.to_vec()))
}

fn rule(k: usize, event: &EventOptions) -> Result<EventRule, Error> {
    let path = format!("events[{k}]");
    if event.has_function == event.times.is_some() {
        return Err(Error::invalid(path, "must have a function or times, and not both"));
    }
    if !(-1..=1).contains(&event.direction) {
        let message = format!("must be -1, 0 or 1, got {}", event.direction);
        return Err(Error::invalid(format!("{path}.direction"), message));
    }
    if let Some(times) = event.times {
        check::numbers(&format!("{path}.times"), times, check::FINITE)?;
    }
    Ok(EventRule {
        times: event.times.map(<[f64]>::to_vec),
        direction: event.direction as i8,
        terminal: event.terminal.0,
        changes: event.changes,
    })
}
