//! The task for functions given as data: they answer the questions of the search.

use super::DirectSearch;
use super::problem::DirectSearchDataProblem;
use super::solution::{DirectSearchProgress, DirectSearchSolution};
use crate::built_in::Prepared;
use crate::minimize::data::with_name_of_input;
use schemars::JsonSchema;
use superlinear_expression::{Objective, Parts};
use superlinear_interface::model::{Respond, hold};
use superlinear_interface::{Dialogue, Error, Run, Task};

/// Constrained local minimization of functions given as data.
#[derive(JsonSchema)]
pub struct DirectSearchData;

impl Task for DirectSearchData {
    const NAME: &'static str = DirectSearch::NAME;
    type Problem = DirectSearchDataProblem;
    type Solution = DirectSearchSolution;
    type Progress = DirectSearchProgress;

    fn solve(mut problem: DirectSearchDataProblem, run: &Run) -> Result<DirectSearchSolution, Error> {
        let mut functions = AsData::of(&mut problem, run)?;
        hold::<DirectSearch>(problem.without_functions(), &mut functions, run)
    }
}

/// Functions given as data.
enum AsData {
    Expression(Box<Objective>),
    BuiltIn(Prepared),
}

impl AsData {
    /// The functions of a problem. For expressions, also sets the number of constraints.
    fn of(problem: &mut DirectSearchDataProblem, run: &Run) -> Result<Self, Error> {
        match (&problem.objective, &problem.built_in) {
            (Some(function), None) => {
                let parts = Parts {
                    objective: function,
                    constraints: problem.constraints.as_ref(),
                    variables: problem.input.as_deref(),
                    parameters: &problem.parameters,
                    run,
                };
                let functions = Objective::constrained(&parts).map_err(with_name_of_input)?;
                problem.options.constraint_count = functions.outputs() as u32 - 1;
                let variables = problem.options.space()?.dimension();
                if functions.variables() != variables {
                    let message = format!("must have as many numbers in its input as there are variables, {variables}");
                    return Err(Error::invalid("objective", message));
                }
                Ok(Self::Expression(Box::new(functions)))
            }
            (None, Some(built_in)) => {
                if problem.options.constraint_count > 0 || problem.constraints.is_some() {
                    return Err(Error::invalid("constraints", "must not be given together with builtIn"));
                }
                let variables = problem.options.space()?.dimension();
                built_in.prepare(variables).map(Self::BuiltIn)
            }
            (None, None) => Err(Error::invalid("objective", "must be given, or builtIn instead")),
            (Some(_), Some(_)) => Err(Error::invalid("builtIn", "must not be given together with objective")),
        }
    }
}

impl Respond for AsData {
    fn respond(&mut self, _: usize, points: &[f64], answers: &mut [f64]) {
        let numbers = match self {
            Self::Expression(functions) => functions.outputs(),
            Self::BuiltIn(_) => 1,
        };
        let variables = points.len() / (answers.len() / numbers);
        for (point, answer) in points.chunks_exact(variables).zip(answers.chunks_exact_mut(numbers)) {
            match self {
                Self::Expression(functions) => functions.write(point, answer),
                Self::BuiltIn(function) => answer[0] = function.value(point),
            }
        }
    }
}
