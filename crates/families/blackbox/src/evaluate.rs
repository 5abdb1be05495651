//! Values of built-in functions.

use crate::built_in::BuiltIn;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector, check};

/// Values of a built-in test function at points. All of these functions have the minimum 0, and are meant for the box
/// from -5 to 5.
///
/// @example
/// ```ts
/// const { values } = await evaluate({ builtIn: { name: 'rastrigin' }, points: [[0, 0], [1, 2]] });
/// // values are (0, 5)
/// ```
#[derive(JsonSchema)]
pub struct Evaluate;

/// A function, and the points to evaluate.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateProblem {
    /// The test function.
    pub built_in: BuiltIn,
    /// The points, one per row.
    pub points: Matrix,
}

/// The values of the function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateSolution {
    /// The value at each row of `points`.
    pub values: Vector,
}

/// The largest magnitude of a coordinate. Values farther out may overflow.
const FARTHEST: f64 = 1e20;

impl Task for Evaluate {
    const NAME: &'static str = "blackbox.evaluate";
    type Problem = EvaluateProblem;
    type Solution = EvaluateSolution;
    type Progress = NoProgress;

    fn solve(problem: EvaluateProblem, run: &Run) -> Result<EvaluateSolution, Error> {
        let EvaluateProblem { built_in, points } = problem;
        check::count("points.columns", points.columns, 1..)?;
        check::matrix("points", &points, -FARTHEST..=FARTHEST)?;
        let mut function = built_in.prepare(points.columns)?;
        let values = (0..points.rows).map(|k| {
            run.ensure_wanted()?;
            Ok(function.value(points.row(k)))
        });
        Ok(EvaluateSolution { values: values.collect::<Result<Vec<_>, Error>>()?.into() })
    }
}
