//! Convex quadratic and linear programs, as tasks. Independent of the family's other methods: a predictor-corrector
//! interior point method on sparse or dense factorizations, with active-set steps to finish a run and to start from the
//! solution of a similar program.
//!
//! The program is: minimize ½x'Px + q'x subject to lower ≤ x ≤ upper and constraintLower ≤ Ax ≤ constraintUpper.
//!
//! | module | contents |
//! |---|---|
//! | `problem`, `problems`, `hessian`, `arguments` | the problem statement |
//! | `matrices`, `program`, `programs`, `rounding` | the program in the solver's units, and residuals of a point |
//! | `convexity`, `certificate` | proofs that there is no solution |
//! | `system` | the linear systems of all steps |
//! | `interior`, `direction`, `active_set` | the two kinds of steps |
//! | `vertices` | linear programs by the simplex method |
//! | `start`, `solver` | their combination, for a sequence of programs |
//! | `solution`, `status` | the solution |

mod active_set;
mod arguments;
mod certificate;
mod convexity;
mod direction;
mod embedding;
mod hessian;
mod interior;
mod matrices;
mod problem;
mod problems;
mod program;
mod programs;
mod rounding;
mod solution;
mod solver;
mod start;
mod status;
mod system;
mod vertices;

use programs::Programs;
use schemars::JsonSchema;
use solver::{Limits, Solver};
use superlinear_interface::{Error, Run, Task};

pub use problem::{QuadraticProgramData, QuadraticProgramProblem};
pub use problems::{QuadraticProgramsProblem, QuadraticProgramsProgress, QuadraticProgramsSolution};
pub use solution::{
    QuadraticProgramCertificate, QuadraticProgramSolution, QuadraticProgramStatistics, QuadraticProgramWarmStart,
};
pub use status::{QuadraticProgramRecord, QuadraticProgramStatus};

/// Minimizes a convex quadratic or linear objective under bounds and linear equations and inequalities, usually to
/// rounding accuracy; or proves that there is no solution.
///
/// @example
/// ```ts
/// // The point of a triangle nearest to (2, 1).
/// const { solution, multipliers } = await quadraticProgram({
///   hessian: [1, 1],
///   linear: [-2, -1],
///   constraintMatrix: [[1, 1]],
///   constraintUpper: [1],
///   lower: [0, 0],
/// });
/// // solution is (1, 0), multipliers (1)
/// ```
#[derive(JsonSchema)]
pub struct QuadraticProgram;

impl Task for QuadraticProgram {
    const NAME: &'static str = "constrained.quadraticProgram";
    type Problem = QuadraticProgramProblem;
    type Solution = QuadraticProgramSolution;
    type Progress = QuadraticProgramRecord;

    fn solve(problem: QuadraticProgramProblem, run: &Run) -> Result<QuadraticProgramSolution, Error> {
        let several = QuadraticProgramsProblem::from(problem);
        let programs = Programs::new(&several, run)?;
        let limits = Limits { run, max_iterations: several.programs.max_iterations };
        let ended = Solver::new(&programs.shared, run).solve(&programs.program(0)?, programs.initial(), &limits)?;
        QuadraticProgramSolution::of(ended, &programs.shared)
    }
}

/// Solves several convex quadratic or linear programs with the same matrices, as in control or along an efficient
/// frontier: in sequence, each from the solution of the previous one, or in parallel.
///
/// @example
/// ```ts
/// // The least |x|² / 2 with x + y = 1, 2 and 3.
/// const { solution } = await quadraticPrograms({
///   hessian: [1, 1],
///   linear: [0, 0],
///   constraintMatrix: [[1, 1]],
///   constraintLower: [[1], [2], [3]],
///   constraintUpper: [[1], [2], [3]],
/// });
/// // The rows of solution are (0.5, 0.5), (1, 1) and (1.5, 1.5)
/// ```
#[derive(JsonSchema)]
pub struct QuadraticPrograms;

impl Task for QuadraticPrograms {
    const NAME: &'static str = "constrained.quadraticPrograms";
    type Problem = QuadraticProgramsProblem;
    type Solution = QuadraticProgramsSolution;
    type Progress = QuadraticProgramsProgress;

    fn solve(problem: QuadraticProgramsProblem, run: &Run) -> Result<QuadraticProgramsSolution, Error> {
        let programs = Programs::new(&problem, run)?;
        let limits = Limits { run, max_iterations: problem.programs.max_iterations };
        let solutions =
            if problem.chained { programs.solve_in_turn(&limits) } else { programs.solve_side_by_side(&limits) };
        Ok(QuadraticProgramsSolution::of(solutions?))
    }
}
