//! Values of a function, at one point or at many.

use super::common::{Named, count_non_finite, expression, points};
use crate::function::Function;
use crate::points::compute;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector};

/// Values of a function, at one point or at many at once, which are cheaper a piece.
#[derive(JsonSchema)]
pub struct Evaluate;

/// A function, and where to evaluate it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateProblem {
    /// The function.
    pub function: Function,
    /// All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has
    /// more than one: the points. Finite numbers.
    pub points: Named,
}

/// Values of a function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateSolution {
    /// The values, row by row, point after point. They are not finite where the function is not.
    pub values: Vector,
    /// The shape of `values`, which begins with the number of points where several are given.
    pub shape: Vec<u32>,
    /// At how many points a value is not finite.
    pub non_finite: u32,
}

impl Task for Evaluate {
    const NAME: &'static str = "expression.evaluate";
    type Problem = EvaluateProblem;
    type Solution = EvaluateSolution;
    type Progress = NoProgress;

    fn solve(problem: EvaluateProblem, run: &Run) -> Result<EvaluateSolution, Error> {
        let mut expression = expression("function", &problem.function)?;
        let points = points(&expression.inputs, &expression.data, &problem.points)?;
        let (graph, output) = (&mut expression.graph, expression.output);
        let values = compute(graph, &[output], &points, run)?.remove(0);
        let shape = points.count.iter().chain(graph.shape(output)).map(|&length| length as u32).collect();
        let non_finite = count_non_finite(points.count.unwrap_or(1), [&values]);
        Ok(EvaluateSolution { values: values.into(), shape, non_finite })
    }
}
