//! Consistent systems by sketch and project.
//!
//! | module | content |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `system` | all equations |
//! | `rows`, `sketched` | projections onto some equations, or onto combinations of all |
//! | `sweeps` | accelerated forward and backward sweeps of projections |
//! | `projection` | the projection onto the solutions of a few equations |

pub mod problem;
pub mod solution;

mod projection;
mod rows;
mod sketched;
mod sweeps;
mod system;

use crate::sketches::SketchKind;
use crate::table::{Table, check_right_side};
use problem::{ProjectionMethod, SolveConsistentProblem};
use rows::{Blocks, SingleRows};
use schemars::JsonSchema;
use sketched::Sketched;
use solution::{SolveConsistentProgress, SolveConsistentSolution};
use superlinear_interface::{Advance, Error, Run, Task, check};
use superlinear_numerics::sketch_project::{self, Outcome, Projections, StoppingRule};
use sweeps::Sweeps;
use system::System;

/// Solves a consistent system of linear equations for the solution nearest to the initial point, by projections onto
/// the solutions of a few equations at a time: by sweeps through random blocks of equations, accelerated by conjugate
/// gradients, by Kaczmarz's method with single random equations, or by sketches of all equations.
///
/// After Gower, Richtárik: Randomized Iterative Methods for Linear Systems, SIAM Journal on Matrix Analysis and
/// Applications 36, 2015, and Björck, Elfving: Accelerated Projection Methods for Computing Pseudoinverse Solutions of
/// Systems of Linear Equations, BIT 19, 1979.
///
/// @example
/// ```ts
/// const { status, solution } = await solveConsistent({
///   matrix: [
///     [1, 1, 0],
///     [0, 1, 1],
///   ],
///   rightSide: [3, 5],
/// });
/// ```
#[derive(JsonSchema)]
pub struct SolveConsistent;

impl Task for SolveConsistent {
    const NAME: &'static str = "sketch.solveConsistent";
    type Problem = SolveConsistentProblem;
    type Solution = SolveConsistentSolution;
    type Progress = SolveConsistentProgress;

    fn solve(problem: SolveConsistentProblem, run: &Run) -> Result<SolveConsistentSolution, Error> {
        let table = Table::new(&problem.matrix, "matrix", run)?;
        check_arguments(&problem, &table)?;
        let system = System::new(&table, &problem.right_side)?;
        let size = problem.block_size.map_or(DEFAULT_BLOCK, |size| size as usize).min(table.rows());
        run.ensure_memory("blockSize", [size, size.saturating_add(table.columns())])?;
        let sketched = |kind| solve(&problem, &system, Sketched::new(&system, kind, size, run), run);
        match problem.method {
            ProjectionMethod::Sweeps => solve(&problem, &system, Sweeps::new(&system, size, run)?, run),
            ProjectionMethod::BlockRow => solve(&problem, &system, Blocks::new(&system, size, run)?, run),
            ProjectionMethod::Row => solve(&problem, &system, SingleRows::new(&system, run), run),
            ProjectionMethod::Gaussian => sketched(SketchKind::Gaussian),
            ProjectionMethod::Srht => sketched(SketchKind::Srht),
            ProjectionMethod::CountSketch => sketched(SketchKind::CountSketch),
            ProjectionMethod::SparseSign => sketched(SketchKind::SparseSign),
        }
    }
}

/// Default number of rows in a block: their Gram matrix stays in the first-level cache.
const DEFAULT_BLOCK: usize = 64;

/// Default maximum number of uses of each equation.
const MAX_PASSES: u32 = 1000;

fn solve(
    problem: &SolveConsistentProblem,
    system: &System,
    mut projections: impl Projections,
    run: &Run,
) -> Result<SolveConsistentSolution, Error> {
    let rule = StoppingRule {
        tolerance: problem.tolerance,
        momentum: problem.momentum,
        max_projections: problem
            .max_iterations
            .unwrap_or_else(|| MAX_PASSES.saturating_mul(projections.per_measurement())),
    };
    let start = problem.initial.as_ref().map_or_else(|| vec![0.0; system.table.columns()], |initial| initial.to_vec());
    let mut history = problem.history.then(Vec::new);
    let observe = |iterations, residual_norm, goal| {
        let record = SolveConsistentProgress { iterations, residual_norm };
        run.progress(Advance::certificate(residual_norm, goal).or_budget(iterations, rule.max_projections), || record);
        history.iter_mut().for_each(|history| history.push(record));
    };
    let outcome = sketch_project::solve(system, &mut projections, start, rule, run, observe)?;
    let Outcome { status, projections: iterations, solution, residual_norm } = outcome;
    Ok(SolveConsistentSolution { status, iterations, solution: solution.into(), residual_norm, history })
}

fn check_arguments(problem: &SolveConsistentProblem, table: &Table) -> Result<(), Error> {
    let SolveConsistentProblem { momentum, tolerance, .. } = *problem;
    check_right_side(&problem.right_side, table.rows())?;
    if let Some(initial) = &problem.initial {
        check::finite_vector("initial", initial, table.columns(), "matrix has columns")?;
    }
    check::number("momentum", momentum, 0.0..1.0)?;
    check::number("tolerance", tolerance, 0.0..1.0)?;
    if problem.method == ProjectionMethod::Sweeps && momentum > 0.0 {
        return Err(Error::invalid(
            "momentum",
            format!("must be 0 for the method sweeps, got {}", check::short(momentum)),
        ));
    }
    check::at_least_one("blockSize", problem.block_size)?;
    check::at_least_one("maxIterations", problem.max_iterations)
}
