//! Gradients of a function with one number as its value.

use super::common::{Named, Names, columns, count_non_finite, ensure_number, expression, points};
use crate::derive::gradients;
use crate::function::Function;
use crate::points::compute;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector};

/// Values and exact gradients of a function whose value is one number, at one point or at many, by the reverse mode of automatic
/// differentiation: for some two to four times what the values cost, however many variables there are.
#[derive(JsonSchema)]
pub struct Gradient;

/// A function, where to differentiate it, and by what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GradientProblem {
    /// The function, whose value has one element.
    pub function: Function,
    /// All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
    /// more than one: the points. Finite numbers.
    pub points: Named,
    /// The inputs by which to differentiate. Default: the first.
    pub with_respect_to: Option<Names>,
}

/// Values and gradients.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GradientSolution {
    /// The value at each point. Neither values nor gradients are finite where the function's are not.
    pub values: Vector,
    /// The gradient by each input, row by row, point after point.
    pub gradients: Named<Vector>,
    /// At how many points a value or a derivative is not finite.
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
