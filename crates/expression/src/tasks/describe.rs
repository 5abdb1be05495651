//! What is known of a function before it is computed.

use super::common::{Named, Names, columns, expression, variables};
use crate::derive::tangents;
use crate::function::Function;
use crate::graph::operation::{Binary, Operation, Unary};
use crate::graph::{Graph, Id, shape};
use crate::plan::plan;
use crate::sparse::{Extent, directions, gradient};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task};

/// What is known of a function before it is computed: its size, the structure of its derivatives and how each is computed, the memory
/// that it takes.
#[derive(JsonSchema)]
pub struct Describe;

/// A function to be described.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DescribeProblem {
    /// The function.
    pub function: Function,
    /// The inputs by which derivatives are taken. Default: the first.
    pub with_respect_to: Option<Names>,
}

/// What is known of a function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DescribeSolution {
    /// The inputs.
    pub inputs: Vec<InputDescription>,
    /// The shape of the value.
    pub shape: Vec<u32>,
    /// How many nodes were given.
    pub nodes: u32,
    /// How many are left of them after simplification, and are needed.
    pub simplified_nodes: u32,
    /// How many of these there are of each operation.
    pub operations: Named<u32>,
    /// Whether the value is an affine function of the variables.
    pub is_linear: bool,
    /// Whether its second derivatives are the same everywhere.
    pub is_quadratic: bool,
    /// The Jacobian.
    pub jacobian: JacobianDescription,
    /// The Hessian of the value, or of a weighted sum of its elements.
    pub hessian: HessianDescription,
    /// Bytes that value and gradient take at a point, besides inputs and data.
    pub memory: f64,
}

/// An input.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InputDescription {
    /// Its name.
    pub name: String,
    /// Its length along each axis.
    pub shape: Vec<u32>,
}

/// What is known of a Jacobian.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct JacobianDescription {
    /// How many entries are not always zero. All of them count where their structure would be too large to find.
    pub nonzeros: u64,
    /// How many products tell them; 0 where entries are computed one by one.
    pub colours: u32,
}

/// What is known of a Hessian.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HessianDescription {
    /// How many entries of the lower triangle are not always zero. All of them count where their structure would be too large to find.
    pub nonzeros: u64,
    /// How many products tell them; 0 where entries are computed one by one.
    pub colours: u32,
    /// How it is computed.
    pub method: HessianMethod,
}

/// How a Hessian is computed.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HessianMethod {
    /// Entry by entry: the function is a sum of functions of few affine quantities each.
    Elements,
    /// From products with several columns at once.
    Products,
}

impl Task for Describe {
    const NAME: &'static str = "expression.describe";
    type Problem = DescribeProblem;
    type Solution = DescribeSolution;
    type Progress = NoProgress;

    fn solve(problem: DescribeProblem, run: &Run) -> Result<DescribeSolution, Error> {
        let expression = expression("function", &problem.function)?;
        let variables = variables(&expression, columns(&expression, problem.with_respect_to.as_ref())?);
        let (mut graph, output) = (expression.graph.clone(), expression.output);
        let spare = expression.inputs.len();
        let shape = graph.shape(output).to_vec();
        let operations = operations(&graph, output);
        let weights = graph.input(spare, &shape);
        let gradient = gradient(&mut graph, &[(output, weights)], &variables);
        let memory = plan(&graph, &[output, gradient]).memory() as f64;
        let is_constant = |graph: &Graph, id: Id| !graph.dependent_on(&variables.inputs)[id.index()];
        let is_linear = is_constant(&graph, gradient);
        let jacobian = Extent::of_jacobian(&mut graph, output, &variables, spare, run)?;
        let hessian = Extent::of_hessian(&mut graph, [output, weights], &variables, run)?;
        let (_, seeds) = directions(&mut graph, &variables, spare + 2);
        let second = tangents(&mut graph, &[gradient], &seeds).remove(0);
        let is_quadratic = second.is_none_or(|second| is_constant(&graph, second));
        let lengths = |shape: &[usize]| shape.iter().map(|&length| length as u32).collect::<Vec<_>>();
        Ok(DescribeSolution {
            inputs: expression
                .inputs
                .iter()
                .map(|input| InputDescription { name: input.name.clone(), shape: lengths(&input.shape) })
                .collect(),
            shape: lengths(&shape),
            nodes: problem.function.nodes.len() as u32,
            simplified_nodes: operations.iter().map(|(_, count)| count).sum(),
            operations,
            is_linear,
            is_quadratic,
            jacobian: JacobianDescription {
                nonzeros: jacobian.nonzeros,
                colours: jacobian.products.unwrap_or(0) as u32,
            },
            hessian: HessianDescription {
                nonzeros: hessian.nonzeros,
                colours: hessian.products.unwrap_or(0) as u32,
                method: if hessian.products.is_none() { HessianMethod::Elements } else { HessianMethod::Products },
            },
            memory: memory + (size_of::<f64>() * shape::count(&shape)) as f64,
        })
    }
}

/// How many needed nodes there are of each operation.
fn operations(graph: &Graph, output: Id) -> Named<u32> {
    let is_needed = graph.needed_by(&[output]);
    let mut counts = Named::default();
    for id in graph.ids().filter(|id| is_needed[id.index()]) {
        let name = name(&graph.node(id).operation);
        counts.insert(name.to_owned(), counts.get(name).map_or(1, |count| count + 1));
    }
    counts
}

fn name(operation: &Operation) -> &'static str {
    match operation {
        Operation::Input(_) => "input",
        Operation::Constant(_) => "constant",
        Operation::Data(_) => "data",
        Operation::Unary(function) => unary_name(*function),
        Operation::Binary(function) => match function {
            Binary::Add => "add",
            Binary::Subtract => "subtract",
            Binary::Multiply | Binary::StrongMultiply => "multiply",
            Binary::Divide => "divide",
            Binary::Power => "power",
            Binary::Min => "min",
            Binary::Max => "max",
            Binary::Atan2 => "atan2",
        },
        Operation::Select(_) => "where",
        Operation::Slice { .. } => "slice",
        Operation::Reshape => "reshape",
        Operation::Broadcast => "broadcast",
        Operation::Permute(_) => "permute",
        Operation::Gather { .. } => "gather",
        Operation::Assemble { .. } => "concatenate",
        Operation::Take { .. } | Operation::TakeAdjoint { .. } => "take",
        Operation::Sum(_) => "sum",
        Operation::LogSumExp(_) => "logsumexp",
        Operation::Softmax(_) => "softmax",
        Operation::Matmul { .. } => "matmul",
        Operation::SparseMatmul { .. } => "sparseMatmul",
        Operation::Convolution(_) | Operation::ConvolutionKernel(_) => "convolution",
        Operation::ConvolutionInput(_) => "transposedConvolution",
    }
}

fn unary_name(function: Unary) -> &'static str {
    match function {
        Unary::Negate => "negate",
        Unary::Square => "power",
        Unary::Abs => "abs",
        Unary::Sign => "sign",
        Unary::Sqrt => "sqrt",
        Unary::Exp => "exp",
        Unary::Expm1 => "expm1",
        Unary::Log => "log",
        Unary::Log1p => "log1p",
        Unary::Sin => "sin",
        Unary::Cos => "cos",
        Unary::Tan => "tan",
        Unary::Asin => "asin",
        Unary::Acos => "acos",
        Unary::Atan => "atan",
        Unary::Sinh => "sinh",
        Unary::Cosh => "cosh",
        Unary::Tanh => "tanh",
        Unary::Erf => "erf",
        Unary::NormalCdf => "normalDistribution",
        Unary::Sigmoid => "sigmoid",
        Unary::Softplus => "softplus",
    }
}
