//! Minimization of functions that are data, as a task: a program evaluates the functions with exact derivatives and
//! answers the solver's dialogue.

use crate::built_in::hold_program;
use crate::minimize::functions::{CONSTRAINTS, DERIVATIVES, GRADIENT, HESSIAN, JACOBIAN, OBJECTIVE, VALUES};
use crate::minimize::problem::{HessianApproximation, MinimizeOptions, MinimizeProblem};
use crate::minimize::{Minimize, MinimizeRecord, MinimizeSolution};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::function::Function;
use superlinear_expression::{Named, Order, Parts, Program};
use superlinear_interface::model::Respond;
use superlinear_interface::{Dialogue, Error, Run, Task, Vector};
use superlinear_numerics::pattern::Structure;

/// Minimizes a function that is data, under equality constraints, bounds and inequalities of functions that are data.
#[derive(JsonSchema)]
pub struct MinimizeExpressions;

/// Minimizes `objective` over `lower` ≤ x ≤ `upper` with `constraints` between `constraintLower` and `constraintUpper`,
/// from a starting point. Both are functions as data, so their derivatives are exact and sparse. They need not be
/// convex; the result is a local minimum.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeExpressionsProblem {
    /// The objective: a scalar function of the variables and of parameters.
    pub objective: Function,
    /// The constraints: a vector or scalar function, required to be zero or within bounds. At most as many of its
    /// values as there are variables may be equations.
    pub constraints: Option<Function>,
    /// The name of the input that holds the variables. Default: the first input of the objective.
    pub variables: Option<String>,
    /// All other inputs of the functions, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The starting point; its length is the number of variables. Clipped to the bounds before any evaluation.
    pub initial: Vector,
    /// The approximation of the Hessian of the Lagrangian. Default: none, the Hessian is exact.
    pub hessian_approximation: Option<HessianApproximation>,
    /// The bounds and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: MinimizeOptions,
}

impl Task for MinimizeExpressions {
    const NAME: &'static str = Minimize::NAME;
    type Problem = MinimizeExpressionsProblem;
    type Solution = MinimizeSolution;
    type Progress = MinimizeRecord;

    fn solve(problem: MinimizeExpressionsProblem, run: &Run) -> Result<MinimizeSolution, Error> {
        let parts = Parts {
            objective: &problem.objective,
            constraints: problem.constraints.as_ref(),
            variables: problem.variables.as_deref(),
            parameters: &problem.parameters,
            run,
        };
        let order = if problem.hessian_approximation.is_none() { Order::Second } else { Order::First };
        let program = Program::new(&parts, problem.initial.len(), order)?;
        let problem = problem.with(&program);
        problem.check()?;
        let values = vec![0.0; 1 + program.constraints()];
        let owners = [("gradient", "objective"), ("jacobian", "constraints"), ("hessian", "objective")];
        hold_program(problem.into(), &mut Answers { program, values }, run)
            .map_err(|error| about_functions(error, &owners))
    }
}

impl MinimizeExpressionsProblem {
    /// The problem as the dialogue takes it, with the functions of `program`.
    fn with(self, program: &Program) -> MinimizeProblem {
        let has_constraints = program.constraints() > 0;
        MinimizeProblem {
            initial: self.initial,
            constraint_count: program.constraints() as u32,
            constraints: has_constraints,
            gradient: true,
            jacobian: has_constraints,
            hessian: program.hessian_structure().is_some(),
            hessian_product: false,
            jacobian_structure: has_constraints.then(|| structure(program.jacobian_structure())),
            hessian_structure: program.hessian_structure().map(structure),
            hessian_approximation: self.hessian_approximation.unwrap_or_default(),
            options: self.options,
        }
    }
}

/// Rewrites an error about derivatives, which the caller did not provide, as an error about their function. `owners`
/// maps derivatives to functions.
pub(crate) fn about_functions(error: Error, owners: &[(&str, &str)]) -> Error {
    let owner = owners.iter().find(|(derivative, _)| error.path == *derivative);
    let said = |derivative: &str| error.message.strip_prefix(&format!("{derivative} must give finite numbers"));
    match owner.and_then(|(derivative, owner)| Some((owner, said(derivative)?))) {
        None => error,
        Some((owner, rest)) => Error::invalid(*owner, format!("must have derivatives that are finite numbers{rest}")),
    }
}

pub(crate) fn structure(entries: &superlinear_expression::Structure) -> Structure {
    let (rows, columns): (Vec<_>, Vec<_>) = entries.iter().map(|(i, j)| (i as i32, j as i32)).unzip();
    Structure { rows: rows.into(), columns: columns.into() }
}

/// Evaluates the functions of a program. `values` is workspace.
struct Answers {
    program: Program,
    values: Vec<f64>,
}

impl Respond for Answers {
    fn respond(&mut self, tag: usize, point: &[f64], answer: &mut [f64]) {
        let Self { program, values } = self;
        let n = program.variables();
        let (x, after) = point.split_at(n);
        match tag {
            VALUES | OBJECTIVE => program.values(x, answer),
            CONSTRAINTS => {
                program.values(x, values);
                answer.copy_from_slice(&values[1..]);
            }
            GRADIENT => program.gradient(x, answer),
            JACOBIAN => program.jacobian(x, answer),
            DERIVATIVES => {
                let (gradient, jacobian) = answer.split_at_mut(n);
                program.derivatives(x, gradient, jacobian);
            }
            HESSIAN => {
                let (weight, multipliers) = after.split_last().expect("the objective's weight comes last");
                program.hessian(x, *weight, multipliers, answer);
            }
            _ => unreachable!("where the Hessian is given, nobody asks for products with it"),
        }
    }
}
