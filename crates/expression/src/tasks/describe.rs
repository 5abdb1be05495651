//! Static analysis of a function.

use crate::arguments::{columns, expression, variables};
use crate::derive::tangents;
use crate::function::Function;
use crate::graph::operation::{Binary, Operation, Property};
use crate::graph::{Graph, Id, Node, shape};
use crate::named::{Named, Names};
use crate::plan::plan;
use crate::sparse::{Extent, gradient, seeds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task};

/// Describes a function without evaluating it: its size, the structure of its derivatives and their method of
/// computation, and its memory.
#[derive(JsonSchema)]
pub struct Describe;

/// A function to describe.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DescribeProblem {
    /// The function.
    pub function: Function,
    /// The inputs of differentiation. Default: the first.
    pub with_respect_to: Option<Names>,
}

/// The description of a function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DescribeSolution {
    /// The inputs.
    pub inputs: Vec<InputDescription>,
    /// The shape of the value.
    pub shape: Vec<u32>,
    /// The number of nodes given.
    pub nodes: u32,
    /// The number of needed nodes after simplification.
    pub simplified_nodes: u32,
    /// The number of these nodes by operation.
    pub operations: Named<u32>,
    /// Whether the value is an affine function of the variables.
    pub is_linear: bool,
    /// Whether its second derivatives are constant.
    pub is_quadratic: bool,
    /// The Jacobian.
    pub jacobian: JacobianDescription,
    /// The Hessian of the value, or of a weighted sum of its elements.
    pub hessian: HessianDescription,
    /// Memory for value and gradient at a point in bytes, excluding inputs and data.
    pub memory: f64,
}

/// An input.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InputDescription {
    /// Its name.
    pub name: String,
    /// The length of each axis.
    pub shape: Vec<u32>,
}

/// The description of a Jacobian.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct JacobianDescription {
    /// The number of structural nonzeros. If the structure would be too large to find, the number of all entries.
    pub nonzeros: u64,
    /// The number of products that determine the entries; 0 if these are computed individually.
    pub colors: u32,
}

/// The description of a Hessian.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HessianDescription {
    /// The number of structural nonzeros in the lower triangle. If the structure would be too large to find, the number
    /// of all its entries.
    pub nonzeros: u64,
    /// The number of products that determine the entries; 0 if these are computed individually.
    pub colors: u32,
    /// The method of computation.
    pub method: HessianMethod,
}

/// The method that computes a Hessian.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HessianMethod {
    /// Entry by entry: the function is a sum of functions of a few affine subexpressions each.
    Elements,
    /// From products, each for several columns.
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
        let shape = graph.shape(output).to_vec();
        let operations = operations(&graph, output);
        let (weights, _) = graph.fresh_input(&shape);
        let gradient = gradient(&mut graph, &[(output, weights)], &variables);
        let memory = plan(&graph, &[output, gradient]).memory() as f64;
        let is_constant = |graph: &Graph, id: Id| !graph.dependent_on(&variables.inputs)[id.index()];
        let is_piecewise = is_piecewise(&graph, output, &variables.inputs);
        let is_linear = !is_piecewise && is_constant(&graph, gradient);
        let jacobian = Extent::of_jacobian(&mut graph, output, &variables, run)?;
        let hessian = Extent::of_hessian(&mut graph, [output, weights], &variables, run)?;
        let (direction, _) = graph.fresh_input(&[variables.count]);
        let seeds = seeds(&mut graph, &variables, direction);
        let second = tangents(&mut graph, &[gradient], &seeds).remove(0);
        let is_quadratic = !is_piecewise && second.is_none_or(|second| is_constant(&graph, second));
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
                colors: jacobian.products.unwrap_or(0) as u32,
            },
            hessian: HessianDescription {
                nonzeros: hessian.nonzeros,
                colors: hessian.products.unwrap_or(0) as u32,
                method: if hessian.products.is_none() { HessianMethod::Elements } else { HessianMethod::Products },
            },
            memory: memory + (size_of::<f64>() * shape::count(&shape)) as f64,
        })
    }
}

/// Whether the output may have kinks or jumps in the variables, or other derivatives than its own: constant derivatives
/// then do not make it a polynomial.
fn is_piecewise(graph: &Graph, output: Id, variables: &[Id]) -> bool {
    const PIECEWISE: [Property; 3] = [Property::PiecewiseLinear, Property::PiecewiseConstant, Property::Surrogate];
    let (is_needed, depends) = (graph.needed_by(&[output]), graph.dependent_on(variables));
    let depends = |id: Id| depends[id.index()];
    graph.ids().filter(|&id| is_needed[id.index()] && depends(id)).any(|id| {
        let Node { operation, operands, .. } = graph.node(id);
        match operation {
            Operation::Unary(function) => PIECEWISE.iter().any(|&property| function.is(property)),
            Operation::Binary(function) => PIECEWISE.iter().any(|&property| function.is(property)),
            Operation::Select(_) => operands[..2].iter().any(|&id| depends(id)),
            Operation::Take(_) => depends(operands[1]),
            _ => false,
        }
    })
}

/// The name of a node's operation, by which the caller knows it.
fn name(graph: &Graph, id: Id) -> &'static str {
    let Node { operation, operands, .. } = graph.node(id);
    let is_relu = *operation == Operation::Binary(Binary::Max) && graph.uniform(operands[0]) == Some(0.0);
    if is_relu { "relu" } else { operation.name() }
}

/// The number of needed nodes by operation.
fn operations(graph: &Graph, output: Id) -> Named<u32> {
    let is_needed = graph.needed_by(&[output]);
    let mut counts = Named::default();
    for id in graph.ids().filter(|id| is_needed[id.index()]) {
        let name = name(graph, id);
        counts.insert(name.to_owned(), counts.get(name).map_or(1, |count| count + 1));
    }
    counts
}
