//! The field and the events as data, as a task.

use super::checked::{Checked, EventOptions};
use super::problem::{Sensitivities, SolveOptions, Terminal};
use super::solution::SolveSolution;
use super::trajectories::{self, Equations};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::function::Function;
use superlinear_expression::{Named, TimedFunction, TimedParts};
use superlinear_integrate::{Fields, IntegrationRecord, System, Trajectory, integrate_many};
use superlinear_interface::{Dialogue, Error, Run, Task, Vector, check};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::pattern::Pattern;

/// Integrates ordinary differential equations given as data.
#[derive(JsonSchema)]
pub struct SolveExpressions;

/// Equations `M y' = f(t, y)` with functions as data: of the time `t`, the state `y` and parameters. Each of these may
/// be absent. Derivatives are exact.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveExpressionsProblem {
    /// The field `f`: a function with a value for each entry of the state.
    pub field: Function,
    /// All parameters of the functions, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The events.
    #[serde(default)]
    pub events: Vec<EventExpressions>,
    /// Whether to compute the derivatives of the states by the parameters, or the names of parameters to compute them by.
    #[serde(default)]
    pub sensitivities: Sensitivities,
    /// The initial state, the times and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: SolveOptions,
}

/// An event: a zero of a function, or given times.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventExpressions {
    /// A scalar function: the event happens at its zeros.
    pub function: Option<Function>,
    /// Times at which the event happens, in place of `function`. Those outside the integration do not count.
    pub times: Option<Vector>,
    /// The direction of the function at its zeros, in the order of integration: 1 rising, -1 falling, 0 both.
    #[serde(default)]
    pub direction: i32,
    /// Whether the event ends the integration: `true` at its first occurrence, an integer n at its n-th.
    #[serde(default)]
    #[schemars(with = "Option<Terminal>")]
    pub terminal: Terminal,
    /// The state after the event, as a function of time, state before it and parameters. Default: no change.
    pub change: Option<Function>,
}

impl Task for SolveExpressions {
    const NAME: &'static str = <super::Solve as Dialogue>::NAME;
    type Problem = SolveExpressionsProblem;
    type Solution = SolveSolution;
    type Progress = IntegrationRecord;

    fn solve(problem: SolveExpressionsProblem, run: &Run) -> Result<SolveSolution, Error> {
        let events: Vec<_> = problem.events.iter().map(EventExpressions::options).collect();
        let checked = Checked::new(&problem.options, &events)?;
        let mut system = Compiled::new(&problem, checked.unknowns, run)?;
        system.ensure_known_rates(&checked)?;
        checked.ensure_memory(system.parameters(), run)?;
        ready(trajectories::solve(&mut system, &checked, None, run))
    }
}

impl EventExpressions {
    fn options(&self) -> EventOptions<'_> {
        EventOptions {
            times: self.times.as_deref(),
            direction: self.direction,
            terminal: self.terminal,
            has_function: self.function.is_some(),
            changes: self.change.is_some(),
        }
    }
}

/// The compiled functions of a problem.
struct Compiled<'a> {
    unknowns: usize,
    field: TimedFunction,
    events: Vec<Event>,
    /// The parameters with sensitivities, with their numbers of elements.
    sensitive: Vec<(String, usize)>,
    is_sensitive: bool,
    /// The pattern of the field's derivatives, once they are compiled.
    pattern: Option<Pattern>,
    run: &'a Run,
}

struct Event {
    function: Option<TimedFunction>,
    change: Option<TimedFunction>,
}

impl<'a> Compiled<'a> {
    fn new(problem: &SolveExpressionsProblem, unknowns: usize, run: &'a Run) -> Result<Self, Error> {
        let parameters = &problem.parameters;
        let compiled = |path: &str, function: &Function, outputs: usize| {
            TimedFunction::new(&TimedParts { path, function, unknowns, outputs, parameters, run })
        };
        let field = compiled("field", &problem.field, unknowns)?;
        let mut events = Vec::with_capacity(problem.events.len());
        for (k, event) in problem.events.iter().enumerate() {
            let function = event.function.as_ref();
            let function = function.map(|function| compiled(&format!("events[{k}].function"), function, 1));
            let change = event.change.as_ref();
            let change = change.map(|change| compiled(&format!("events[{k}].change"), change, unknowns));
            events.push(Event { function: function.transpose()?, change: change.transpose()? });
        }
        let (sensitive_parameters, pattern) = (sensitive(&problem.sensitivities, parameters)?, None);
        let mut equations =
            Self { unknowns, field, events, sensitive: sensitive_parameters, is_sensitive: true, pattern, run };
        equations.ensure_used(parameters)?;
        equations.differentiate_changes()?;
        Ok(equations)
    }

    /// Refuses parameters of no function.
    fn ensure_used(&self, parameters: &Named) -> Result<(), Error> {
        let of_events = self.events.iter().flat_map(|event| event.function.iter().chain(&event.change));
        let functions: Vec<_> = std::iter::once(&self.field).chain(of_events).collect();
        for name in parameters.keys() {
            if !functions.iter().any(|function| function.has(name)) {
                let message = "is an input of no function";
                return Err(Error::invalid(format!("parameters.{name}"), message));
            }
        }
        Ok(())
    }

    /// Refuses sensitivities after changes at zeros of functions beside algebraic equations: the time of the zero then
    /// depends on rates of algebraic unknowns, which are not part of the field.
    fn ensure_known_rates(&self, checked: &Checked<'_>) -> Result<(), Error> {
        let has_algebraic = checked.settings.mass.as_ref().is_some_and(|mass| mass.contains(&0.0));
        let moves = |event: &Event| event.function.is_some() && event.change.is_some();
        if self.sensitive.is_empty() || !has_algebraic || !self.events.iter().any(moves) {
            return Ok(());
        }
        let message = "must be false where massMatrix has zeros and an event has a function and a change";
        Err(Error::invalid("sensitivities", message))
    }

    /// Compiles the derivatives of changes and of the functions of their events, by time, state and parameters.
    fn differentiate_changes(&mut self) -> Result<(), Error> {
        if self.sensitive.is_empty() {
            return Ok(());
        }
        let by: Vec<_> = self.sensitive.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        for event in self.events.iter_mut().filter(|event| event.change.is_some()) {
            for function in event.function.iter_mut().chain(&mut event.change) {
                function.differentiate(true, &by, self.run)?;
            }
        }
        Ok(())
    }
}

/// The parameters with sensitivities, with their numbers of elements.
fn sensitive(wanted: &Sensitivities, parameters: &Named) -> Result<Vec<(String, usize)>, Error> {
    let all = || parameters.iter().map(|(name, values)| (name.clone(), values.len())).collect::<Vec<_>>();
    let names = match wanted {
        Sensitivities::None => return Ok(Vec::new()),
        Sensitivities::All => return Ok(all()),
        Sensitivities::Names(names) => names,
    };
    check::not_empty("sensitivities", names.len())?;
    let found = names.iter().map(|name| match parameters.get(name) {
        Some(values) => Ok((name.clone(), values.len())),
        None => Err(Error::invalid("sensitivities", format!("must name entries of parameters, got {name}"))),
    });
    found.collect()
}

impl Equations for Compiled<'_> {
    fn set_sensitive(&mut self, is_sensitive: bool) {
        self.is_sensitive = is_sensitive;
    }

    fn sensitive(&self) -> &[(String, usize)] {
        &self.sensitive
    }

    fn at_once(&mut self, checked: &Checked<'_>, run: &Run) -> Result<Vec<Option<Trajectory>>, Error> {
        let width = (NUMBERS_AT_ONCE / self.unknowns).min(MAX_WIDTH).min(checked.trajectories);
        let is_plain = self.events.is_empty() && self.sensitive.is_empty() && !checked.estimates_error();
        if !is_plain || width < 2 || !self.field.compile_points(width, run)? {
            return Ok(Vec::new());
        }
        let initial = checked.options.initial.entries();
        integrate_many(self, &checked.settings, (checked.span(), initial), width, run)
    }
}

/// The number of entries of all states integrated at once, and the number of these states. Stages then stay in the cache, and the
/// cost of a plan's steps is shared.
const NUMBERS_AT_ONCE: usize = 512;
const MAX_WIDTH: usize = 64;

impl Fields for Compiled<'_> {
    fn values(&mut self, t: &[f64], y: &[f64], values: &mut [f64]) {
        self.field.write_points(t, y, values);
    }
}

impl System for Compiled<'_> {
    fn unknowns(&self) -> usize {
        self.unknowns
    }

    fn parameters(&self) -> usize {
        if self.is_sensitive { self.sensitive.iter().map(|(_, count)| count).sum() } else { 0 }
    }

    async fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        self.field.write(t, y, value);
        Ok(())
    }

    fn pattern(&mut self) -> Result<Pattern, Error> {
        if let Some(pattern) = &self.pattern {
            return Ok(pattern.clone());
        }
        let by: Vec<_> = self.sensitive.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        let structure = self.field.differentiate(false, &by, self.run)?;
        let entries = structure.iter().collect();
        let pattern = Pattern { rows: structure.rows, columns: structure.columns, entries };
        Ok(self.pattern.insert(pattern).clone())
    }

    async fn jacobian(&mut self, t: f64, y: &[f64], entries: &mut [f64]) -> Result<(), Error> {
        self.field.derivatives(t, y, entries);
        Ok(())
    }

    async fn event(&mut self, index: usize, t: f64, y: &[f64]) -> Result<f64, Error> {
        let mut value = [f64::NAN];
        if let Some(function) = &mut self.events[index].function {
            function.write(t, y, &mut value);
        }
        Ok(value[0])
    }

    async fn change(&mut self, index: usize, t: f64, y: &[f64], after: &mut [f64]) -> Result<(), Error> {
        if let Some(change) = &mut self.events[index].change {
            change.write(t, y, after);
        }
        Ok(())
    }

    fn event_slopes(&mut self, index: usize, t: f64, y: &[f64], slopes: &mut [f64]) -> Result<(), Error> {
        if let Some(function) = &mut self.events[index].function {
            function.dense_derivatives(t, y, slopes);
        }
        Ok(())
    }

    fn change_slopes(&mut self, index: usize, t: f64, y: &[f64], slopes: &mut [f64]) -> Result<(), Error> {
        if let Some(change) = &mut self.events[index].change {
            change.dense_derivatives(t, y, slopes);
        }
        Ok(())
    }
}
