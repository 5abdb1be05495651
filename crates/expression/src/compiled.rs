//! Compiled functions: of several inputs, the variables, evaluated at one point after another with all other inputs
//! fixed.

use crate::arguments::{number_of, several};
use crate::graph::{Graph, Id};
use crate::lower::Expression;
use crate::named::Named;
use crate::points::checked_plan;
use crate::sparse::Variables;
use superlinear_interface::{Error, Run, Values, Vector};
use superlinear_machine::few::with_slices;
use superlinear_machine::plan::Plan;
use superlinear_machine::{Given, Machine};
use superlinear_numerics::parallel::Parallelism;

/// A compiled plan with its interpreter.
#[derive(Clone)]
pub struct Compiled {
    plan: Plan,
    machine: Machine,
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

    /// The number of outputs.
    pub fn outputs(&self) -> usize {
        self.plan.outputs.len()
    }

    /// Evaluates all outputs.
    pub fn run(&mut self, given: Given) {
        self.machine.run(&self.plan, given);
    }

    /// An output, as last evaluated.
    pub fn output<'a>(&'a self, number: usize, given: Given<'a>) -> &'a [f64] {
        self.machine.output(&self.plan, number, given)
    }

    /// Evaluates all outputs, and writes the first one.
    pub fn write(&mut self, given: Given, to: &mut [f64]) {
        self.run(given);
        to.copy_from_slice(&self.output(0, given)[..to.len()]);
    }

    /// Replaces the contents of `to` by all outputs, concatenated. The first one is not copied and should be the
    /// longest.
    pub fn replace(&mut self, given: Given, to: &mut Vec<f64>) {
        self.run(given);
        self.machine.take_output(&self.plan, 0, given, to);
        for k in 1..self.outputs() {
            to.extend_from_slice(self.output(k, given));
        }
    }
}

/// A function of `N` inputs, the variables, with all other inputs fixed, and compiled quantities `T` of it.
#[derive(Clone)]
pub struct CompiledFunction<const N: usize, T> {
    pub expression: Expression,
    /// The indices of the inputs with the variables.
    variables: [usize; N],
    /// The elements of all inputs by index, including added ones; those of the variables are ignored.
    inputs: Vec<Vector>,
    /// The quantities.
    pub quantities: T,
}

impl<const N: usize> CompiledFunction<N, ()> {
    /// A function whose fixed inputs are the parameters. No quantities are compiled yet.
    pub fn new(expression: Expression, variables: [usize; N], parameters: &Named) -> Result<Self, Error> {
        let inputs = inputs(&expression, &variables, parameters)?;
        Ok(Self { expression, variables, inputs, quantities: () })
    }

    /// Adds an input, to be set by [`set`](CompiledFunction::set) before evaluations. Returns its node and its index.
    pub fn add_input(&mut self, length: usize) -> (Id, usize) {
        let (id, number) = self.expression.graph.fresh_input(&[length]);
        self.inputs.resize_with(number, Vector::default);
        self.inputs.push(vec![0.0; length].into());
        (id, number)
    }

    /// The function with compiled quantities.
    pub fn with<T>(self, quantities: T) -> CompiledFunction<N, T> {
        let Self { expression, variables, inputs, .. } = self;
        CompiledFunction { expression, variables, inputs, quantities }
    }

    /// The inputs with these indices among the variables, as variables of differentiation.
    pub fn differentiated(&self, of: &[usize]) -> Variables {
        let id = |&k: &usize| self.expression.inputs[self.variables[k]].id;
        Variables::new(&self.expression.graph, of.iter().map(id).collect())
    }
}

impl<const N: usize, T> CompiledFunction<N, T> {
    /// The lengths of the variables.
    pub fn lengths(&self) -> [usize; N] {
        self.variables.map(|number| self.inputs[number].len())
    }

    /// The number of elements of the value.
    pub fn outputs(&self) -> usize {
        self.expression.graph.node(self.expression.output).count()
    }

    /// Sets the elements of an input that is no variable.
    pub fn set(&mut self, number: usize, write: impl FnOnce(&mut [f64])) {
        write(&mut self.inputs[number]);
    }

    /// Evaluates quantities at a point.
    pub fn evaluate(&mut self, point: [&[f64]; N], work: impl FnOnce(&mut T, Given)) {
        let Self { expression, variables, inputs, quantities } = self;
        let data = &expression.data;
        with_slices(inputs.len(), inputs.iter().map(|values| &values[..]), |all| {
            variables.iter().zip(point).for_each(|(&number, values)| all[number] = values);
            with_slices(data.len(), data.iter().map(|values| &values[..]), |data| {
                work(quantities, Given { inputs: all, data });
            });
        });
    }
}

/// The elements of all inputs; zeros for the variables.
pub fn inputs(expression: &Expression, variables: &[usize], parameters: &Named) -> Result<Vec<Vector>, Error> {
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
