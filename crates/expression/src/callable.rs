//! A compiled function, or derivatives of it, evaluated at one point after another.

use crate::arguments::{ensure_number, variables_of};
use crate::compiled::{Compiled, CompiledFunction};
use crate::derive::gradients;
use crate::graph::{Graph, Id};
use crate::lower::Expression;
use crate::named::Named;
use crate::sparse::{Derivative, Prepared, Structure, gradient};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Run};
use superlinear_machine::Given;
use superlinear_numerics::parallel::Parallelism;

/// The quantity computed from a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PreparedQuantity {
    /// All elements of the value.
    #[default]
    Values,
    /// The gradient, followed by the value, a scalar.
    Gradient,
    /// The entries of the Jacobian, followed by the elements of the value.
    Jacobian,
    /// The entries of the Hessian's lower triangle, the gradient, and the value, a scalar.
    Hessian,
}

/// The compiled form of a quantity.
enum Quantity {
    /// The concatenated outputs of a plan. The first may be the entries of a matrix.
    Outputs { compiled: Compiled, structure: Option<Structure> },
    /// The entries of a matrix, assembled from outputs, followed by other nodes.
    Entries(Prepared),
}

/// A quantity of a function of one input, the variables. All other inputs are fixed.
pub struct Callable(CompiledFunction<1, Quantity>);

impl Quantity {
    fn of_nodes(graph: &Graph, outputs: &[Id], run: &Run) -> Result<Self, Error> {
        Ok(Self::Outputs { compiled: Compiled::on(Parallelism::of(run), graph, outputs, run)?, structure: None })
    }

    fn of_matrix(graph: &mut Graph, matrix: Derivative, others: &[Id], run: &Run) -> Result<Self, Error> {
        if let Some(entries) = matrix.node() {
            let compiled = Compiled::on(Parallelism::of(run), graph, &[&[entries], others].concat(), run)?;
            return Ok(Self::Outputs { compiled, structure: Some(matrix.structure) });
        }
        Ok(Self::Entries(matrix.prepare(graph, others, run)?))
    }

    fn replace(&mut self, given: Given, to: &mut Vec<f64>) {
        match self {
            Self::Outputs { compiled, .. } => compiled.replace(given, to),
            Self::Entries(prepared) => {
                to.clear();
                to.resize(prepared.structure.count(), 0.0);
                prepared.compute(given, to);
                (0..prepared.others()).for_each(|k| to.extend_from_slice(prepared.other(k, given)));
            }
        }
    }
}

impl Callable {
    /// The function, not compiled yet. The variables are the input with this name, or the first input.
    pub fn bind(
        expression: Expression,
        variables: Option<&str>,
        given: &Named,
    ) -> Result<CompiledFunction<1, ()>, Error> {
        let variables = variables_of("function", &expression, variables)?;
        CompiledFunction::new(expression, [variables], given)
    }

    /// Compiles a quantity, for the threads of the run.
    pub fn new(mut function: CompiledFunction<1, ()>, quantity: PreparedQuantity, run: &Run) -> Result<Self, Error> {
        let variables = function.differentiated(&[0]);
        let (graph, output) = (&mut function.expression.graph, function.expression.output);
        if matches!(quantity, PreparedQuantity::Gradient | PreparedQuantity::Hessian) {
            ensure_number("function", graph, output)?;
        }
        let one = graph.constant(1.0);
        let quantity = match quantity {
            PreparedQuantity::Values => Quantity::of_nodes(graph, &[output], run),
            PreparedQuantity::Gradient => {
                let slope = gradients(graph, &[(output, one)], &variables.inputs);
                Quantity::of_nodes(graph, &[slope[0], output], run)
            }
            PreparedQuantity::Jacobian => {
                let jacobian = Derivative::jacobian(graph, output, &variables, run)?;
                Quantity::of_matrix(graph, jacobian, &[output], run)
            }
            PreparedQuantity::Hessian => {
                let shape = graph.shape(output).to_vec();
                let weights = graph.full(1.0, &shape);
                let hessian = Derivative::hessian(graph, [output, weights], &variables, run)?;
                let slope = gradient(graph, &[(output, one)], &variables);
                Quantity::of_matrix(graph, hessian, &[slope, output], run)
            }
        }?;
        Ok(Self(function.with(quantity)))
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.0.lengths()[0]
    }

    /// The number of elements of the value.
    pub fn outputs(&self) -> usize {
        self.0.outputs()
    }

    /// The structure of the matrix, if the quantity has one.
    pub fn structure(&self) -> Option<&Structure> {
        match &self.0.quantities {
            Quantity::Outputs { structure, .. } => structure.as_ref(),
            Quantity::Entries(prepared) => Some(&prepared.structure),
        }
    }

    /// Replaces the contents of `to` by the quantity at a point.
    pub fn replace(&mut self, x: &[f64], to: &mut Vec<f64>) {
        self.0.evaluate([x], |quantity, given| quantity.replace(given, to));
    }
}
