//! Quadratic and linear programs: references, certificates, chains, random problems.

mod certify;
mod random;
mod references;
mod several;
mod verdicts;
mod workloads;

use crate::common::run;
use superlinear_constrained::QuadraticProgram;
use superlinear_constrained::quadratic::{QuadraticProgramProblem, QuadraticProgramSolution};
use superlinear_interface::{RunOptions, Task};

fn solve(problem: QuadraticProgramProblem) -> QuadraticProgramSolution {
    QuadraticProgram::solve(problem, &run(&RunOptions::default())).expect("a solution")
}
