//! Gradients of a scalar function.

use crate::arguments::{columns, count_non_finite, ensure_number, expression, points};
use crate::derive::gradients;
use crate::function::Function;
use crate::named::{Named, Names};
use crate::points::compute;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector};

/// Computes values and exact gradients of a scalar function, at one point or at many, by reverse-mode automatic
/// differentiation: for about two to four times the cost of the value, regardless of the number of variables.
#[derive(JsonSchema)]
pub struct Gradient;

/// A function, the points of differentiation, and the inputs of differentiation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GradientProblem {
    /// The function, whose value has one element.
    pub function: Function,
    /// All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
    /// several must have the same number. Finite numbers.
    pub points: Named,
    /// The inputs of differentiation. Default: the first.
    pub with_respect_to: Option<Names>,
}

/// Values and gradients.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GradientSolution {
    /// The value at each point. Values and gradients are not finite where the function's are not.
    pub values: Vector,
    /// The gradient with respect to each input, row by row, point after point.
    pub gradients: Named<Vector>,
    /// The number of points at which a value or a derivative is not finite.
    pub non_finite: u32,
}

impl Task for Gradient {
    const NAME: &'static str = "expression.gradient";
    type Problem = GradientProblem;
    type Solution = GradientSolution;
    type Progress = NoProgress;

    fn solve(problem: GradientProblem, run: &Run) -> Result<GradientSolution, Error> {
        let mut expression = expression("function", &problem.function)?;
        let columns = columns(&expression, problem.with_respect_to.as_ref())?;
        ensure_number("function", &expression.graph, expression.output)?;
        let points = points(&expression.inputs, &expression.data, &problem.points)?;
        let graph = &mut expression.graph;
        let sources: Vec<_> = columns.iter().map(|&number| expression.inputs[number].id).collect();
        let one = graph.constant(1.0);
        let mut outputs = vec![expression.output];
        outputs.extend(gradients(graph, &[(expression.output, one)], &sources));
        let mut results = compute(graph, &outputs, &points, run)?.into_iter();
        let values = results.next().unwrap_or_default();
        let gradients: Vec<_> = results.collect();
        let count = points.count.unwrap_or(1);
        let non_finite = count_non_finite(count, std::iter::once(&values).chain(&gradients));
        let mut named = Named::default();
        for (number, gradient) in columns.into_iter().zip(gradients) {
            named.insert(expression.inputs[number].name.clone(), gradient.into());
        }
        Ok(GradientSolution { values: values.into(), gradients: named, non_finite })
    }
}
