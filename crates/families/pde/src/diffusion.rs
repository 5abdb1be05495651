//! Diffusion with a variable coefficient on cells of an interval or a rectangle: -∇·(a ∇u) + c u = f, and in time.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `cells` | the finite-volume equations |
//! | `solver` | conjugate gradients with multigrid, and the errors of solutions |
//! | [`heat`] | the equation in time, as a task |
//!
//! Sources: for the scheme, Patankar, Numerical heat transfer and fluid flow, 1980, section 4.2; for the solver, see
//! `multigrid`.

mod cells;
pub mod heat;
pub mod problem;
pub mod solution;
mod solver;

use cells::Cells;
use problem::{DiffusionEquation, DiffusionProblem};
use schemars::JsonSchema;
use solution::{DiffusionProgress, DiffusionSolution, Fluxes};
use solver::{Limits, System, product};
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

/// Numbers per cell held at the same time: fields, and a matrix, vectors and weights of all levels. A single row takes
/// the most, because of its margins.
const NUMBERS_PER_CELL: usize = 48;

impl Task for Diffusion {
    const NAME: &'static str = "pde.diffusion";
    type Problem = DiffusionProblem;
    type Solution = DiffusionSolution;
    type Progress = DiffusionProgress;

    fn solve(problem: DiffusionProblem, run: &Run) -> Result<DiffusionSolution, Error> {
        let mut cells = checked(&problem.equation, run)?;
        cells.make_compatible();
        let count = cells.right_side.len();
        if let Some(initial) = &problem.initial {
            check::finite_vector("initial", initial, count, "points has cells")?;
        }
        let initial = problem.initial.map_or_else(|| vec![0.0; count], |initial| initial.to_vec());
        let system = System::new(cells.matrix.clone(), cells.relaxation, cells.compatibility.is_some(), run);
        let imbalance = |solution: &[f64]| cells.imbalance(solution);
        let limits = Limits { imbalance: Some(&imbalance), ..limits(&problem.equation) };
        let solved = system.solve(&cells.right_side, initial, limits, run)?;
        let fluxes = problem.fluxes.then(|| {
            let [x, y] = cells.fluxes(&solved.solution);
            Fluxes { x: x.into(), y: y.into() }
        });
        let solution = DiffusionSolution {
            status: solved.status,
            energy: cells.energy(&solved.solution, &product(&cells.matrix, &solved.solution)),
            flux_balance: cells.balance(&solved.solution),
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

/// Checks the equation and forms its cells.
fn checked(equation: &DiffusionEquation, run: &Run) -> Result<Cells, Error> {
    check::tolerance(equation.tolerance)?;
    check::at_least_one("maxIterations", Some(equation.max_iterations))?;
    Cells::new(equation, run, |count| run.ensure_memory("points", [NUMBERS_PER_CELL, count]))
}

fn limits(equation: &DiffusionEquation) -> Limits<'static> {
    Limits { tolerance: equation.tolerance, max_iterations: equation.max_iterations, imbalance: None }
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
