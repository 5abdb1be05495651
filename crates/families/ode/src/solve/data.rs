//! The field and the events as data, as a task.

use super::checked::Checked;
use super::expressions::{EventExpressions, SolveExpressionsProblem};
use super::field::{Field, all_parameters};
use super::observed::Observed;
use super::sensitive::Sensitive;
use super::solution::SolveSolution;
use super::trajectories::{self, Equations};
use schemars::JsonSchema;
use superlinear_expression::function::Function;
use superlinear_expression::timed::STATE;
use superlinear_expression::{Named, OrFunction, TimedFunction, TimedParts};
use superlinear_integrate::{Fields, IntegrationRecord, Method, NamedSystem, System};
use superlinear_interface::{Dialogue, Error, Run, Task, check};
use superlinear_numerics::pattern::Pattern;

/// Integrates ordinary differential equations given as data.
#[derive(JsonSchema)]
pub struct SolveExpressions;

impl Task for SolveExpressions {
    const NAME: &'static str = <super::Solve as Dialogue>::NAME;
    type Problem = SolveExpressionsProblem;
    type Solution = SolveSolution;
    type Progress = IntegrationRecord;

    fn solve(problem: SolveExpressionsProblem, run: &Run) -> Result<SolveSolution, Error> {
        let events: Vec<_> = problem.events.iter().map(EventExpressions::options).collect();
        let customary = problem.system.map(NamedSystem::initial);
        let checked = Checked::new(&problem.options, customary.as_deref(), &events, problem.history.is_some())?;
        let mut system = Compiled::new(&problem, &checked, run)?;
        checked.ensure_sensitivities(&system.sensitive, run)?;
        let width = system.prepare(&checked)?;
        let mut solution = trajectories::solve_data(&mut system, &checked, width, run)?;
        if let Some(observed) = &mut system.observed {
            observed.add_to(&mut solution, &system.sensitive, run)?;
        }
        Ok(solution)
    }
}

/// The compiled functions of a problem.
#[derive(Clone)]
struct Compiled<'a> {
    unknowns: usize,
    field: Field,
    lags: Vec<f64>,
    /// The places of the states at the lags among the inputs of the field.
    lagged: Vec<usize>,
    history: History,
    events: Vec<Event>,
    observed: Option<Observed>,
    sensitive: Sensitive,
    /// The pattern of the field's derivatives, once they are compiled.
    pattern: Option<Pattern>,
    run: &'a Run,
}

/// The state before the start: the initial one, another one, or a function, with a state that this does not depend on.
#[derive(Clone)]
enum History {
    Initial,
    Constant(Vec<f64>),
    Function(Box<TimedFunction>, Vec<f64>),
}

#[derive(Clone)]
struct Event {
    function: Option<TimedFunction>,
    change: Option<TimedFunction>,
}

impl<'a> Compiled<'a> {
    fn new(problem: &SolveExpressionsProblem, checked: &Checked<'_>, run: &'a Run) -> Result<Self, Error> {
        let (parameters, unknowns) = (&all_parameters(problem), checked.unknowns);
        let compiled = |path: &str, function: &Function, outputs: usize| {
            let outputs = Some(outputs);
            TimedFunction::new(&TimedParts { path, function, state: STATE, unknowns, outputs, parameters, run })
        };
        let field = Field::new(problem, unknowns, run)?;
        let mut events = Vec::with_capacity(problem.events.len());
        for (k, event) in problem.events.iter().enumerate() {
            let function = event.function.as_ref();
            let function = function.map(|function| compiled(&format!("events[{k}].function"), function, 1));
            let change = event.change.as_ref();
            let change = change.map(|change| compiled(&format!("events[{k}].change"), change, unknowns));
            events.push(Event { function: function.transpose()?, change: change.transpose()? });
        }
        let history = match &problem.history {
            None => History::Initial,
            Some(OrFunction::Data(state)) => {
                check::length("history", state.len(), unknowns, "a state has")?;
                check::numbers("history", state, check::FINITE)?;
                History::Constant(state.to_vec())
            }
            Some(OrFunction::Function(function)) => {
                if function.inputs.iter().any(|input| input.name == STATE) {
                    return Err(Error::invalid(
                        "history.inputs",
                        format!("must not have {STATE}: it is a function of time"),
                    ));
                }
                History::Function(Box::new(compiled("history", function, unknowns)?), vec![0.0; unknowns])
            }
        };
        let sensitive = Sensitive::new(&problem.sensitivities, parameters, unknowns)?;
        let observed = Observed::new(problem, parameters, (unknowns, &sensitive), run)?;
        let (lags, lagged) = (checked.lags.clone(), field.places(problem));
        let mut equations =
            Self { unknowns, field, lags, lagged, history, events, observed, sensitive, pattern: None, run };
        equations.ensure_used(parameters)?;
        equations.differentiate_changes()?;
        Ok(equations)
    }

    /// Refuses parameters of no function.
    fn ensure_used(&self, parameters: &Named) -> Result<(), Error> {
        let of_events = self.events.iter().flat_map(|event| event.function.iter().chain(&event.change));
        let history = match &self.history {
            History::Function(function, _) => Some(&**function),
            _ => None,
        };
        let functions: Vec<_> = of_events.chain(history).collect();
        for name in parameters.keys() {
            let is_observed = self.observed.as_ref().is_some_and(|observed| observed.has(name));
            if !is_observed && !self.field.has(name) && !functions.iter().any(|function| function.has(name)) {
                let message = "is an input of no function";
                return Err(Error::invalid(format!("parameters.{name}"), message));
            }
        }
        Ok(())
    }

    /// Compiles what all trajectories need. Returns the number of them that are integrated at once, if they can be.
    fn prepare(&mut self, checked: &Checked<'_>) -> Result<Option<usize>, Error> {
        if checked.settings.method == Some(Method::Radau) || !self.sensitive.is_empty() {
            self.pattern()?;
        }
        let width = (NUMBERS_AT_ONCE / self.unknowns).min(MAX_WIDTH).min(checked.trajectories);
        let is_plain =
            self.events.is_empty() && self.sensitive.is_empty() && self.lags.is_empty() && !checked.estimates_error();
        let is_explicit = checked.settings.mass.is_none() && checked.settings.method != Some(Method::Radau);
        let is_prepared = is_plain && is_explicit && width > 1 && self.field.compile_points(width, self.run)?;
        Ok(is_prepared.then_some(width))
    }

    /// Compiles the derivatives of changes and of the functions of their events, by time, state and parameters.
    fn differentiate_changes(&mut self) -> Result<(), Error> {
        if self.sensitive.is_empty() {
            return Ok(());
        }
        let by = self.sensitive.parameters();
        for event in self.events.iter_mut().filter(|event| event.change.is_some()) {
            for function in event.function.iter_mut().chain(&mut event.change) {
                function.differentiate(true, &by, self.run)?;
            }
        }
        Ok(())
    }
}

impl Equations for Compiled<'_> {
    fn sensitive(&mut self) -> &mut Sensitive {
        &mut self.sensitive
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
        self.sensitive.parameter_count()
    }

    fn has_initial_sensitivities(&self) -> bool {
        self.sensitive.has_initial()
    }

    fn lags(&self) -> &[f64] {
        &self.lags
    }

    async fn history(&mut self, t: f64, state: &mut [f64]) -> Result<(), Error> {
        match &mut self.history {
            History::Initial => {}
            History::Constant(constant) => state.copy_from_slice(constant),
            History::Function(function, none) => function.write(t, none, state),
        }
        Ok(())
    }

    async fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        let (y, lagged) = y.split_at(self.unknowns);
        for (&place, state) in self.lagged.iter().zip(lagged.chunks(self.unknowns)) {
            self.field.set(place, state);
        }
        self.field.write(t, y, value);
        Ok(())
    }

    fn pattern(&mut self) -> Result<Pattern, Error> {
        if let Some(pattern) = &self.pattern {
            return Ok(pattern.clone());
        }
        let by = self.sensitive.parameters();
        let pattern = self.field.differentiate(&by, self.run)?;
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

    async fn event_slopes(&mut self, index: usize, t: f64, y: &[f64], slopes: &mut [f64]) -> Result<(), Error> {
        if let Some(function) = &mut self.events[index].function {
            function.dense_derivatives(t, y, slopes);
        }
        Ok(())
    }

    async fn change_slopes(&mut self, index: usize, t: f64, y: &[f64], slopes: &mut [f64]) -> Result<(), Error> {
        if let Some(change) = &mut self.events[index].change {
            change.dense_derivatives(t, y, slopes);
        }
        Ok(())
    }
}
