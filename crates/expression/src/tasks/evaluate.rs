//! Values of a function, at one point or at many.

use crate::arguments::{count_non_finite, expression, points};
use crate::function::Function;
use crate::named::Named;
use crate::points::compute;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector};

/// Evaluates a function at one point, or at many in a batch, which costs less per point.
#[derive(JsonSchema)]
pub struct Evaluate;

/// A function and the points of evaluation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateProblem {
    /// The function.
    pub function: Function,
    /// All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with
    /// several must have the same number. Finite numbers.
    pub points: Named,
}

/// Values of a function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateSolution {
    /// The values, row by row, point after point; not finite where the function is not.
    pub values: Vector,
    /// The shape of `values`. With several points, it begins with their number.
    pub shape: Vec<u32>,
    /// The number of points at which a value is not finite.
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
