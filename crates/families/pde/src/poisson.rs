//! The Poisson equation -Δu + c u = f on a box, as a task.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `scheme` | difference equations of order two and four, and their solution by transforms |
//!
//! Sources: for fast transforms, Buzbee, Golub, Nielson, SIAM J. Numer. Anal. 7, 1970; for the compact scheme, Collatz,
//! The numerical treatment of differential equations, 1960.

pub mod problem;
mod scheme;
pub mod solution;

use crate::boundary::Boundary;
use crate::grid::{Grid, ensure_memory};
use problem::PoissonProblem;
use schemars::JsonSchema;
use scheme::{Scheme, Source};
use solution::{PoissonSolution, PoissonStatus};
use superlinear_interface::{Error, NoProgress, Run, Task, check};
use superlinear_numerics::vectors::are_finite;

/// Solves the Poisson equation `-Δu + c u = f` on an interval, a rectangle or a box, with given values, given outward
/// derivatives or periodicity along each axis. The difference equations, of order 2 or 4, are solved to rounding by fast
/// sine, cosine and Fourier transforms. The solution comes with the residual of the difference equations and an estimate
/// of the discretization error.
///
/// @example
/// ```ts
/// const { solution, discretizationError } = await poisson({ points: [31, 31], rightSide: 1 });
/// ```
#[derive(JsonSchema)]
pub struct Poisson;

/// Numbers per point held at the same time.
const NUMBERS_PER_POINT: usize = 6;

impl Task for Poisson {
    const NAME: &'static str = "pde.poisson";
    type Problem = PoissonProblem;
    type Solution = PoissonSolution;
    type Progress = NoProgress;

    fn solve(problem: PoissonProblem, run: &Run) -> Result<PoissonSolution, Error> {
        let boundaries = problem.boundary.of_axes(problem.points.len())?;
        let grid = Grid::new(&problem.points, problem.lengths.as_deref(), &boundaries)?;
        check::number("reaction", problem.reaction, 0.0..=MAX_REACTION)?;
        let order = order(problem.order, &grid)?;
        ensure_memory([NUMBERS_PER_POINT, grid.count()], &grid.transformed(), run)?;
        let ghosts = problem.boundary_values.unwrap_or_default().ghosts(&grid, run)?;
        let source = Source::new(problem.right_side, &grid, order, run)?;
        let scheme = Scheme { grid, reaction: problem.reaction, order, source, ghosts };
        solve(&scheme, run)
    }
}

/// The largest reaction, of which squares do not overflow.
const MAX_REACTION: f64 = 1e100;

/// The order of the difference equations.
fn order(order: Option<u32>, grid: &Grid) -> Result<u32, Error> {
    let has_neumann = grid.present().iter().any(|axis| axis.boundary == Boundary::Neumann);
    match order {
        None => Ok(if has_neumann { 2 } else { 4 }),
        Some(2) => Ok(2),
        Some(4) if has_neumann => Err(Error::invalid("order", "must be 2 if an axis is neumann, got 4")),
        Some(4) => Ok(4),
        Some(other) => Err(Error::invalid("order", format!("must be 2 or 4, got {other}"))),
    }
}

fn solve(scheme: &Scheme, run: &Run) -> Result<PoissonSolution, Error> {
    let mut status = PoissonStatus::Converged;
    let equations = scheme.equations(run);
    let solution = if run.is_out_of_time()? {
        status = PoissonStatus::TimeLimit;
        vec![0.0; scheme.grid.count()]
    } else {
        let mut solution = equations.right_side.to_vec();
        scheme.solve(&mut solution, run)?;
        solution
    };
    let mut discretization_error = None;
    if status == PoissonStatus::Converged
        && let Some(coarse) = scheme.coarse()
        && !run.is_out_of_time()?
    {
        let mut of_coarse = coarse.equations(run).right_side.into_owned();
        coarse.solve(&mut of_coarse, run)?;
        discretization_error = Some(scheme.error_estimate(&solution, &of_coarse));
    }
    let residual = scheme.residual(&solution, &equations.right_side, run);
    run.cancellation().ensure_wanted()?;
    // The residual is finite only if the solution is.
    let figures = [residual, discretization_error.unwrap_or(0.0), equations.compatibility.unwrap_or(0.0)];
    if !are_finite(&figures) {
        return Err(Error::invalid("rightSide", "must not be so large that the solution exceeds the range of numbers"));
    }
    Ok(PoissonSolution {
        status,
        solution: solution.into(),
        residual,
        discretization_error,
        compatibility: equations.compatibility,
        order: scheme.order,
    })
}
