//! Minimization under equality constraints, bounds and inequalities, as a dialogue. `equality` has the method for
//! equality constraints alone, `interior` that for everything else. They share the start, the Newton systems, the
//! restoration phase, the escape from saddle points, the test for unboundedness, and records and solutions.
//!
//! Source: the exact augmented Lagrangian with adaptive penalties and inexact Newton steps is from Hong, Na, Mahoney,
//! Kolar, Constrained Optimization via Exact Augmented Lagrangian and Randomized Iterative Sketching, ICML 2023. Added
//! here: regularization of the linear systems instead of a modified Hessian, second-order corrections, and a
//! restoration phase that reduces the violation alone or minimizes an augmented Lagrangian with a small penalty.

mod accuracy;
mod curvature;
mod data;
mod equality;
mod form;
pub(crate) mod functions;
mod info;
mod interior;
mod iterate;
mod line_search;
mod merit;
mod method;
mod newton;
mod options;
pub(crate) mod problem;
pub(crate) mod program;
mod report;
mod residuals;
mod restoration;
mod scaling;
mod solution;
mod unboundedness;
mod violation;

use equality::Equality;
use interior::Interior;
use program::Program;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

pub use crate::inner::options::{Inner, InnerOptions, Preconditioner, SketchKind};
pub use options::{Accuracy, MeritFunction};
pub use problem::{HessianApproximation, MinimizeOptions, MinimizeProblem, Scaling};
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
        method::run(Interior::start(program, oracle, run).await?, &caller, &clock).await
    } else {
        method::run(Equality::start(program, oracle, run).await?, &caller, &clock).await
    }
}
