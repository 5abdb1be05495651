//! A compiled function, or derivatives of it, evaluated at one point after another.

use crate::derive::gradients;
use crate::graph::{Graph, Id};
use crate::lower::Expression;
use crate::points::slices;
use crate::program::{Compiled, inputs, variables_of};
use crate::sparse::{Hessian, Jacobian, Prepared, Source, Structure, Variables, gradient};
use crate::tasks::{Named, ensure_number};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Run, Vector};
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

/// A function of one input, the variables. All other inputs are fixed.
pub struct Callable {
    expression: Expression,
    /// The index of the input with the variables.
    variables: usize,
    /// The elements of all inputs; those of the variables are ignored.
    inputs: Vec<Vector>,
}

/// The compiled form of a quantity.
pub enum Computer {
    /// The concatenated outputs of a plan. The first may be the entries of a matrix.
    Outputs { compiled: Compiled, structure: Option<Structure> },
    /// The entries of a matrix, assembled from outputs, followed by other nodes.
    Entries { structure: Structure, source: Source, prepared: Box<Prepared>, others: usize },
}

impl Computer {
    fn of_nodes(graph: &Graph, outputs: &[Id], run: &Run) -> Result<Self, Error> {
        Ok(Self::Outputs { compiled: Compiled::on(Parallelism::of(run), graph, outputs, run)?, structure: None })
    }

    fn of_matrix(
        graph: &mut Graph,
        (structure, source): (Structure, Source),
        others: &[Id],
        run: &Run,
    ) -> Result<Self, Error> {
        if let Some(entries) = source.node() {
            let compiled = Compiled::on(Parallelism::of(run), graph, &[&[entries], others].concat(), run)?;
            return Ok(Self::Outputs { compiled, structure: Some(structure) });
        }
        let prepared = source.prepare(graph, others, run)?.into();
        Ok(Self::Entries { structure, source, prepared, others: others.len() })
    }

    /// The structure of the matrix, if the quantity has one.
    pub fn structure(&self) -> Option<&Structure> {
        match self {
            Self::Outputs { structure, .. } => structure.as_ref(),
            Self::Entries { structure, .. } => Some(structure),
        }
    }
}

impl Callable {
    /// Compiles a function. The variables are the input with this name, or the first input.
    pub fn new(expression: Expression, variables: Option<&str>, given: &Named) -> Result<Self, Error> {
        let variables = variables_of("function", &expression, variables)?;
        let inputs = inputs(&expression, &[variables], given)?;
        Ok(Self { expression, variables, inputs })
    }

    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.inputs[self.variables].len()
    }

    /// The number of elements of the value.
    pub fn outputs(&self) -> usize {
        self.expression.graph.node(self.expression.output).count()
    }

    /// Compiles a quantity, for the threads of the run.
    pub fn compile(&mut self, quantity: PreparedQuantity, run: &Run) -> Result<Computer, Error> {
        let (graph, output) = (&mut self.expression.graph, self.expression.output);
        let input = self.expression.inputs[self.variables].id;
        let variables = Variables::new(graph, vec![input]);
        if matches!(quantity, PreparedQuantity::Gradient | PreparedQuantity::Hessian) {
            ensure_number("function", graph, output)?;
        }
        let one = graph.constant(1.0);
        let spare = self.inputs.len();
        match quantity {
            PreparedQuantity::Values => Computer::of_nodes(graph, &[output], run),
            PreparedQuantity::Gradient => {
                let slope = gradients(graph, &[(output, one)], &[input]);
                Computer::of_nodes(graph, &[slope[0], output], run)
            }
            PreparedQuantity::Jacobian => {
                let Jacobian { structure, source } = Jacobian::new(graph, output, &variables, spare, run)?;
                Computer::of_matrix(graph, (structure, source), &[output], run)
            }
            PreparedQuantity::Hessian => {
                let shape = graph.shape(output).to_vec();
                let weights = graph.full(1.0, &shape);
                let Hessian { structure, source } = Hessian::new(graph, [output, weights], &variables, spare, run)?;
                let slope = gradient(graph, &[(output, one)], &variables);
                Computer::of_matrix(graph, (structure, source), &[slope, output], run)
            }
        }
    }

    /// Replaces the contents of `to` by the quantity at a point.
    pub fn replace(&self, computer: &mut Computer, x: &[f64], to: &mut Vec<f64>) {
        let mut inputs: Vec<_> = self.inputs.iter().map(|values| &values[..]).collect();
        inputs[self.variables] = x;
        let given = Given { inputs: &inputs, data: &slices(&self.expression.data) };
        match computer {
            Computer::Outputs { compiled, .. } => compiled.replace(given, to),
            Computer::Entries { structure, source, prepared, others } => {
                to.clear();
                to.resize(structure.count(), 0.0);
                prepared.compute(source, structure, given, to);
                (0..*others).for_each(|k| to.extend_from_slice(prepared.other(k, given)));
            }
        }
    }
}
