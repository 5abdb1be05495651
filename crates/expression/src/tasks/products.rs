//! Products with Jacobians, their transposes and Hessians, without forming the matrices.

use crate::arguments::{columns, count_non_finite, expression, named_columns, points, several, variables, weights};
use crate::derive::tangents;
use crate::function::Function;
use crate::graph::{Graph, Id, shape};
use crate::named::{Named, Names};
use crate::points::{Argument, Points, compute};
use crate::sparse::{flat_or_zeros, gradient, seeds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Values, Vector, check};

/// Computes the product of a function's Jacobian with a vector, the directional derivative of the value: for the cost
/// of about two values, regardless of the number of variables.
#[derive(JsonSchema)]
pub struct JacobianProduct;

/// Computes the product of the transpose of a function's Jacobian with a vector, the gradient of a weighted sum of the
/// value's elements: for the cost of about three values, regardless of the number of variables.
#[derive(JsonSchema)]
pub struct VectorJacobianProduct;

/// Computes the product of the Hessian of a scalar function with a vector, the directional derivative of the gradient:
/// for the cost of about two gradients, regardless of the number of variables.
#[derive(JsonSchema)]
pub struct HessianProduct;

/// A function, the points of differentiation, and the vector.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JacobianProductProblem {
    /// The function.
    pub function: Function,
    /// All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
    /// several must have the same number. Finite numbers.
    pub points: Named,
    /// The inputs of differentiation. Default: the first.
    pub with_respect_to: Option<Names>,
    /// The direction: one entry per element of these inputs, one input after another; or several directions, one per
    /// point.
    pub vector: Values,
}

/// A function, the points of differentiation, and the vector.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VectorJacobianProductProblem {
    /// The function.
    pub function: Function,
    /// All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
    /// several must have the same number. Finite numbers.
    pub points: Named,
    /// The inputs of differentiation. Default: the first.
    pub with_respect_to: Option<Names>,
    /// The weights: one per element of the value; or several vectors, one per point.
    pub vector: Values,
}

/// A function, the points of differentiation, and the vector.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HessianProductProblem {
    /// The function.
    pub function: Function,
    /// All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
    /// several must have the same number. Finite numbers.
    pub points: Named,
    /// The inputs of the gradient to differentiate. Default: the first.
    pub with_respect_to: Option<Names>,
    /// The inputs of the direction. Default: those of `withRespectTo`; others give blocks of mixed derivatives.
    pub along: Option<Names>,
    /// A weight per element of the value: the Hessian is that of the weighted sum. Required if the value has several
    /// elements.
    pub weights: Option<Values>,
    /// The direction: one entry per element of the inputs in `along`, one input after another; or several directions,
    /// one per point.
    pub vector: Values,
}

/// Values and products.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProductSolution {
    /// The values, row by row, point after point.
    pub values: Vector,
    /// The product, point after point; if it has one entry per variable, one input after another.
    pub product: Vector,
    /// The number of points at which a value or an entry of the product is not finite.
    pub non_finite: u32,
}

impl Task for JacobianProduct {
    const NAME: &'static str = "expression.jacobianProduct";
    type Problem = JacobianProductProblem;
    type Solution = ProductSolution;
    type Progress = NoProgress;

    fn solve(problem: JacobianProductProblem, run: &Run) -> Result<ProductSolution, Error> {
        let mut expression = expression("function", &problem.function)?;
        let variables = variables(&expression, columns(&expression, problem.with_respect_to.as_ref())?);
        let points = points(&expression.inputs, &expression.data, &problem.points)?;
        solve(
            &mut expression.graph,
            expression.output,
            points,
            &problem.vector,
            &[variables.count],
            run,
            |graph, output, direction| {
                let seeds = seeds(graph, &variables, direction);
                let product = tangents(graph, &[output], &seeds).remove(0);
                flat_or_zeros(graph, product, output)
            },
        )
    }
}

impl Task for VectorJacobianProduct {
    const NAME: &'static str = "expression.vectorJacobianProduct";
    type Problem = VectorJacobianProductProblem;
    type Solution = ProductSolution;
    type Progress = NoProgress;

    fn solve(problem: VectorJacobianProductProblem, run: &Run) -> Result<ProductSolution, Error> {
        let mut expression = expression("function", &problem.function)?;
        let variables = variables(&expression, columns(&expression, problem.with_respect_to.as_ref())?);
        let points = points(&expression.inputs, &expression.data, &problem.points)?;
        let shape = expression.graph.shape(expression.output).to_vec();
        solve(
            &mut expression.graph,
            expression.output,
            points,
            &problem.vector,
            &shape,
            run,
            |graph, output, weights| gradient(graph, &[(output, weights)], &variables),
        )
    }
}

impl Task for HessianProduct {
    const NAME: &'static str = "expression.hessianProduct";
    type Problem = HessianProductProblem;
    type Solution = ProductSolution;
    type Progress = NoProgress;

    fn solve(problem: HessianProductProblem, run: &Run) -> Result<ProductSolution, Error> {
        let mut expression = expression("function", &problem.function)?;
        let of = columns(&expression, problem.with_respect_to.as_ref())?;
        let along = match &problem.along {
            Some(names) => named_columns("along", &expression, names)?,
            None => of.clone(),
        };
        let weights = weights(&expression, problem.weights.as_ref())?;
        let (variables, along) = (variables(&expression, of), crate::arguments::variables(&expression, along));
        let points = points(&expression.inputs, &expression.data, &problem.points)?;
        let shape = expression.graph.shape(expression.output).to_vec();
        let (node, number) = expression.graph.fresh_input(&shape);
        let points = points.with(number, Argument { id: node, values: &weights, is_mapped: false }, points.count);
        solve(
            &mut expression.graph,
            expression.output,
            points,
            &problem.vector,
            &[along.count],
            run,
            |graph, output, direction| {
                let gradient = gradient(graph, &[(output, node)], &variables);
                let seeds = seeds(graph, &along, direction);
                let product = tangents(graph, &[gradient], &seeds).remove(0);
                flat_or_zeros(graph, product, gradient)
            },
        )
    }
}

/// Computes values and a product with a vector of this shape. `make` returns the node of the product, given a graph, its
/// output and the node of the vector.
fn solve(
    graph: &mut Graph,
    output: Id,
    points: Points,
    vector: &Values,
    shape: &[usize],
    run: &Run,
    make: impl FnOnce(&mut Graph, Id, Id) -> Id,
) -> Result<ProductSolution, Error> {
    let (node, number) = graph.fresh_input(shape);
    let product = make(graph, output, node);
    let length = shape::count(shape);
    let given = several("vector", vector, &[length])?;
    if let (Some(own), Some(count)) = (given, points.count) {
        check::length("vector", own * length, count * length, "the points and variables say")?;
    }
    let argument = Argument { id: node, values: vector, is_mapped: given.is_some() };
    let points = points.with(number, argument, points.count.or(given));
    let mut results = compute(graph, &[output, product], &points, run)?;
    let (product, values) = (results.pop().unwrap_or_default(), results.pop().unwrap_or_default());
    let count = points.count.unwrap_or(1);
    let non_finite = count_non_finite(count, [&values, &product]);
    Ok(ProductSolution { values: values.into(), product: product.into(), non_finite })
}
