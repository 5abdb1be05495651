//! Diffusion with a variable coefficient, -∇·(a ∇u) + c u = f on cells of an interval or a rectangle, as a task.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `cells` | the finite-volume equations |
//! | `solver` | conjugate gradients with multigrid, and certificates |
//!
//! Sources: for the scheme, Patankar, Numerical heat transfer and fluid flow, 1980, section 4.2; for the solver, see
//! `multigrid`.

mod cells;
pub mod problem;
pub mod solution;
mod solver;

use cells::Cells;
use problem::DiffusionProblem;
use schemars::JsonSchema;
use solution::{DiffusionProgress, DiffusionSolution, Fluxes};
use superlinear_interface::{Error, Run, Task, check};

/// Solves `-∇·(a ∇u) + c u = f` on an interval or a rectangle of cells, for a coefficient `a` that may jump by orders of
/// magnitude or differ by direction. Each side has given values, a given flux or a linear relation of both. The scheme
/// conserves the flux from cell to cell. Solver: conjugate gradients with black-box multigrid.
///
/// @example
/// ```ts
/// const { solution, status } = await diffusion({
///   points: [2, 4],
///   coefficient: [1, 1, 100, 100, 1, 1, 100, 100],
///   rightSide: 1,
///   boundary: { right: { kind: 'neumann', value: 0 } },
/// });
/// ```
#[derive(JsonSchema)]
pub struct Diffusion;

/// Numbers per cell held at the same time: fields, and a matrix, vectors and weights of all levels.
const NUMBERS_PER_CELL: usize = 40;

impl Task for Diffusion {
    const NAME: &'static str = "pde.diffusion";
    type Problem = DiffusionProblem;
    type Solution = DiffusionSolution;
    type Progress = DiffusionProgress;

    fn solve(problem: DiffusionProblem, run: &Run) -> Result<DiffusionSolution, Error> {
        check::tolerance(problem.tolerance)?;
        check::count("maxIterations", problem.max_iterations as usize, 1..)?;
        let cells = Cells::new(&problem, |count| run.ensure_memory("points", [NUMBERS_PER_CELL, count]))?;
        let solved = solver::solve(&cells, &problem, run)?;
        let balance = cells.balance(&solved.solution);
        let fluxes = problem.fluxes.then(|| {
            let [x, y] = cells.fluxes(&solved.solution);
            Fluxes { x: x.into(), y: y.into() }
        });
        let solution = DiffusionSolution {
            status: solved.status,
            energy: cells.energy(&solved.solution),
            flux_balance: balance,
            fluxes,
            iterations: solved.iterations,
            relative_residual: solved.relative_residual,
            backward_error: solved.backward_error,
            compatibility: cells.compatibility,
            solution: solved.solution.into(),
        };
        ensure_finite(&solution)?;
        Ok(solution)
    }
}

/// Refuses data so large that the solution exceeds the range of numbers.
fn ensure_finite(solution: &DiffusionSolution) -> Result<(), Error> {
    let figures = [solution.energy, solution.flux_balance, solution.backward_error, solution.relative_residual];
    let fluxes = solution.fluxes.iter().flat_map(|fluxes| fluxes.x.iter().chain(fluxes.y.iter()));
    if solution.solution.iter().chain(&figures).chain(fluxes).all(|number| number.is_finite()) {
        return Ok(());
    }
    Err(Error::invalid("rightSide", "must not be so large that the solution exceeds the range of numbers"))
}
