//! A function, or derivatives of it, compiled once and evaluated at one point after another: a dialogue in which each
//! question carries the last result, and its answer is the next point. It continues as long as it is answered.

use crate::arguments::expression;
use crate::callable::{Callable, PreparedQuantity};
use crate::compiled::CompiledFunction;
use crate::function::Function;
use crate::named::Named;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, check};
use superlinear_numerics::vectors::are_finite;

/// Prepares a function for repeated evaluation.
pub struct Prepare;

/// A function with one input that changes from call to call, and others that are fixed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PrepareProblem {
    /// The function.
    pub function: Function,
    /// The name of the input given with each call. Default: the first.
    pub variables: Option<String>,
    /// All other inputs, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The quantity to compute.
    #[serde(default)]
    pub quantity: PreparedQuantity,
}

/// Never returned in practice, because a function is called until it is closed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrepareSolution {
    /// The number of calls.
    pub calls: u32,
}

impl Dialogue for Prepare {
    const NAME: &'static str = "expression.prepare";
    const QUESTIONS: &'static [&'static str] = &["point"];
    type Problem = PrepareProblem;
    type Solution = PrepareSolution;

    fn lengths(problem: &PrepareProblem) -> Result<Vec<Lengths>, Error> {
        let [variables] = bound(problem)?.lengths();
        Ok(vec![Lengths { point: 0, answer: variables }])
    }

    fn item_lengths(_: &PrepareProblem) -> Vec<Lengths> {
        vec![Lengths { point: 1, answer: 0 }]
    }

    /// The first question carries the number of elements of the value and, for a matrix, the starts of its rows and the
    /// columns of its entries.
    async fn solve(problem: PrepareProblem, oracle: Oracle, run: Run) -> Result<PrepareSolution, Error> {
        let mut callable = Callable::new(bound(&problem)?, problem.quantity, &run)?;
        let mut x = vec![0.0; callable.variables()];
        let mut result = vec![callable.outputs() as f64];
        if let Some(structure) = callable.structure() {
            result.extend(structure.indptr.iter().chain(&structure.indices).map(|&number| f64::from(number)));
        }
        loop {
            oracle.hand_over(0, &mut result, &mut x).await;
            // A test that takes half the time of the check (`perf`, 1000 numbers), which only provides the message.
            if !are_finite(&x) {
                check::numbers("x", &x, check::FINITE)?;
            }
            callable.replace(&x, &mut result);
        }
    }
}

/// The function with its fixed inputs.
fn bound(problem: &PrepareProblem) -> Result<CompiledFunction<1, ()>, Error> {
    let expression = expression("function", &problem.function)?;
    Callable::bind(expression, problem.variables.as_deref(), &problem.parameters)
}
