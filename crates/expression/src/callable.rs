//! A function, or derivatives of it, at one point after another.

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

/// What is computed of a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PreparedQuantity {
    /// All numbers of the value.
    #[default]
    Values,
    /// The gradient, and after it the value, which is one number.
    Gradient,
    /// The entries of the Jacobian, and after them the numbers of the value.
    Jacobian,
    /// The entries of the Hessian's lower triangle, the gradient, and the value, which is one number.
    Hessian,
}

/// A function of one input, the variables, and of others that stay as they are.
pub struct Callable {
    expression: Expression,
    /// The number of the input that the variables are.
    variables: usize,
    /// The elements of all inputs; those of the variables are of no account.
    inputs: Vec<Vector>,
}

/// What computes a quantity.
pub enum Computer {
    /// All of it is outputs of a plan, one after another; the first may be the entries of a matrix.
    Outputs { compiled: Compiled, structure: Option<Structure> },
    /// The entries of a matrix, which are put together from outputs, and after them other nodes.
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

    /// Where the matrix has entries, if the quantity has one.
    pub fn structure(&self) -> Option<&Structure> {
        match self {
            Self::Outputs { structure, .. } => structure.as_ref(),
            Self::Entries { structure, .. } => Some(structure),
        }
    }
}

impl Callable {
    /// Takes a function whose variables are the input of this name, or the first.
    pub fn new(expression: Expression, variables: Option<&str>, given: &Named) -> Result<Self, Error> {
        let variables = variables_of("function", &expression, variables)?;
        let inputs = inputs(&expression, &[variables], given)?;
        Ok(Self { expression, variables, inputs })
    }

    /// How many variables there are.
    pub fn variables(&self) -> usize {
        self.inputs[self.variables].len()
    }

    /// How many numbers the value has.
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

    /// Replaces `to` by the numbers of a quantity at a point.
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
