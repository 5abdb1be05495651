//! Problems defined by data alone: a built-in model evaluates their functions and answers the solver's dialogue.

use crate::minimize::functions::{CONSTRAINTS, DERIVATIVES, GRADIENT, HESSIAN, JACOBIAN, OBJECTIVE, VALUES};
use crate::minimize::program::Program;
use crate::minimize::{self, Minimize, MinimizeProblem, MinimizeSolution};
use superlinear_interface::model::{Respond, hold};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Vector};

/// The functions of a problem, with all derivatives. They must be finite for finite arguments.
pub(crate) trait Model {
    /// Evaluates the objective.
    fn objective(&mut self, x: &[f64]) -> f64;

    /// Writes the constraints.
    fn constraints(&mut self, x: &[f64], values: &mut [f64]);

    /// Writes the gradient of the objective.
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]);

    /// Writes the entries of the Jacobian of the constraints, in the order of the problem's structure.
    fn jacobian(&mut self, x: &[f64], entries: &mut [f64]);

    /// Writes the entries of the Hessian of `weight` times the objective plus `multipliers` times the constraints, in
    /// the order of the problem's structure. Without a structure, dense and row by row; only the lower triangle is
    /// read.
    fn hessian(&mut self, x: &[f64], multipliers: &[f64], weight: f64, entries: &mut [f64]);
}

/// A problem with a model's functions, and default options.
pub(crate) fn problem_of_model(initial: Vector, constraint_count: usize) -> MinimizeProblem {
    let has_constraints = constraint_count > 0;
    MinimizeProblem {
        initial,
        constraint_count: constraint_count as u32,
        constraints: has_constraints,
        gradient: true,
        jacobian: has_constraints,
        hessian: true,
        ..MinimizeProblem::default()
    }
}

/// Solves a program with the functions of `model`.
pub(crate) fn minimize_model(program: Program, model: &mut impl Model, run: &Run) -> Result<MinimizeSolution, Error> {
    let variables = program.problem.variables();
    hold_program(program, &mut Answers { model, variables }, run)
}

/// Solves a program. `responder` answers its questions.
pub(crate) fn hold_program(
    program: Program,
    responder: &mut impl Respond,
    run: &Run,
) -> Result<MinimizeSolution, Error> {
    hold::<MinimizeProgram>(program, responder, run)
}

/// The dialogue of [`Minimize`] for a program.
struct MinimizeProgram;

impl Dialogue for MinimizeProgram {
    const NAME: &'static str = Minimize::NAME;
    const QUESTIONS: &'static [&'static str] = Minimize::QUESTIONS;
    type Problem = Program;
    type Solution = MinimizeSolution;

    fn lengths(program: &Program) -> Result<Vec<Lengths>, Error> {
        Minimize::lengths(&program.problem)
    }

    async fn solve(program: Program, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
        minimize::solve(program, oracle, run).await
    }
}

/// A model and its number of variables.
struct Answers<'a, M> {
    model: &'a mut M,
    variables: usize,
}

impl<M: Model> Respond for Answers<'_, M> {
    fn respond(&mut self, tag: usize, point: &[f64], answer: &mut [f64]) {
        let Self { model, variables } = self;
        let (x, after) = point.split_at(*variables);
        match tag {
            OBJECTIVE => answer[0] = model.objective(x),
            CONSTRAINTS => model.constraints(x, answer),
            GRADIENT => model.gradient(x, answer),
            JACOBIAN => model.jacobian(x, answer),
            HESSIAN => {
                let (weight, multipliers) = after.split_last().expect("the objective's weight comes last");
                model.hessian(x, multipliers, *weight, answer);
            }
            VALUES => {
                let (objective, constraints) = answer.split_at_mut(1);
                objective[0] = model.objective(x);
                model.constraints(x, constraints);
            }
            DERIVATIVES => {
                let (gradient, jacobian) = answer.split_at_mut(*variables);
                model.gradient(x, gradient);
                model.jacobian(x, jacobian);
            }
            _ => unreachable!("a model has a Hessian, so that nobody asks for products with it"),
        }
    }
}
