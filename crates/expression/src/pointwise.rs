//! A function of small inputs evaluated at many points, in batches of equal size, with its derivatives.

use crate::arguments::expression;
use crate::compiled::{Compiled, inputs};
use crate::function::Function;
use crate::graph::{Graph, Id, shape};
use crate::lower::Expression;
use crate::named::Named;
use crate::points::{PIECE, batched, largest_mapped, slices};
use crate::sparse::{Variables, gradient};
use superlinear_interface::{Error, Run, Vector};
use superlinear_machine::Given;

/// The largest number of points in a batch.
const MAX_BATCH: usize = 512;

/// A function to evaluate at many points.
pub struct PointwiseParts<'a> {
    /// The path of the function in error messages.
    pub path: &'a str,
    /// The function.
    pub function: &'a Function,
    /// The names and lengths of the inputs given per point. The function need not have all of them.
    pub inputs: &'a [(&'a str, usize)],
    /// The number of elements of the value.
    pub outputs: usize,
    /// All other inputs, by name.
    pub parameters: &'a Named,
    /// The run that compiles it, within its limits.
    pub run: &'a Run,
}

/// The compiled function.
pub struct Pointwise {
    compiled: Compiled,
    /// Points per evaluation: 1 if an operation cannot be batched.
    size: usize,
    /// For each input given per point, its index in the function and its length.
    places: Vec<(Option<usize>, usize)>,
    /// The elements of all inputs, by index.
    inputs: Vec<Vector>,
    data: Vec<Vector>,
    /// For each input given per point, the values of a last batch, filled up with the last point.
    last: Vec<Vec<f64>>,
}

impl Pointwise {
    /// Compiles the value. Refuses inputs and values of other lengths.
    pub fn new(parts: &PointwiseParts) -> Result<Self, Error> {
        Self::of(parts, |expression, _| vec![expression.graph.reshape(expression.output, &[parts.outputs])])
    }

    /// Compiles the scalar value, the gradient by those of the first `variables` inputs that the function has, one after
    /// another, and the rows of the Hessian. (The derivatives are apart for the size of modules that take values alone.)
    pub fn differentiated(parts: &PointwiseParts, variables: usize) -> Result<Self, Error> {
        Self::of(parts, |expression, places| {
            let places = places[..variables].iter().filter_map(|&(place, _)| place);
            let variables = places.map(|place| expression.inputs[place].id).collect();
            with_derivatives(expression, variables)
        })
    }

    /// Compiles the nodes that `outputs` makes from the function and the indices and lengths of its inputs given per point.
    fn of(
        parts: &PointwiseParts,
        outputs: impl FnOnce(&mut Expression, &[(Option<usize>, usize)]) -> Vec<Id>,
    ) -> Result<Self, Error> {
        let mut expression = expression(parts.path, parts.function)?;
        let places = places(parts, &expression)?;
        ensure_outputs(parts, &expression)?;
        let given: Vec<usize> = places.iter().filter_map(|&(place, _)| place).collect();
        let inputs = inputs(&expression, &given, parts.parameters)?;
        let outputs = outputs(&mut expression, &places);
        let ids: Vec<Id> = given.iter().map(|&place| expression.inputs[place].id).collect();
        let graph = &mut expression.graph;
        let batch = (PIECE / largest_mapped(graph, &outputs, &ids)).clamp(1, MAX_BATCH);
        let mapped: Vec<_> = given.into_iter().zip(ids).collect();
        let (outputs, size) = batched(graph, &outputs, &mapped, batch);
        let compiled = Compiled::new(graph, &outputs, parts.run)?;
        let last = places.iter().map(|&(_, length)| vec![0.0; size * length]).collect();
        Ok(Self { compiled, size, places, inputs, data: expression.data, last })
    }

    /// Whether the function has the input with this position among those given per point.
    pub fn has(&self, position: usize) -> bool {
        self.places[position].0.is_some()
    }

    /// Evaluates `count` points: `values` has the numbers of each input, point after point. `visit` receives the position
    /// of some points and the outputs at them, each point after point. Outputs may have more points.
    pub fn evaluate(
        &mut self,
        values: &[&[f64]],
        count: usize,
        mut visit: impl FnMut(std::ops::Range<usize>, &[&[f64]]),
    ) {
        let Self { compiled, size, places, inputs, data, last } = self;
        let data = slices(data);
        for first in (0..count).step_by(*size) {
            let end = count.min(first + *size);
            let mut all: Vec<_> = inputs.iter().map(|values| &values[..]).collect();
            for ((&(place, length), values), last) in places.iter().zip(values).zip(&mut *last) {
                let Some(place) = place else { continue };
                let values = &values[first * length..end * length];
                all[place] = values;
                if end - first < *size {
                    for (k, to) in last.chunks_exact_mut(length).enumerate() {
                        let point = k.min(end - first - 1);
                        to.copy_from_slice(&values[point * length..(point + 1) * length]);
                    }
                    all[place] = last;
                }
            }
            let given = Given { inputs: &all, data: &data };
            compiled.run(given);
            let outputs: Vec<_> = (0..compiled.outputs()).map(|number| compiled.output(number, given)).collect();
            visit(first..end, &outputs);
        }
    }
}

/// Refuses a value of another length.
fn ensure_outputs(parts: &PointwiseParts, expression: &Expression) -> Result<(), Error> {
    let (shape, outputs) = (expression.graph.shape(expression.output), parts.outputs);
    if shape::count(shape) == outputs {
        return Ok(());
    }
    let numbers = if outputs == 1 { "one number".to_owned() } else { format!("{outputs} numbers") };
    let message = format!("must have {numbers} as its value, got the shape {}", shape::written(shape));
    Err(Error::invalid(parts.path, message))
}

/// The inputs given per point, with their indices in the function.
fn places(parts: &PointwiseParts, expression: &Expression) -> Result<Vec<(Option<usize>, usize)>, Error> {
    let mut places = Vec::with_capacity(parts.inputs.len());
    for &(name, length) in parts.inputs {
        let place = expression.inputs.iter().position(|input| input.name == name);
        if let Some(place) = place {
            let shape = &expression.inputs[place].shape;
            if shape::count(shape) != length {
                let numbers = if length == 1 { "number" } else { "numbers" };
                let message =
                    format!("must have an input {name} of {length} {numbers}, got the shape {}", shape::written(shape));
                return Err(Error::invalid(format!("{}.inputs", parts.path), message));
            }
        }
        places.push((place, length));
    }
    let known = |name: &str| parts.inputs.iter().any(|input| input.0 == name) || parts.parameters.get(name).is_some();
    if let Some(other) = expression.inputs.iter().find(|input| !known(&input.name)) {
        let names: Vec<_> = parts.inputs.iter().map(|&(name, _)| name).collect();
        let message = format!("must be among {} and the given parameters, got {}", names.join(", "), other.name);
        return Err(Error::invalid(format!("{}.inputs", parts.path), message));
    }
    Ok(places)
}

/// The nodes of the value, the gradient and the rows of the Hessian.
fn with_derivatives(expression: &mut Expression, variables: Vec<Id>) -> Vec<Id> {
    let (graph, output) = (&mut expression.graph, expression.output);
    let variables = Variables::new(graph, variables);
    let value = graph.reshape(output, &[]);
    let slope = derivative(graph, value, &variables);
    let mut outputs = vec![value, slope];
    for k in 0..variables.count {
        let component = graph.slice(slope, &[k], &[1], &[1]);
        let component = graph.reshape(component, &[]);
        outputs.push(derivative(graph, component, &variables));
    }
    outputs
}

/// The gradient of a scalar.
fn derivative(graph: &mut Graph, value: Id, variables: &Variables) -> Id {
    let one = graph.constant(1.0);
    gradient(graph, &[(value, one)], variables)
}
