//! The field of a problem that is data: a function, or a named system.

use super::expressions::SolveExpressionsProblem;
use superlinear_expression::function::Function;
use superlinear_expression::timed::STATE;
use superlinear_expression::{Named, TimedFunction, TimedParts};
use superlinear_integrate::NamedField;
use superlinear_interface::{Effort, Error, Run, Values};
use superlinear_numerics::coloring::column_groups;
use superlinear_numerics::pattern::Pattern;

/// A compiled field.
#[derive(Clone)]
pub(super) enum Field {
    Function(Box<TimedFunction>),
    Named(NamedSlopes),
}

impl Field {
    /// The field of a problem with states of this length.
    pub fn new(problem: &SolveExpressionsProblem, unknowns: usize, run: &Run) -> Result<Self, Error> {
        match (&problem.field, problem.system) {
            (Some(function), None) => {
                let parameters = &with_delays(problem, function, unknowns)?;
                let parts = TimedParts {
                    path: "field",
                    function,
                    state: STATE,
                    unknowns,
                    outputs: Some(unknowns),
                    parameters,
                    run,
                };
                Ok(Self::Function(Box::new(TimedFunction::new(&parts)?)))
            }
            (None, Some(_)) if !problem.options.delays.is_empty() => {
                Err(Error::invalid("delays", "must not be given beside system"))
            }
            (None, Some(system)) => {
                let mut field = NamedField::new(system, "initial", unknowns)?;
                let has_others = !problem.events.is_empty() || problem.observe.is_some();
                let mut own = Named::default();
                for (name, values) in problem.parameters.iter() {
                    let may_be_of_others = field.place(name).is_none() && has_others;
                    if !may_be_of_others {
                        own.insert(name.clone(), values.clone());
                    }
                }
                for parameter in own.numbers("parameters") {
                    let (name, value) = parameter?;
                    field.set("parameters", name, value)?;
                }
                Ok(Self::Named(NamedSlopes { field, groups: Vec::new(), entries: Vec::new(), parameters: Vec::new() }))
            }
            (None, None) => Err(Error::invalid("field", "is missing; it may be replaced by system, a name")),
            (Some(_), Some(_)) => Err(Error::invalid("system", "must not be given beside field")),
        }
    }

    /// Whether the field has this parameter.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Function(function) => function.has(name),
            Self::Named(named) => named.field.place(name).is_some(),
        }
    }

    /// The places of the inputs with the states at the lags.
    pub fn places(&self, problem: &SolveExpressionsProblem) -> Vec<usize> {
        match self {
            Self::Function(function) => problem.options.delays.keys().filter_map(|name| function.place(name)).collect(),
            Self::Named(_) => Vec::new(),
        }
    }

    /// Sets the state at a lag.
    pub fn set(&mut self, place: usize, state: &[f64]) {
        if let Self::Function(function) = self {
            function.set(place, state);
        }
    }

    /// Writes the value.
    pub fn write(&mut self, t: f64, y: &[f64], value: &mut [f64]) {
        match self {
            Self::Function(function) => function.write(t, y, value),
            Self::Named(named) => named.field.write(y, value),
        }
    }

    /// Prepares the value at this number of points at once. Returns whether the field allows it.
    pub fn compile_points(&mut self, count: usize, run: &Run) -> Result<bool, Error> {
        match self {
            Self::Function(function) => function.compile_points(count, run),
            Self::Named(_) => Ok(true),
        }
    }

    /// Writes the values at all points, one after another.
    pub fn write_points(&mut self, t: &[f64], y: &[f64], values: &mut [f64]) {
        match self {
            Self::Function(function) => function.write_points(t, y, values),
            Self::Named(named) => named.field.write_each(y, values),
        }
    }

    /// Prepares the derivatives by the state and by these parameters, which have the given numbers of elements. Returns the
    /// pattern of the matrix with a column for each.
    pub fn differentiate(&mut self, by: &[(&str, usize)], run: &Run) -> Result<Pattern, Error> {
        match self {
            Self::Function(function) => {
                let structure = function.differentiate(false, by, run)?;
                let entries = structure.iter().collect();
                Ok(Pattern { rows: structure.rows, columns: structure.columns, entries })
            }
            Self::Named(named) => named.differentiate(by, run),
        }
    }

    /// Writes the entries of the prepared derivatives, in the order of their pattern.
    pub fn derivatives(&mut self, t: f64, y: &[f64], entries: &mut [f64]) {
        match self {
            Self::Function(function) => function.derivatives(t, y, entries),
            Self::Named(named) => named.derivatives(y, entries),
        }
    }
}

/// The parameters of a field, and its inputs with the states at lags.
fn with_delays(problem: &SolveExpressionsProblem, field: &Function, unknowns: usize) -> Result<Named, Error> {
    let mut inputs = problem.parameters.clone();
    for name in problem.options.delays.keys() {
        let path = format!("delays.{name}");
        if inputs.get(name).is_some() {
            return Err(Error::invalid(path, "must have another name, since a parameter has this one"));
        }
        let Some(input) = field.inputs.iter().find(|input| input.name == *name) else {
            return Err(Error::invalid(path, "is no input of the field"));
        };
        let shape: Vec<_> = input.shape.iter().map(|&length| length as usize).collect();
        let count = shape.iter().fold(1, |count: usize, length| count.saturating_mul(*length));
        if count != unknowns {
            let message = format!("must have an input {name} of the length of the state, {unknowns}, got {count}");
            return Err(Error::invalid("field.inputs", message));
        }
        inputs.insert(name.clone(), Values::new(shape, vec![0.0; unknowns]));
    }
    Ok(inputs)
}

/// All parameters of a problem: those given, and the defaults of a named system.
pub(super) fn all_parameters(problem: &SolveExpressionsProblem) -> Named {
    let mut all = Named::default();
    for &(name, default) in problem.system.iter().flat_map(|system| system.parameters()) {
        all.insert(name.to_owned(), Values::new(Vec::new(), vec![default]));
    }
    for (name, values) in problem.parameters.iter() {
        all.insert(name.clone(), values.clone());
    }
    all
}

/// A named system with its derivatives, by tangents along groups of columns.
#[derive(Clone)]
pub(super) struct NamedSlopes {
    field: NamedField,
    /// The directions of tangents: unknowns with different rows.
    groups: Vec<Vec<usize>>,
    /// The row and column of each entry.
    entries: Vec<(usize, usize)>,
    /// The places of the parameters with derivatives; `None` for one of other functions alone.
    parameters: Vec<Option<usize>>,
}

impl NamedSlopes {
    fn differentiate(&mut self, by: &[(&str, usize)], run: &Run) -> Result<Pattern, Error> {
        let n = self.field.unknowns();
        let by_state = self.field.pattern();
        self.groups = column_groups(&by_state, &mut Effort::new(run, "group unknowns"))?;
        self.parameters.clear();
        for &(name, count) in by {
            self.parameters.extend((0..count).map(|_| self.field.place(name)));
        }
        let columns: Vec<_> = (n..n + self.parameters.len()).collect();
        let rows = by_state.entries.chunk_by(|(i, _), (k, _)| i == k);
        self.entries = rows
            .enumerate()
            .flat_map(|(i, row)| row.iter().copied().chain(columns.iter().map(move |&j| (i, j))))
            .collect();
        Ok(Pattern { rows: n, columns: n + columns.len(), entries: self.entries.clone() })
    }

    fn derivatives(&mut self, y: &[f64], entries: &mut [f64]) {
        let n = self.field.unknowns();
        let no_parameters = vec![0.0; self.field.parameter_count()];
        let mut tangents: Vec<Vec<f64>> = Vec::with_capacity(self.groups.len() + self.parameters.len());
        let mut tangent_of = vec![0; n + self.parameters.len()];
        for group in &self.groups {
            let mut direction = vec![0.0; n];
            group.iter().for_each(|&j| (direction[j], tangent_of[j]) = (1.0, tangents.len()));
            let mut tangent = vec![0.0; n];
            self.field.write_tangent(y, (&direction, &no_parameters), &mut tangent);
            tangents.push(tangent);
        }
        for (k, place) in self.parameters.iter().enumerate() {
            let (mut direction, mut tangent) = (no_parameters.clone(), vec![0.0; n]);
            if let Some(place) = *place {
                direction[place] = 1.0;
                self.field.write_tangent(y, (&vec![0.0; n], &direction), &mut tangent);
            }
            tangent_of[n + k] = tangents.len();
            tangents.push(tangent);
        }
        self.entries.iter().zip(entries).for_each(|(&(i, j), entry)| *entry = tangents[tangent_of[j]][i]);
    }
}
