//! Conjugate gradients with a multigrid cycle as preconditioner, and the errors of the solution.

use super::problem::LineChoice;
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

/// A matrix as an operator.
struct Product<'a> {
    level: &'a Level,
    padded: RefCell<Vec<f64>>,
}

impl<'a> Product<'a> {
    fn new(level: &'a Level) -> Self {
        Self { level, padded: RefCell::new(vec![0.0; level.padded_count()]) }
    }
}

/// The matrix times a vector.
pub(super) fn product(level: &Level, x: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; x.len()];
    Product::new(level).apply(x, &mut product);
    product
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

/// Returns the number to add to all values so that the sum of the equations holds.
pub(super) type Imbalance<'a> = &'a dyn Fn(&[f64]) -> f64;

/// The limits of a solve.
#[derive(Clone, Copy)]
pub(super) struct Limits<'a> {
    pub tolerance: f64,
    pub max_iterations: u32,
    /// A residual within the tolerance may leave an error of the sum of the equations that is larger by the square root of
    /// the number of cells, and rounding a larger one.
    pub imbalance: Option<Imbalance<'a>>,
}

/// The backward error at which rounding explains the residual, in units of the rounding unit and the square root of the
/// number of cells.
const ROUNDED_BACKWARD_ERROR: f64 = 4.0;

/// A restart must reduce the residual by this factor.
const USEFUL_RESTART: f64 = 0.5;

/// The part of the tolerance for the residual's recurrence, which drifts from the residual.
const RECURRENCE: f64 = 0.9;

/// The factor on the target of the residual if balancing the sum of the equations exceeds the tolerance, and its smallest
/// value. Balancing multiplies the residual by less than the root of the number of cells along a side.
const TIGHTER: f64 = 0.1;
const TIGHTEST: f64 = 1e-2;

/// The largest reduction asked of a restart, so that it takes at least one iteration.
const LEAST_REDUCTION: f64 = 0.5;

/// A matrix with its multigrid levels.
pub(super) struct System {
    level: Level,
    /// `None` if rounding makes the coarsest matrix indefinite.
    multigrid: Option<Multigrid>,
    /// Whether constants are the null space.
    is_singular: bool,
    /// The norm of the matrix.
    norm: f64,
}

impl System {
    pub fn new(level: Level, relaxation: Relaxation, is_singular: bool, run: &Run) -> Self {
        let norm = level.norm();
        let multigrid = Multigrid::new(level.clone(), relaxation, is_singular, run);
        Self { level, multigrid, is_singular, norm }
    }

    /// Solves from a starting point. A singular system needs a right side of mean 0, and gets a solution of mean 0.
    pub fn solve(&self, right_side: &[f64], initial: Vec<f64>, limits: Limits, run: &Run) -> Result<Solved, Error> {
        let mut reached = self.report(right_side, (initial, 0));
        if run.is_out_of_time()? {
            return Ok(Solved { status: Ending::TimeLimit, ..reached });
        }
        let (mut workspace, mut before, mut target) = (Workspace::default(), f64::INFINITY, 1.0);
        loop {
            if is_converged(&reached, limits) {
                let Some(balanced) = self.balanced(right_side, &reached, limits) else { return Ok(reached) };
                if is_converged(&balanced, limits) {
                    return Ok(balanced);
                }
                target *= TIGHTER;
            }
            let left = limits.max_iterations - reached.iterations;
            let Some(multigrid) = self.multigrid.as_ref().filter(|_| left > 0 && target >= TIGHTEST) else {
                let status = if left == 0 { Ending::IterationLimit } else { Ending::Stalled };
                return Ok(ended(reached, status, limits));
            };
            let size = reached.relative_residual;
            let is_falling = size <= USEFUL_RESTART * before;
            if !is_falling {
                return Ok(ended(reached, Ending::Stalled, limits));
            }
            before = size;
            let rule = StoppingRule {
                relative_tolerance: (RECURRENCE * target * limits.tolerance / size).min(LEAST_REDUCTION),
                max_iterations: left as usize,
            };
            // The residual is computed anew, since its recurrence drifts from it.
            let mut residual = difference(right_side, &product(&self.level, &reached.solution));
            // In units in which inner products neither overflow nor underflow.
            let unit = largest(&residual);
            residual.iter_mut().for_each(|value| *value /= unit);
            let mut correction = vec![0.0; right_side.len()];
            let mut iterations = reached.iterations;
            let is_out_of_time = |relative: f64| {
                let relative_residual = relative * size;
                let progress = DiffusionProgress { iterations, relative_residual };
                run.progress(Advance::certificate(relative_residual, limits.tolerance), || progress);
                iterations += 1;
                run.is_out_of_time()
            };
            let (operator, x) = (Product::new(&self.level), &mut correction);
            let outcome =
                conjugate_gradients::solve(&operator, multigrid, &residual, x, rule, &mut workspace, is_out_of_time)?;
            if are_finite(&correction) {
                reached.solution.iter_mut().zip(&correction).for_each(|(value, change)| *value += unit * change);
            }
            let iterations = reached.iterations + outcome.iterations as u32;
            reached = self.report(right_side, (reached.solution, iterations));
            if outcome.status == Status::TimeLimit {
                return Ok(ended(reached, Ending::TimeLimit, limits));
            }
        }
    }

    /// The solution moved by a constant so that the sum of the equations holds: the correction from the space of constants;
    /// `None` if it holds.
    fn balanced(&self, right_side: &[f64], reached: &Solved, limits: Limits) -> Option<Solved> {
        let shift = limits.imbalance.map_or(0.0, |imbalance| imbalance(&reached.solution));
        if shift == 0.0 {
            return None;
        }
        let solution = reached.solution.iter().map(|value| value + shift).collect();
        Some(self.report(right_side, (solution, reached.iterations)))
    }

    /// The errors of a solution, with the status `converged`.
    fn report(&self, right_side: &[f64], (mut solution, iterations): (Vec<f64>, u32)) -> Solved {
        if self.is_singular {
            remove_mean(&mut solution);
        }
        let residual = difference(right_side, &product(&self.level, &solution));
        let over = |value: f64, size: f64| if size > 0.0 { value / size } else { value };
        let relative_residual = over(norm(&residual), norm(right_side));
        let size = self.norm * largest(&solution) + largest(right_side);
        let backward_error = over(largest(&residual), size);
        Solved { solution, status: Ending::Converged, iterations, relative_residual, backward_error }
    }
}

/// A solution that ends with a status, unless it has converged.
fn ended(solved: Solved, status: Ending, limits: Limits) -> Solved {
    if is_converged(&solved, limits) { solved } else { Solved { status, ..solved } }
}

fn is_converged(solved: &Solved, limits: Limits) -> bool {
    let rounded = ROUNDED_BACKWARD_ERROR * f64::EPSILON * (solved.solution.len() as f64).sqrt();
    solved.relative_residual <= limits.tolerance || solved.backward_error <= rounded
}
