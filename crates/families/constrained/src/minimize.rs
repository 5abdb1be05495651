//! Minimization under equality constraints, bounds and inequalities, as a dialogue. `solver` handles equality
//! constraints alone, `interior` everything else. They share functions, scaling, Newton systems and solutions.
//!
//! Source: the exact augmented Lagrangian with adaptive penalties and inexact Newton steps is from Hong, Na, Mahoney,
//! Kolar, Constrained Optimization via Exact Augmented Lagrangian and Randomized Iterative Sketching, ICML 2023. Added
//! here: regularization of the linear systems instead of a modified Hessian, second-order corrections, and a
//! restoration phase that reduces the violation alone or minimizes an augmented Lagrangian with a small penalty.

mod accuracy;
pub(crate) mod functions;
mod interior;
mod iterate;
mod limits;
mod merit;
mod newton;
mod options;
pub(crate) mod problem;
pub(crate) mod program;
mod restoring;
mod scaling;
mod solution;
mod solver;
mod violation;

use interior::Interior;
use program::Program;
use solver::Solver;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

pub use crate::inner::options::{Inner, InnerOptions, Preconditioner, SketchKind};
pub use options::{Accuracy, MeritFunction};
pub use problem::{HessianApproximation, MinimizeOptions, MinimizeProblem, Scaling, Structure};
pub use solution::{Evaluations, MinimizeRecord, MinimizeSolution, MinimizeStatus, SecondOrder, Statistics, WarmStart};

/// Minimizes a function of many variables under equality constraints, bounds and inequalities.
pub struct Minimize;

impl Dialogue for Minimize {
    const NAME: &'static str = "constrained.minimize";
    const QUESTIONS: &'static [&'static str] = functions::QUESTIONS;
    type Problem = MinimizeProblem;
    type Solution = MinimizeSolution;

    fn lengths(problem: &MinimizeProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(functions::lengths(problem))
    }

    async fn solve(problem: MinimizeProblem, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
        solve(problem.into(), oracle, run).await
    }
}

/// Solves a validated problem.
pub(crate) async fn solve(program: Program, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
    let (caller, clock) = (oracle.clone(), run.part());
    if program.problem.needs_barrier() {
        let mut interior = Interior::start(program, oracle, run).await?;
        let status = match caller.in_time(&clock, interior.run_to_end()).await {
            Some(status) => status?,
            None => interior.status_when_late(),
        };
        let second_order = caller.in_time(&clock, interior.look_around(status)).await;
        return Ok(interior.solution(status, second_order.unwrap_or(SecondOrder::Unexamined)));
    }
    let mut solver = Solver::start(program, oracle, run).await?;
    let status = match caller.in_time(&clock, solver.run_to_end()).await {
        Some(status) => status?,
        None => solver.status_when_late(),
    };
    let second_order = caller.in_time(&clock, solver.second_order(status)).await;
    Ok(solver.solution(status, second_order.unwrap_or(SecondOrder::Unexamined)))
}
