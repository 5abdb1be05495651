//! Convex quadratic and linear programs, as tasks, which need nothing of the family's other methods: a predictor-corrector
//! interior method on sparse or dense decompositions, whose last step, and whose steps from the solution of a program nearby,
//! are on the set of active ends.
//!
//! The program is: find the least ½x'Px + q'x with lower ≤ x ≤ upper and constraintLower ≤ Ax ≤ constraintUpper.
//!
//! | module | what |
//! |---|---|
//! | `problem`, `problems`, `hessian`, `ends` | what the caller gives |
//! | `matrices`, `program`, `programs`, `rounding` | the same in the solver's units, and how good a point is |
//! | `convexity`, `certificate` | proofs that there is no solution |
//! | `system` | the linear systems of all steps |
//! | `interior`, `direction`, `active_set` | the two kinds of steps |
//! | `vertices` | linear programs by the simplex method |
//! | `start`, `solver` | both together, for one program after another |
//! | `solution`, `status` | what the caller gets |

mod active_set;
mod certificate;
mod convexity;
mod direction;
mod embedding;
mod ends;
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

pub use problem::QuadraticProgramProblem;
pub use problems::{QuadraticProgramsProblem, QuadraticProgramsProgress, QuadraticProgramsSolution};
pub use solution::{
    QuadraticProgramCertificate, QuadraticProgramSolution, QuadraticProgramStatistics, QuadraticProgramWarmStart,
};
pub use status::{QuadraticProgramRecord, QuadraticProgramStatus};

/// The minimum of a convex quadratic or a linear objective between bounds and under linear equations and inequalities, exact to
/// rounding mostly; or a proof that there is none.
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
        let limits = Limits { run, max_iterations: several.max_iterations };
        let ended = Solver::new(&programs.shared, run).solve(&programs.program(0)?, programs.initial(), &limits)?;
        QuadraticProgramSolution::of(ended, &programs.shared)
    }
}

/// Several convex quadratic or linear programs with the same matrices, as in control or along an efficient frontier: one after the
/// other, each from the solution of the one before, or side by side.
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
        let limits = Limits { run, max_iterations: problem.max_iterations };
        let solutions =
            if problem.chained { programs.solve_in_turn(&limits) } else { programs.solve_side_by_side(&limits) };
        Ok(QuadraticProgramsSolution::of(solutions?))
    }
}
