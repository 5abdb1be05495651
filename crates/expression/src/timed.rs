//! A function of time and a state, for differential equations: its value at one point after another, and its derivatives
//! by state, time and parameters. All other inputs are fixed.

use crate::arguments::expression;
use crate::compiled::{Compiled, CompiledFunction};
use crate::function::Function;
use crate::graph::shape;
use crate::lower::{Expression, Input};
use crate::named::Named;
use crate::sparse::{Derivative, Prepared, Structure, Variables};
use crate::vectorize::vectorize;
use superlinear_interface::{Error, Run};

/// The name of the input with the time.
pub const TIME: &str = "t";
/// The usual name of the input with the state.
pub const STATE: &str = "y";

/// A function, with the state it belongs to.
pub struct TimedParts<'a> {
    /// The path of the function in error messages.
    pub path: &'a str,
    /// The function: of the inputs `t` and the state, which may be absent, and of parameters.
    pub function: &'a Function,
    /// The name of the input with the state.
    pub state: &'a str,
    /// The number of elements of the state.
    pub unknowns: usize,
    /// The number of elements of the value; `None` for any number or vector.
    pub outputs: Option<usize>,
    /// All parameters, of which the function may use some.
    pub parameters: &'a Named,
    /// The run that compiles it, within its limits.
    pub run: &'a Run,
}

/// A compiled function of time and state.
#[derive(Clone)]
pub struct TimedFunction {
    path: String,
    /// The name of the input with the state.
    state: String,
    function: CompiledFunction<2, Compiled>,
    derivatives: Option<Prepared>,
    /// The value at several points.
    points: Option<Compiled>,
}

impl TimedFunction {
    /// Compiles the value. Refuses a function of another state, or with a value of another length.
    pub fn new(parts: &TimedParts) -> Result<Self, Error> {
        let (path, unknowns, name_of_state) = (parts.path, parts.unknowns, parts.state);
        let mut expression = expression(path, parts.function)?;
        let time = of_name(&mut expression, TIME, &[]);
        let state = of_name(&mut expression, name_of_state, &[unknowns]);
        for (name, number, count) in [(TIME, time, 1), (name_of_state, state, unknowns)] {
            let given = &expression.inputs[number].shape;
            if shape::count(given) != count {
                let (given, of) = (shape::written(given), if count == 1 { "number" } else { "numbers" });
                let message = format!("must have an input {name} of {count} {of}, got the shape {given}");
                return Err(Error::invalid(format!("{path}.inputs"), message));
            }
        }
        let output = expression.output;
        let given = expression.graph.shape(output).to_vec();
        let outputs = parts.outputs.unwrap_or(shape::count(&given));
        if parts.outputs.is_none() && (given.len() > 1 || outputs == 0) {
            let message =
                format!("must have a number or a vector as its value, got the shape {}", shape::written(&given));
            return Err(Error::invalid(path, message));
        }
        if shape::count(&given) != outputs {
            let got = shape::written(&given);
            let of = if outputs == 1 {
                "number as its value"
            } else {
                "numbers as its value, one for each entry of initial"
            };
            return Err(Error::invalid(path, format!("must have {outputs} {of}, got the shape {got}")));
        }
        expression.output = expression.graph.reshape(output, &[outputs]);
        let mut own = Named::default();
        for (name, values) in parts.parameters.iter() {
            if expression.inputs.iter().any(|input| input.name == *name) {
                own.insert(name.clone(), values.clone());
            }
        }
        let function = CompiledFunction::new(expression, [time, state], &own)?;
        let values = Compiled::new(&function.expression.graph, &[function.expression.output], parts.run)?;
        Ok(Self {
            path: path.to_owned(),
            state: name_of_state.to_owned(),
            function: function.with(values),
            derivatives: None,
            points: None,
        })
    }

    /// The number of elements of the value.
    pub fn outputs(&self) -> usize {
        self.function.outputs()
    }

    /// Whether the function has this parameter.
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// The index of the input with this name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.function.expression.inputs.iter().position(|input| input.name == name)
    }

    /// Sets the elements of a parameter.
    pub fn set(&mut self, place: usize, values: &[f64]) {
        self.function.set(place, |elements| elements.copy_from_slice(values));
    }

    /// The operations of a value, roughly: the elements of all nodes that it needs.
    pub fn work(&self) -> usize {
        let Expression { graph, output, .. } = &self.function.expression;
        let needed = graph.needed_by(&[*output]);
        graph.ids().filter(|id| needed[id.index()]).map(|id| graph.node(id).count()).fold(1, usize::saturating_add)
    }

    /// Writes the value.
    pub fn write(&mut self, t: f64, y: &[f64], value: &mut [f64]) {
        self.function.evaluate([&[t], y], |values, given| values.write(given, value));
    }

    /// Compiles the value at this number of points at once. Returns whether the function allows it.
    pub fn compile_points(&mut self, count: usize, run: &Run) -> Result<bool, Error> {
        let Expression { graph, inputs, output, .. } = &mut self.function.expression;
        let varying = inputs.iter().enumerate().filter(|(_, input)| input.name == TIME || input.name == self.state);
        let mut replaced = Vec::new();
        for (number, input) in varying {
            replaced.push((input.id, graph.input(number, &[&[count], &input.shape[..]].concat())));
        }
        let Some(outputs) = vectorize(graph, &[*output], &replaced, count) else { return Ok(false) };
        self.points = Some(Compiled::new(graph, &outputs, run)?);
        Ok(true)
    }

    /// Writes the values at the compiled number of points, one after another.
    pub fn write_points(&mut self, t: &[f64], y: &[f64], values: &mut [f64]) {
        let Some(points) = &mut self.points else { return };
        self.function.evaluate([t, y], |_, given| points.write(given, values));
    }

    /// Compiles the derivatives by time if `by_time`, then by the state, then by these parameters, which have the given
    /// numbers of elements: columns of a matrix. Parameters that the function does not have are columns of zeros.
    pub fn differentiate(&mut self, by_time: bool, by: &[(&str, usize)], run: &Run) -> Result<&Structure, Error> {
        let inputs = &mut self.function.expression.inputs;
        let graph = &mut self.function.expression.graph;
        let mut id_of = |name: &str, count: usize| match inputs.iter().find(|input| input.name == name) {
            Some(input) => input.id,
            // An input that no node uses.
            None => graph.fresh_input(&[count]).0,
        };
        let mut ids = Vec::new();
        if by_time {
            ids.push(id_of(TIME, 1));
        }
        ids.push(id_of(&self.state, 0));
        ids.extend(by.iter().map(|&(name, count)| id_of(name, count)));
        let variables = Variables::new(graph, ids);
        let output = self.function.expression.output;
        let jacobian = Derivative::jacobian(graph, output, &variables, run)
            .map_err(|error| error.renamed("function", &self.path))?;
        let prepared = jacobian.prepare(graph, &[], run)?;
        Ok(&self.derivatives.insert(prepared).structure)
    }

    /// Writes the entries of the compiled derivatives, in the order of their structure.
    pub fn derivatives(&mut self, t: f64, y: &[f64], entries: &mut [f64]) {
        let Some(prepared) = &mut self.derivatives else { return };
        self.function.evaluate([&[t], y], |_, given| prepared.compute(given, entries));
    }

    /// Writes the compiled derivatives as a dense matrix, row by row.
    pub fn dense_derivatives(&mut self, t: f64, y: &[f64], matrix: &mut [f64]) {
        let Some(prepared) = &self.derivatives else { return };
        let (columns, places): (usize, Vec<_>) = (prepared.structure.columns, prepared.structure.iter().collect());
        let mut entries = vec![0.0; places.len()];
        self.derivatives(t, y, &mut entries);
        matrix.fill(0.0);
        places.iter().zip(&entries).for_each(|((i, j), entry)| matrix[i * columns + j] = *entry);
    }
}

/// The index of the input with this name, which is added if it is absent.
fn of_name(expression: &mut Expression, name: &str, shape: &[usize]) -> usize {
    if let Some(number) = expression.inputs.iter().position(|input| input.name == name) {
        return number;
    }
    let number = expression.inputs.len();
    let id = expression.graph.input(number, shape);
    expression.inputs.push(Input { name: name.to_owned(), shape: shape.to_vec(), id });
    number
}
