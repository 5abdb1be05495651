//! Minima under equations, as a dialogue.
//!
//! Source: the exact augmented Lagrangian with adaptive penalties and inexact Newton steps is that of Hong, Na, Mahoney,
//! Kolar, Constrained Optimization via Exact Augmented Lagrangian and Randomized Iterative Sketching, ICML 2023. Shifts of the
//! linear systems instead of a modified Hessian, second-order corrections, and a restoration of the constraints are added.

mod accuracy;
mod inexact;
mod merit;
mod newton;
pub(crate) mod options;
pub(crate) mod problem;
mod ray;
mod restoration;
mod saddle;
pub(crate) mod solution;
mod solver;
mod trial;

use crate::model::functions;
use solver::Solver;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

pub use options::{Accuracy, Inner, InnerOptions, MeritFunction, Preconditioner, SketchKind};
pub use problem::{HessianApproximation, MinimizeProblem, Scaling, Structure};
pub use solution::{Evaluations, MinimizeRecord, MinimizeSolution, MinimizeStatus, SecondOrder, Statistics, WarmStart};

/// The minimum of a function of many variables under equations.
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
        let mut solver = Solver::start(problem, oracle, run).await?;
        let status = solver.run_to_end().await?;
        Ok(solver.solution(status).await)
    }
}
