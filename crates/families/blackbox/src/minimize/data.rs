//! The task for functions given as data: they answer the questions of the search.

use super::Minimize;
use super::problem::MinimizeDataProblem;
use super::solution::{MinimizeProgress, MinimizeSolution};
use crate::built_in::Prepared;
use schemars::JsonSchema;
use superlinear_expression::{Objective, Parts};
use superlinear_interface::model::{Respond, hold};
use superlinear_interface::{Dialogue, Error, Run, Task};

/// Global minimization of a function given as data.
#[derive(JsonSchema)]
pub struct MinimizeData;

impl Task for MinimizeData {
    const NAME: &'static str = Minimize::NAME;
    type Problem = MinimizeDataProblem;
    type Solution = MinimizeSolution;
    type Progress = MinimizeProgress;

    fn solve(problem: MinimizeDataProblem, run: &Run) -> Result<MinimizeSolution, Error> {
        let mut function = AsData::of(&problem, run)?;
        hold::<Minimize>(problem.without_function(), &mut function, run)
    }
}

/// A function given as data.
enum AsData {
    Expression(Box<Objective>),
    BuiltIn(Prepared),
}

impl AsData {
    fn of(problem: &MinimizeDataProblem, run: &Run) -> Result<Self, Error> {
        let variables = problem.clone().without_function().space()?.dimension();
        match (&problem.objective, &problem.built_in) {
            (Some(function), None) => {
                let parts = Parts {
                    objective: function,
                    constraints: None,
                    variables: problem.input.as_deref(),
                    parameters: &problem.parameters,
                    run,
                };
                let objective = Objective::new(&parts).map_err(with_name_of_input)?;
                if objective.variables() != variables {
                    let message = format!("must have as many numbers in its input as there are variables, {variables}");
                    return Err(Error::invalid("objective", message));
                }
                Ok(Self::Expression(Box::new(objective)))
            }
            (None, Some(built_in)) => built_in.prepare(variables).map(Self::BuiltIn),
            (None, None) => Err(Error::invalid("objective", "must be given, or builtIn instead")),
            (Some(_), Some(_)) => Err(Error::invalid("builtIn", "must not be given together with objective")),
        }
    }
}

/// Renames the path of errors about the input: here the input holds the variables, and `variables` is a different
/// field.
pub fn with_name_of_input(error: Error) -> Error {
    match error.message.strip_prefix("variables") {
        Some(rest) if error.path == "variables" => Error::invalid("input", rest.trim_start()),
        _ => error,
    }
}

impl Respond for AsData {
    fn respond(&mut self, _: usize, points: &[f64], answers: &mut [f64]) {
        let variables = points.len() / answers.len();
        for (point, answer) in points.chunks_exact(variables).zip(answers) {
            *answer = match self {
                Self::Expression(objective) => objective.value(point),
                Self::BuiltIn(function) => function.value(point),
            };
        }
    }
}
