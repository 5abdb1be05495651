//! An objective and constraints with all derivatives, as solvers need them: evaluated at one point after another.

use crate::arguments::{ensure_number, ensure_vector, list_of, variables_of};
use crate::compiled::{Compiled, CompiledFunction};
use crate::function::Function;
use crate::graph::Id;
use crate::lower::Expression;
use crate::named::Named;
use crate::sparse::{Derivative, Prepared, Structure, gradient};
use superlinear_interface::{Error, Run, check};

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

impl Parts<'_> {
    /// The objective's graph.
    fn objective(&self) -> Result<Expression, Error> {
        Expression::new(self.objective).map_err(|error| error.within("objective"))
    }

    /// A function of the variables, with the other inputs fixed.
    fn function(&self, expression: Expression) -> Result<CompiledFunction<1, ()>, Error> {
        let variables = variables_of("objective", &expression, self.variables)?;
        CompiledFunction::new(expression, [variables], self.parameters)
    }
}

/// An objective of one input, the variables. All other inputs are fixed parameters.
pub struct Objective(CompiledFunction<1, Compiled>);

impl Objective {
    /// Compiles the objective; ignores the constraints. Error paths use the names of `Parts`.
    pub fn new(parts: &Parts) -> Result<Self, Error> {
        let expression = parts.objective()?;
        ensure_number("objective", &expression.graph, expression.output)?;
        Self::compile(expression, parts)
    }

    /// Compiles a vector of objectives, followed by the constraints, if any.
    pub fn several(parts: &Parts) -> Result<Self, Error> {
        let expression = parts.objective()?;
        ensure_vector("objective", &expression, expression.output)?;
        Self::joined(expression, parts)
    }

    /// Compiles a scalar objective, followed by the constraints, if any.
    pub fn constrained(parts: &Parts) -> Result<Self, Error> {
        let mut expression = parts.objective()?;
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
        let function = parts.function(expression)?;
        let Expression { graph, output, .. } = &function.expression;
        let values = Compiled::new(graph, &[*output], parts.run)?;
        Ok(Self(function.with(values)))
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.0.lengths()[0]
    }

    /// Evaluates the objective.
    pub fn value(&mut self, x: &[f64]) -> f64 {
        let mut value = [f64::NAN];
        self.write(x, &mut value);
        value[0]
    }

    /// The number of elements of the value.
    pub fn outputs(&self) -> usize {
        self.0.outputs()
    }

    /// Writes all elements of the value.
    pub fn write(&mut self, x: &[f64], value: &mut [f64]) {
        self.0.evaluate([x], |values, given| values.write(given, value));
    }
}

/// A vector function of one input, the variables, with its Jacobian. All other inputs are fixed parameters.
pub struct VectorFunction(CompiledFunction<1, Differentiated>);

/// A value and its Jacobian.
struct Differentiated {
    values: Compiled,
    jacobian: Prepared,
}

impl VectorFunction {
    /// Compiles the parts' objective, a vector, and its derivatives; ignores the constraints. Error paths use the names
    /// of `Parts`.
    pub fn new(parts: &Parts) -> Result<Self, Error> {
        let expression = parts.objective()?;
        let output = expression.output;
        ensure_vector("objective", &expression, output)?;
        let mut function = parts.function(expression)?;
        let of = function.differentiated(&[0]);
        let graph = &mut function.expression.graph;
        let jacobian = Derivative::jacobian(graph, output, &of, parts.run)
            .map_err(|error| error.renamed("function", "objective"))?;
        let values = Compiled::new(graph, &[output], parts.run)?;
        let jacobian = jacobian.prepare(graph, &[], parts.run)?;
        Ok(Self(function.with(Differentiated { values, jacobian })))
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.0.lengths()[0]
    }

    /// The number of elements of the value.
    pub fn outputs(&self) -> usize {
        self.0.outputs()
    }

    /// The structure of the Jacobian.
    pub fn structure(&self) -> &Structure {
        &self.0.quantities.jacobian.structure
    }

    /// Writes the value.
    pub fn write(&mut self, x: &[f64], value: &mut [f64]) {
        self.0.evaluate([x], |compiled, given| compiled.values.write(given, value));
    }

    /// Writes the entries of the Jacobian, in the order of its structure.
    pub fn derivatives(&mut self, x: &[f64], entries: &mut [f64]) {
        self.0.evaluate([x], |compiled, given| compiled.jacobian.compute(given, entries));
    }
}

/// The derivatives computed by a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Gradient and Jacobian.
    First,
    /// The Hessian as well.
    Second,
}

/// The functions of a nonlinear program of one input, the variables. All other inputs are fixed parameters.
pub struct Program(CompiledFunction<1, Quantities>);

/// The compiled quantities of a program.
struct Quantities {
    /// The index of the input with the objective's weight and the multipliers.
    weights: usize,
    values: Compiled,
    /// The constraints' Jacobian, and beside it the gradient of the objective.
    jacobian: Prepared,
    hessian: Option<Prepared>,
}

impl Program {
    /// Compiles the functions and their derivatives up to `order`. `initial` is the length of the starting point.
    /// Scalar constraints count as one constraint. Error paths use the names of `Parts`.
    pub fn new(parts: &Parts, initial: usize, order: Order) -> Result<Self, Error> {
        let mut expression = parts.objective()?;
        let objective = expression.output;
        ensure_number("objective", &expression.graph, objective)?;
        let constraints = match parts.constraints {
            Some(function) => {
                let value = expression.join(function).map_err(|error| error.within("constraints"))?;
                list_of("constraints", &mut expression, value)?
            }
            None => expression.graph.full(0.0, &[0]),
        };
        let function = parts.function(expression)?;
        check::length("initial", initial, function.lengths()[0], "there are variables")?;
        Self::compile(function, [objective, constraints], order, parts.run)
            .map_err(|error| error.renamed("function", "objective"))
    }

    fn compile(
        mut function: CompiledFunction<1, ()>,
        [objective, constraints]: [Id; 2],
        order: Order,
        run: &Run,
    ) -> Result<Self, Error> {
        let of = function.differentiated(&[0]);
        let graph = &mut function.expression.graph;
        let objective = graph.reshape(objective, &[1]);
        let m = graph.node(constraints).count();
        let both = if m > 0 { graph.concatenate(objective, &[constraints], 0) } else { objective };
        // The objective's weight, then the multipliers.
        let (multipliers, weights) = function.add_input(1 + m);
        let graph = &mut function.expression.graph;
        let one = graph.constant(1.0);
        let slope = gradient(graph, &[(objective, one)], &of);
        let jacobian = Derivative::jacobian(graph, constraints, &of, run)?;
        let hessian = match order {
            Order::First => None,
            Order::Second => Some(Derivative::hessian(graph, [both, multipliers], &of, run)?),
        };
        let values = Compiled::new(graph, &[both], run)?;
        let jacobian = jacobian.prepare(graph, &[slope], run)?;
        let hessian = hessian.map(|hessian| hessian.prepare(graph, &[], run)).transpose()?;
        Ok(Self(function.with(Quantities { weights, values, jacobian, hessian })))
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.0.lengths()[0]
    }

    /// The number of constraints.
    pub fn constraints(&self) -> usize {
        self.jacobian_structure().rows
    }

    /// The structure of the constraints' Jacobian.
    pub fn jacobian_structure(&self) -> &Structure {
        &self.0.quantities.jacobian.structure
    }

    /// The structure of the lower triangle of the Hessian of the Lagrangian; `None` if only first derivatives are
    /// computed.
    pub fn hessian_structure(&self) -> Option<&Structure> {
        self.0.quantities.hessian.as_ref().map(|hessian| &hessian.structure)
    }

    /// Writes the objective, followed by the constraints.
    pub fn values(&mut self, x: &[f64], values: &mut [f64]) {
        self.0.evaluate([x], |compiled, given| compiled.values.write(given, values));
    }

    /// Writes the gradient of the objective and the entries of the constraints' Jacobian.
    pub fn derivatives(&mut self, x: &[f64], gradient: &mut [f64], entries: &mut [f64]) {
        self.0.evaluate([x], |compiled, given| {
            compiled.jacobian.compute(given, entries);
            gradient.copy_from_slice(compiled.jacobian.other(0, given));
        });
    }

    /// Writes the gradient of the objective.
    pub fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) {
        let mut entries = vec![0.0; self.jacobian_structure().count()];
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
        self.0.set(self.0.quantities.weights, |weights| {
            weights[0] = weight;
            weights[1..].copy_from_slice(multipliers);
        });
        self.0.evaluate([x], |compiled, given| {
            if let Some(hessian) = &mut compiled.hessian {
                hessian.compute(given, entries);
            }
        });
    }
}
