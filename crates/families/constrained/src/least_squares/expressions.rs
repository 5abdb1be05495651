//! Least squares with residuals that are data, as a task: a program evaluates them with an exact Jacobian and answers
//! the solver's dialogue.

use super::functions::{JACOBIAN, RESIDUALS};
use super::problem::LeastSquaresOptions;
use super::{LeastSquares, LeastSquaresProblem, LeastSquaresRecord, LeastSquaresSolution};
use crate::functions_as_data::{about_functions, structure};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::function::{Argument, Function, WireNode};
use superlinear_expression::{Named, Order, Parts, Program};
use superlinear_interface::model::hold;
use superlinear_interface::{Dialogue, Error, Run, Task, Vector};

/// Minimizes a sum of squares of functions that are data.
#[derive(JsonSchema)]
pub struct LeastSquaresExpressions;

/// Minimizes half the sum of the squares of `residuals`, or of a robust loss of them, within bounds, from a starting
/// point. The residuals are a function as data, so their derivatives are exact. The result is a local minimum.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeastSquaresExpressionsProblem {
    /// The residuals: a vector or scalar function of the variables and of parameters.
    pub residuals: Function,
    /// The name of the input that holds the variables. Default: the first.
    pub variables: Option<String>,
    /// All other inputs, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The starting point; its length is the number of variables, at most 300. Clipped to the bounds.
    pub initial: Vector,
    /// The bounds and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: LeastSquaresOptions,
}

impl Task for LeastSquaresExpressions {
    const NAME: &'static str = LeastSquares::NAME;
    type Problem = LeastSquaresExpressionsProblem;
    type Solution = LeastSquaresSolution;
    type Progress = LeastSquaresRecord;

    fn solve(problem: LeastSquaresExpressionsProblem, run: &Run) -> Result<LeastSquaresSolution, Error> {
        let mut program = program(&problem, run).map_err(about_residuals)?;
        let problem = problem.with(&program);
        let mut gradient = vec![0.0; program.variables()];
        let mut values = vec![0.0; 1 + program.constraints()];
        let mut answers = |tag: usize, x: &[f64], answer: &mut [f64]| match tag {
            RESIDUALS => {
                program.values(x, &mut values);
                answer.copy_from_slice(&values[1..]);
            }
            JACOBIAN => program.derivatives(x, &mut gradient, answer),
            _ => unreachable!("there are two questions"),
        };
        hold::<LeastSquares>(problem, &mut answers, run)
            .map_err(|error| about_functions(error, &[("jacobian", "residuals")]))
    }
}

/// The residuals and their derivatives, as the constraints of a program with a zero objective.
fn program(problem: &LeastSquaresExpressionsProblem, run: &Run) -> Result<Program, Error> {
    let zero = WireNode { operation: "constant".to_owned(), arguments: vec![Argument::Number(0.0)] };
    let inputs = problem.residuals.inputs.clone();
    let objective = Function { version: 1, inputs, data: Vec::new(), nodes: vec![zero], outputs: vec![0] };
    let parts = Parts {
        objective: &objective,
        constraints: Some(&problem.residuals),
        variables: problem.variables.as_deref(),
        parameters: &problem.parameters,
        run,
    };
    Program::new(&parts, problem.initial.len(), Order::First)
}

/// Rewrites an error about the program's functions as an error about `residuals`.
fn about_residuals(error: Error) -> Error {
    error.renamed("constraints", "residuals").renamed("objective", "residuals")
}

impl LeastSquaresExpressionsProblem {
    /// The problem as the dialogue takes it, with the residuals of `program`.
    fn with(self, program: &Program) -> LeastSquaresProblem {
        LeastSquaresProblem {
            initial: self.initial,
            residual_count: program.constraints() as u32,
            jacobian: true,
            jacobian_structure: Some(structure(program.jacobian_structure())),
            options: self.options,
        }
    }
}
