//! Conjugate gradients with a multigrid cycle as preconditioner, and the errors of the solution.

use super::cells::Cells;
use super::problem::{DiffusionProblem, LineChoice};
use super::solution::DiffusionProgress;
use crate::multigrid::{Level, Multigrid, Relaxation, remove_mean};
use std::cell::RefCell;
use superlinear_interface::{Advance, Ending, Error, Run};
use superlinear_numerics::krylov::conjugate_gradients::{self, Workspace};
use superlinear_numerics::krylov::{Status, StoppingRule};
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::vectors::{are_finite, difference, largest, norm};

/// A solution with its errors.
pub(super) struct Solved {
    pub solution: Vec<f64>,
    pub status: Ending,
    pub iterations: u32,
    pub relative_residual: f64,
    pub backward_error: f64,
}

/// The ratio of couplings from which lines are relaxed.
const STRONG: f64 = 5.0;

/// The share of cells that must agree on the strong direction.
const AGREED: f64 = 0.95;

/// The points relaxed together.
pub(super) fn relaxation(
    choice: LineChoice,
    spacing: [f64; 2],
    [a_x, a_y]: [&[f64]; 2],
    is_interval: bool,
) -> Relaxation {
    match choice {
        LineChoice::Lines => return Relaxation::Lines { x: true, y: true },
        LineChoice::Points => return Relaxation::Points,
        LineChoice::Auto if is_interval => return Relaxation::Points,
        LineChoice::Auto => {}
    }
    let of_spacing = (spacing[1] / spacing[0]).powi(2);
    let ratios: Vec<f64> = a_x.iter().zip(a_y).map(|(x, y)| x / y * of_spacing).collect();
    let share =
        |is_so: &dyn Fn(f64) -> bool| ratios.iter().filter(|&&ratio| is_so(ratio)).count() as f64 / ratios.len() as f64;
    if share(&|ratio| ratio > STRONG) < 0.5 && share(&|ratio| ratio < 1.0 / STRONG) < 0.5 {
        return Relaxation::Points;
    }
    let along_x = share(&|ratio| ratio > 1.0);
    Relaxation::Lines { x: along_x > 1.0 - AGREED, y: along_x < AGREED }
}

/// The matrix as an operator.
struct Product<'a> {
    level: &'a Level,
    padded: RefCell<Vec<f64>>,
}

impl LinearOperator for Product<'_> {
    fn dimension(&self) -> usize {
        self.level.columns * self.level.rows
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let padded = &mut *self.padded.borrow_mut();
        self.level.pad(x, padded);
        let n = self.level.columns;
        for (j, row) in y.chunks_exact_mut(n).enumerate() {
            let k = self.level.index(0, j);
            let (diagonal, x) = (&self.level.diagonal[k..][..n], &padded[k..][..n]);
            for i in 0..n {
                row[i] = diagonal[i] * x[i];
            }
            self.level.add_neighbors(j + 1, padded, row);
        }
    }
}

/// The backward error at which rounding explains the residual, in units of the rounding unit and the square root of the
/// number of cells.
const ROUNDED_BACKWARD_ERROR: f64 = 4.0;

/// A restart must reduce the residual by this factor.
const USEFUL_RESTART: f64 = 0.5;

pub(super) fn solve(cells: &Cells, problem: &DiffusionProblem, run: &Run) -> Result<Solved, Error> {
    let count = cells.right_side.len();
    let mut solution = problem.initial.as_ref().map_or_else(|| vec![0.0; count], |initial| initial.to_vec());
    let is_singular = cells.compatibility.is_some();
    let solver = Solver { cells, is_singular, norm: cells.matrix.norm() };
    if run.is_out_of_time()? {
        return Ok(solver.report(solution, Ending::TimeLimit, 0));
    }
    let Some(multigrid) = Multigrid::new(cells.matrix.clone(), cells.relaxation, is_singular) else {
        return Ok(solver.report(solution, Ending::Stalled, 0));
    };
    let product = Product { level: &cells.matrix, padded: RefCell::new(vec![0.0; cells.matrix.padded_count()]) };
    let mut workspace = Workspace::default();
    let (mut iterations, mut before) = (0, f64::INFINITY);
    loop {
        // The residual is computed anew, since its recurrence drifts from it.
        let residual = difference(&cells.right_side, &cells.product(&solution));
        let reached = solver.report(solution.clone(), Ending::Converged, iterations);
        if solver.is_converged(&reached, problem.tolerance) {
            return Ok(reached);
        }
        let left = problem.max_iterations - iterations;
        let size = norm(&residual) / norm(&cells.right_side);
        if left == 0 || !(size <= USEFUL_RESTART * before) {
            let status = if left == 0 { Ending::IterationLimit } else { Ending::Stalled };
            return Ok(Solved { status, ..reached });
        }
        before = size;
        let rule = StoppingRule {
            relative_tolerance: (0.9 * problem.tolerance / size).min(0.5),
            max_iterations: left as usize,
        };
        let mut correction = vec![0.0; count];
        let goal = problem.tolerance;
        let mut step = 0;
        let outcome = conjugate_gradients::solve(
            &product,
            &multigrid,
            &residual,
            &mut correction,
            rule,
            &mut workspace,
            |relative| {
                let relative_residual = relative * size;
                let progress = DiffusionProgress { iterations: iterations + step, relative_residual };
                run.progress(Advance::certificate(relative_residual, goal), || progress);
                step += 1;
                run.is_out_of_time()
            },
        )?;
        iterations += outcome.iterations as u32;
        if are_finite(&correction) {
            solution.iter_mut().zip(&correction).for_each(|(value, change)| *value += change);
        }
        if is_singular {
            remove_mean(&mut solution);
        }
        if outcome.status == Status::TimeLimit {
            return Ok(solver.report(solution, Ending::TimeLimit, iterations));
        }
    }
}

struct Solver<'a> {
    cells: &'a Cells,
    is_singular: bool,
    /// The norm of the matrix.
    norm: f64,
}

impl Solver<'_> {
    /// The errors of a solution.
    fn report(&self, mut solution: Vec<f64>, status: Ending, iterations: u32) -> Solved {
        if self.is_singular {
            remove_mean(&mut solution);
        }
        let right_side = &self.cells.right_side;
        let residual = difference(right_side, &self.cells.product(&solution));
        let over = |value: f64, size: f64| if size > 0.0 { value / size } else { value };
        let relative_residual = over(norm(&residual), norm(right_side));
        let size = self.norm * largest(&solution) + largest(right_side);
        let backward_error = over(largest(&residual), size);
        Solved { solution, status, iterations, relative_residual, backward_error }
    }

    fn is_converged(&self, solved: &Solved, tolerance: f64) -> bool {
        let rounded = ROUNDED_BACKWARD_ERROR * f64::EPSILON * (solved.solution.len() as f64).sqrt();
        solved.relative_residual <= tolerance || solved.backward_error <= rounded
    }
}
