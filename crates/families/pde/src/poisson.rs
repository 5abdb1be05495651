//! Poisson: the computation and the method, in a sentence or two, with the source.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

/// Poisson: the computation, the method and the source. This is the doc comment of the functions in TypeScript.
///
/// @example
/// ```ts
/// const { sum } = await poisson({ values: [1, 2, 3] });
/// ```
#[derive(JsonSchema)]
pub struct Poisson;

/// The vector to be added up.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PoissonProblem {
    /// Finite numbers, at least one.
    pub values: Vector,
}

/// The sum.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoissonSolution {
    /// The sum of `values`.
    pub sum: f64,
}

impl Task for Poisson {
    const NAME: &'static str = "pde.poisson";
    type Problem = PoissonProblem;
    type Solution = PoissonSolution;
    type Progress = NoProgress;

    fn solve(problem: PoissonProblem, _run: &Run) -> Result<PoissonSolution, Error> {
        check::not_empty("values", problem.values.len())?;
        check::numbers("values", &problem.values, check::FINITE)?;
        let sum: f64 = problem.values.iter().sum();
        if !sum.is_finite() {
            return Err(Error::invalid("values", "has a sum beyond all numbers"));
        }
        Ok(PoissonSolution { sum })
    }
}
