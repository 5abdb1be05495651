//! The task for functions given as data: they answer the questions of the search.

use super::Pareto;
use super::problem::ParetoDataProblem;
use super::solution::{ParetoProgress, ParetoSolution};
use crate::test_sets::TestSet;
use schemars::JsonSchema;
use superlinear_expression::{Objective, Parts};
use superlinear_interface::model::{Respond, hold};
use superlinear_interface::{Dialogue, Error, Run, Task};

/// Multi-objective minimization of functions given as data.
#[derive(JsonSchema)]
pub struct ParetoData;

impl Task for ParetoData {
    const NAME: &'static str = Pareto::NAME;
    type Problem = ParetoDataProblem;
    type Solution = ParetoSolution;
    type Progress = ParetoProgress;

    fn solve(mut problem: ParetoDataProblem, run: &Run) -> Result<ParetoSolution, Error> {
        let mut functions = AsData::of(&mut problem, run)?;
        hold::<Pareto>(problem.without_functions(), &mut functions, run)
    }
}

/// Functions given as data.
enum AsData {
    Expression(Box<Objective>),
    BuiltIn { set: TestSet, objectives: usize },
}

impl AsData {
    /// The functions of a problem. For expressions, also sets the numbers of objectives and constraints.
    fn of(problem: &mut ParetoDataProblem, run: &Run) -> Result<Self, Error> {
        match (&problem.objective, problem.built_in) {
            (Some(function), None) => {
                let parts = |constraints| Parts {
                    objective: function,
                    constraints,
                    variables: problem.input.as_deref(),
                    parameters: &problem.parameters,
                    run,
                };
                let objectives = Objective::several(&parts(None))?.outputs();
                let functions = Objective::several(&parts(problem.constraints.as_ref()))?;
                problem.search.objective_count = objectives as u32;
                problem.search.constraint_count = (functions.outputs() - objectives) as u32;
                let variables = problem.search.space()?.dimension();
                if functions.variables() != variables {
                    let message = format!("must have as many numbers in its input as there are variables, {variables}");
                    return Err(Error::invalid("objective", message));
                }
                Ok(Self::Expression(Box::new(functions)))
            }
            (None, Some(set)) => {
                if problem.search.constraint_count > 0 || problem.constraints.is_some() {
                    return Err(Error::invalid("constraints", "must not be given together with builtIn"));
                }
                let variables = problem.search.space()?.dimension();
                let objectives = problem.search.objective_count as usize;
                set.check(objectives, variables)?;
                Ok(Self::BuiltIn { set, objectives })
            }
            (None, None) => Err(Error::invalid("objective", "must be given, or builtIn instead")),
            (Some(_), Some(_)) => Err(Error::invalid("builtIn", "must not be given together with objective")),
        }
    }

    fn numbers(&self) -> usize {
        match self {
            Self::Expression(functions) => functions.outputs(),
            Self::BuiltIn { objectives, .. } => *objectives,
        }
    }
}

impl Respond for AsData {
    fn respond(&mut self, _: usize, points: &[f64], answers: &mut [f64]) {
        let numbers = self.numbers();
        let variables = points.len() / (answers.len() / numbers);
        for (point, answer) in points.chunks_exact(variables).zip(answers.chunks_exact_mut(numbers)) {
            match self {
                Self::Expression(functions) => functions.write(point, answer),
                Self::BuiltIn { set, .. } => set.write(point, answer),
            }
        }
    }
}
