//! An objective and constraints with all derivatives, as solvers need them: evaluated at one point after another.

use crate::function::Function;
use crate::graph::{Graph, Id};
use crate::lower::Expression;
use crate::points::{checked_plan, slices};
use crate::sparse::{Hessian, Jacobian, Prepared, Structure, Variables, gradient};
use crate::tasks::{Named, ensure_number, number_of, several};
use superlinear_interface::{Error, Run, Values, Vector, check};
use superlinear_machine::plan::Plan;
use superlinear_machine::{Given, Machine};
use superlinear_numerics::parallel::Parallelism;

/// The functions of a nonlinear program of one input, the variables. All other inputs are fixed parameters.
pub struct Program {
    expression: Expression,
    /// The index of the input with the variables.
    variables: usize,
    /// The elements of all inputs, followed by the objective's weight and the multipliers.
    inputs: Vec<Vector>,
    values: Compiled,
    derivatives: Prepared,
    jacobian: Jacobian,
    second: Option<(Hessian, Prepared)>,
}

/// The derivatives computed by a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Gradient and Jacobian.
    First,
    /// The Hessian as well.
    Second,
}

/// A compiled plan with its interpreter.
pub(crate) struct Compiled {
    pub plan: Plan,
    pub machine: Machine,
}

impl Compiled {
    /// For these nodes, single-threaded.
    pub fn new(graph: &Graph, outputs: &[Id], run: &Run) -> Result<Self, Error> {
        Self::on(Parallelism::sequential(), graph, outputs, run)
    }

    /// For these nodes, with this parallelism.
    pub fn on(parallelism: Parallelism, graph: &Graph, outputs: &[Id], run: &Run) -> Result<Self, Error> {
        Ok(Self { plan: checked_plan(graph, outputs, run)?, machine: Machine::on(parallelism) })
    }

    /// Replaces the contents of `to` by all outputs, concatenated. The first one is not copied and should be the
    /// longest.
    pub fn replace(&mut self, given: Given, to: &mut Vec<f64>) {
        self.machine.run(&self.plan, given);
        self.machine.take_output(&self.plan, 0, given, to);
        for k in 1..self.plan.outputs.len() {
            to.extend_from_slice(self.machine.output(&self.plan, k, given));
        }
    }
}

/// The functions of a nonlinear program.
pub struct Parts<'a> {
    /// The objective, a scalar.
    pub objective: &'a Function,
    /// The constraints, a vector.
    pub constraints: Option<&'a Function>,
    /// The name of the input with the variables. Default: the first of the objective.
    pub variables: Option<&'a str>,
    /// All other inputs, by name.
    pub parameters: &'a Named,
    /// The run that compiles it, within its limits.
    pub run: &'a Run,
}

/// An objective of one input, the variables. All other inputs are fixed parameters.
pub struct Objective {
    expression: Expression,
    /// The index of the input with the variables.
    variables: usize,
    inputs: Vec<Vector>,
    values: Compiled,
}

impl Objective {
    /// Compiles the objective; ignores the constraints. Error paths use the names of `Parts`.
    pub fn new(parts: &Parts) -> Result<Self, Error> {
        let expression = Expression::new(parts.objective).map_err(|error| error.within("objective"))?;
        ensure_number("objective", &expression.graph, expression.output)?;
        Self::compile(expression, parts)
    }

    /// Compiles a vector of objectives, followed by the constraints, if any.
    pub fn several(parts: &Parts) -> Result<Self, Error> {
        let expression = Expression::new(parts.objective).map_err(|error| error.within("objective"))?;
        ensure_vector("objective", &expression, expression.output)?;
        Self::joined(expression, parts)
    }

    /// Compiles a scalar objective, followed by the constraints, if any.
    pub fn constrained(parts: &Parts) -> Result<Self, Error> {
        let mut expression = Expression::new(parts.objective).map_err(|error| error.within("objective"))?;
        ensure_number("objective", &expression.graph, expression.output)?;
        expression.output = expression.graph.reshape(expression.output, &[1]);
        Self::joined(expression, parts)
    }

    /// Compiles a vector followed by the constraints.
    fn joined(mut expression: Expression, parts: &Parts) -> Result<Self, Error> {
        if let Some(function) = parts.constraints {
            let constraints = expression.join(function).map_err(|error| error.within("constraints"))?;
            let constraints = list_of("constraints", &mut expression, constraints)?;
            expression.output = expression.graph.concatenate(expression.output, &[constraints], 0);
        }
        Self::compile(expression, parts)
    }

    fn compile(expression: Expression, parts: &Parts) -> Result<Self, Error> {
        let output = expression.output;
        let variables = variables_of("objective", &expression, parts.variables)?;
        let inputs = inputs(&expression, &[variables], parts.parameters)?;
        let values = Compiled::new(&expression.graph, &[output], parts.run)?;
        Ok(Self { expression, variables, inputs, values })
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.inputs[self.variables].len()
    }

    /// Evaluates the objective.
    pub fn value(&mut self, x: &[f64]) -> f64 {
        let mut value = [f64::NAN];
        self.write(x, &mut value);
        value[0]
    }

    /// The number of elements of the value.
    pub fn outputs(&self) -> usize {
        self.expression.graph.node(self.expression.output).count()
    }

    /// Writes all elements of the value.
    pub fn write(&mut self, x: &[f64], value: &mut [f64]) {
        let Self { expression, variables, inputs, values } = self;
        with_inputs(expression, *variables, inputs, x, |given| {
            values.machine.run(&values.plan, given);
            value.copy_from_slice(values.machine.output(&values.plan, 0, given));
        });
    }
}

/// A vector function of one input, the variables, with its Jacobian. All other inputs are fixed parameters.
pub struct VectorFunction {
    expression: Expression,
    /// The index of the input with the variables.
    variables: usize,
    inputs: Vec<Vector>,
    values: Compiled,
    derivatives: Prepared,
    jacobian: Jacobian,
}

impl VectorFunction {
    /// Compiles the parts' objective, a vector, and its derivatives; ignores the constraints. Error paths use the names
    /// of `Parts`.
    pub fn new(parts: &Parts) -> Result<Self, Error> {
        let mut expression = Expression::new(parts.objective).map_err(|error| error.within("objective"))?;
        let output = expression.output;
        ensure_vector("objective", &expression, output)?;
        let variables = variables_of("objective", &expression, parts.variables)?;
        let inputs = inputs(&expression, &[variables], parts.parameters)?;
        let graph = &mut expression.graph;
        let of = Variables::new(graph, vec![expression.inputs[variables].id]);
        let jacobian = Jacobian::new(graph, output, &of, inputs.len(), parts.run)
            .map_err(|error| error.renamed("function", "objective"))?;
        let values = Compiled::new(graph, &[output], parts.run)?;
        let derivatives = jacobian.source.prepare(graph, &[], parts.run)?;
        Ok(Self { expression, variables, inputs, values, derivatives, jacobian })
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.inputs[self.variables].len()
    }

    /// The number of elements of the value.
    pub fn outputs(&self) -> usize {
        self.jacobian.structure.rows
    }

    /// The structure of the Jacobian.
    pub fn structure(&self) -> &Structure {
        &self.jacobian.structure
    }

    /// Writes the value.
    pub fn write(&mut self, x: &[f64], value: &mut [f64]) {
        let Self { expression, variables, inputs, values, .. } = self;
        with_inputs(expression, *variables, inputs, x, |given| {
            values.machine.run(&values.plan, given);
            value.copy_from_slice(values.machine.output(&values.plan, 0, given));
        });
    }

    /// Writes the entries of the Jacobian, in the order of its structure.
    pub fn derivatives(&mut self, x: &[f64], entries: &mut [f64]) {
        let Self { expression, variables, inputs, derivatives, jacobian, .. } = self;
        with_inputs(expression, *variables, inputs, x, |given| {
            derivatives.compute(&jacobian.source, &jacobian.structure, given, entries);
        });
    }
}

/// The index of the input with the variables, in the function at `path`.
pub(crate) fn variables_of(path: &str, expression: &Expression, name: Option<&str>) -> Result<usize, Error> {
    match name {
        Some(name) => number_of("variables", &expression.inputs, name),
        None if expression.inputs.is_empty() => {
            let words = "must have at least one entry, the variables, got none";
            Err(Error::invalid(format!("{path}.inputs"), words))
        }
        None => Ok(0),
    }
}

/// The value of a function as a vector; a scalar becomes a vector of one entry.
pub(crate) fn list_of(path: &str, expression: &mut Expression, output: Id) -> Result<Id, Error> {
    if expression.graph.shape(output).is_empty() {
        return Ok(expression.graph.reshape(output, &[1]));
    }
    ensure_vector(path, expression, output)?;
    Ok(output)
}

/// Refuses a function whose value is no vector.
pub(crate) fn ensure_vector(path: &str, expression: &Expression, output: Id) -> Result<(), Error> {
    match expression.graph.shape(output).len() {
        1 => Ok(()),
        _ => Err(Error::invalid(path, "must have a vector as its value: [a, b], or [i in …: …]")),
    }
}

impl Program {
    /// Compiles the functions and their derivatives up to `order`. `initial` is the length of the starting point.
    /// Scalar constraints count as one constraint. Error paths use the names of `Parts`.
    pub fn new(parts: &Parts, initial: usize, order: Order) -> Result<Self, Error> {
        let mut expression = Expression::new(parts.objective).map_err(|error| error.within("objective"))?;
        let objective = expression.output;
        ensure_number("objective", &expression.graph, objective)?;
        let constraints = match parts.constraints {
            Some(function) => Some(expression.join(function).map_err(|error| error.within("constraints"))?),
            None => None,
        };
        let constraints = match constraints {
            Some(number) if expression.graph.shape(number).is_empty() => Some(expression.graph.reshape(number, &[1])),
            Some(vector) => {
                ensure_vector("constraints", &expression, vector)?;
                Some(vector)
            }
            None => None,
        };
        let variables = variables_of("objective", &expression, parts.variables)?;
        let count = expression.graph.node(expression.inputs[variables].id).count();
        check::length("initial", initial, count, "there are variables")?;
        let inputs = inputs(&expression, &[variables], parts.parameters)?;
        Self::compile(expression, objective, constraints, (variables, inputs), (order, parts.run))
            .map_err(|error| error.renamed("function", "objective"))
    }

    fn compile(
        mut expression: Expression,
        objective: Id,
        constraints: Option<Id>,
        (variables, mut inputs): (usize, Vec<Vector>),
        (order, run): (Order, &Run),
    ) -> Result<Self, Error> {
        let (graph, spare) = (&mut expression.graph, inputs.len());
        let of = Variables::new(graph, vec![expression.inputs[variables].id]);
        let objective = graph.reshape(objective, &[1]);
        let constraints = constraints.unwrap_or_else(|| graph.full(0.0, &[0]));
        let m = graph.node(constraints).count();
        let both = if m > 0 { graph.concatenate(objective, &[constraints], 0) } else { objective };
        // The objective's weight, then the multipliers.
        let weights = graph.input(spare, &[1 + m]);
        inputs.push(vec![0.0; 1 + m].into());
        let one = graph.constant(1.0);
        let slope = gradient(graph, &[(objective, one)], &of);
        let jacobian = Jacobian::new(graph, constraints, &of, spare + 1, run)?;
        let hessian = match order {
            Order::First => None,
            Order::Second => Some(Hessian::new(graph, [both, weights], &of, spare + 1, run)?),
        };
        let values = Compiled::new(graph, &[both], run)?;
        let derivatives = jacobian.source.prepare(graph, &[slope], run)?;
        let second = match hessian {
            None => None,
            Some(hessian) => {
                let prepared = hessian.source.prepare(graph, &[], run)?;
                Some((hessian, prepared))
            }
        };
        Ok(Self { expression, variables, inputs, values, derivatives, jacobian, second })
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.inputs[self.variables].len()
    }

    /// The number of constraints.
    pub fn constraints(&self) -> usize {
        self.jacobian.structure.rows
    }

    /// The structure of the constraints' Jacobian.
    pub fn jacobian_structure(&self) -> &Structure {
        &self.jacobian.structure
    }

    /// The structure of the lower triangle of the Hessian of the Lagrangian; `None` if only first derivatives are
    /// computed.
    pub fn hessian_structure(&self) -> Option<&Structure> {
        self.second.as_ref().map(|(hessian, _)| &hessian.structure)
    }

    /// Writes the objective, followed by the constraints.
    pub fn values(&mut self, x: &[f64], values: &mut [f64]) {
        let Self { expression, variables, inputs, values: compiled, .. } = self;
        with_inputs(expression, *variables, inputs, x, |given| {
            compiled.machine.run(&compiled.plan, given);
            values.copy_from_slice(&compiled.machine.output(&compiled.plan, 0, given)[..values.len()]);
        });
    }

    /// Writes the gradient of the objective and the entries of the constraints' Jacobian.
    pub fn derivatives(&mut self, x: &[f64], gradient: &mut [f64], entries: &mut [f64]) {
        let Self { expression, variables, inputs, derivatives, jacobian, .. } = self;
        with_inputs(expression, *variables, inputs, x, |given| {
            derivatives.compute(&jacobian.source, &jacobian.structure, given, entries);
            gradient.copy_from_slice(derivatives.other(0, given));
        });
    }

    /// Writes the gradient of the objective.
    pub fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) {
        let mut entries = vec![0.0; self.jacobian.structure.count()];
        self.derivatives(x, gradient, &mut entries);
    }

    /// Writes the entries of the constraints' Jacobian.
    pub fn jacobian(&mut self, x: &[f64], entries: &mut [f64]) {
        let mut gradient = vec![0.0; self.variables()];
        self.derivatives(x, &mut gradient, entries);
    }

    /// Writes the entries of the lower triangle of the Hessian of `weight` times the objective plus `multipliers` times
    /// the constraints; nothing if only first derivatives are computed.
    pub fn hessian(&mut self, x: &[f64], weight: f64, multipliers: &[f64], entries: &mut [f64]) {
        let Self { expression, variables, inputs, second, .. } = self;
        let Some((hessian, second)) = second else { return };
        if let Some(weights) = inputs.last_mut().and_then(Vector::unshared) {
            weights[0] = weight;
            weights[1..].copy_from_slice(multipliers);
        }
        with_inputs(expression, *variables, inputs, x, |given| {
            second.compute(&hessian.source, &hessian.structure, given, entries);
        });
    }
}

/// Calls `work` with all inputs, the variables being `x`.
fn with_inputs(expression: &Expression, variables: usize, inputs: &[Vector], x: &[f64], work: impl FnOnce(Given)) {
    let mut all: Vec<_> = inputs.iter().map(|values| &values[..]).collect();
    all[variables] = x;
    work(Given { inputs: &all, data: &slices(&expression.data) });
}

/// The elements of all inputs; zeros for the variables.
pub(crate) fn inputs(expression: &Expression, variables: &[usize], parameters: &Named) -> Result<Vec<Vector>, Error> {
    for name in parameters.keys() {
        if variables.contains(&number_of("parameters", &expression.inputs, name)?) {
            return Err(Error::invalid(format!("parameters.{name}"), "must not be there: it is the variables"));
        }
    }
    let mut inputs = Vec::with_capacity(expression.inputs.len() + 1);
    for (number, input) in expression.inputs.iter().enumerate() {
        let path = format!("parameters.{}", input.name);
        if variables.contains(&number) {
            inputs.push(vec![0.0; expression.graph.node(input.id).count()].into());
            continue;
        }
        let values: &Values = parameters.get(&input.name).ok_or_else(|| Error::invalid(path.as_str(), "is missing"))?;
        if several(&path, values, &input.shape)?.is_some() {
            return Err(Error::invalid(path, "must be given once"));
        }
        inputs.push(values.elements.clone());
    }
    Ok(inputs)
}
