//! The iterative Hessian sketch: Newton's method for least squares with a sketched Hessian, which is cheap and changes
//! the steps only slightly.
//!
//! Sources: Pilanci and Wainwright, Iterative Hessian Sketch, J. Mach. Learn. Res. 17, 2016; for the step sizes Lacotte
//! and Pilanci, Optimal Randomized First-Order Methods for Least-Squares Problems, ICML 2020 (arXiv 2002.09488).

pub mod problem;
pub mod solution;

use crate::basis::{Basis, RankRule, overflow};
use crate::lstsq::equations::Slopes;
use crate::lstsq::system::System;
use crate::sketches::{SMALLEST_SKETCH, Sketch};
use crate::table::Table;
use crate::unit::{scaled, unit_of};
use problem::IterativeHessianSketchProblem;
use schemars::JsonSchema;
use solution::{IterativeHessianSketchProgress, IterativeHessianSketchSolution};
use superlinear_interface::{Advance, Ending, Error, Run, Task, check};
use superlinear_numerics::vectors::{add_scaled, norm};

/// Number of rows of a sketch per column: of a sketch for one step, and of one for all steps.
const FRESH_ROWS_PER_COLUMN: usize = 6;
const FIXED_ROWS_PER_COLUMN: usize = 12;

/// The error must halve within the predicted number of steps for a tenth of it, plus a few; otherwise it has reached
/// rounding error.
const EXPECTED_FACTOR: f64 = 0.1;
const STALLED_FACTOR: f64 = 0.5;
const SPARE_STEPS: f64 = 5.0;

/// The singular values of a Gaussian sketch with s rows of an orthonormal basis of d columns are within 1 +- (sqrt(d) +
/// t) / sqrt(s) except with a probability of at most 2 exp(-t^2/2) (Davidson and Szarek, Handbook of the Geometry of
/// Banach Spaces 1, 2001, theorem II.13), and mostly well within it. This is t.
const DEVIATION: f64 = 1.0;

/// Upper limit on the assumed convergence rate, for a sketch with hardly more rows than columns.
const SLOWEST_RATE: f64 = 0.99;

/// The iterative Hessian sketch as a task.
#[derive(JsonSchema)]
pub struct IterativeHessianSketch;

impl Task for IterativeHessianSketch {
    const NAME: &'static str = "sketch.iterativeHessianSketch";
    type Problem = IterativeHessianSketchProblem;
    type Solution = IterativeHessianSketchSolution;
    type Progress = IterativeHessianSketchProgress;

    fn solve(mut problem: IterativeHessianSketchProblem, run: &Run) -> Result<IterativeHessianSketchSolution, Error> {
        let unit = unit_of(problem.right_side.entries());
        if unit != 1.0 {
            problem.right_side = scaled(&problem.right_side, 1.0 / unit);
        }
        let system = checked_system(&problem, run)?;
        let sketches = Sketches::new(&problem, &system)?;
        let mut initial = initial(&problem, system.table.columns())?;
        initial.iter_mut().flatten().for_each(|entry| *entry /= unit);
        let mut solution = Iteration::new(&problem, &system, sketches, initial, run)?.solve(run)?;
        if unit != 1.0 {
            solution.solution = scaled(&solution.solution, unit);
            solution.residual_norms = solution.residual_norms.iter().map(|norm| unit * norm).collect::<Vec<_>>().into();
        }
        Ok(solution)
    }
}

fn checked_system<'a>(problem: &'a IterativeHessianSketchProblem, run: &'a Run) -> Result<System<'a>, Error> {
    let table = Table::new(&problem.matrix, "matrix", run)?;
    check::right_side("rightSide", &problem.right_side, table.rows())?;
    check::tolerance(problem.tolerance)?;
    check::at_least_one("maxIterations", Some(problem.max_iterations))?;
    Ok(System::new(table, &problem.right_side, None, 0.0))
}

/// The initial points.
fn initial(problem: &IterativeHessianSketchProblem, columns: usize) -> Result<Vec<Vec<f64>>, Error> {
    let count = problem.right_side.count();
    let Some(initial) = &problem.initial else { return Ok(vec![vec![0.0; columns]; count]) };
    if (initial.rows(), initial.count()) != (columns, count) {
        let message = format!(
            "must have as many rows as matrix has columns, {columns}, and as many columns as rightSide, {count}, got {} x {}",
            initial.rows(),
            initial.count()
        );
        return Err(Error::invalid("initial", message));
    }
    check::finite_columns("initial", initial)
}

/// The sketches of all steps.
struct Sketches<'a> {
    problem: &'a IterativeHessianSketchProblem,
    system: &'a System<'a>,
    rows: usize,
}

impl<'a> Sketches<'a> {
    fn new(problem: &'a IterativeHessianSketchProblem, system: &'a System<'a>) -> Result<Self, Error> {
        let (rows, columns) = (system.table.rows(), system.table.columns());
        let per_column = if problem.fresh { FRESH_ROWS_PER_COLUMN } else { FIXED_ROWS_PER_COLUMN };
        let wanted = match problem.sketch_rows {
            Some(wanted) if wanted as usize <= columns => {
                let message = format!("must be more than the columns of matrix, {columns}, got {wanted}");
                return Err(Error::invalid("sketchRows", message));
            }
            Some(wanted) => wanted as usize,
            None => (per_column * columns).max(SMALLEST_SKETCH),
        };
        Ok(Self { problem, system, rows: wanted.min(rows) })
    }

    /// Returns whether a sketch would have as many rows as the matrix, which then replaces it.
    fn are_exact(&self) -> bool {
        self.rows == self.system.table.rows()
    }

    /// Returns whether each step has its own sketch.
    fn are_fresh(&self) -> bool {
        self.problem.fresh && !self.are_exact()
    }

    /// The basis that orthonormalizes the columns of sketch `stream`.
    fn basis(&self, stream: u64, run: &Run) -> Result<Basis, Error> {
        let system = self.system;
        let rule = RankRule { tolerance: None, by_singular_values: false };
        let matrix = if self.are_exact() {
            system.root()?
        } else {
            Sketch::new(self.problem.kind, self.rows, system.table.rows(), stream, run)?.apply(&system.operand())?
        };
        Basis::decompose(matrix, system.right_side_count, rule)
    }
}

/// The state of the iteration.
struct Iteration<'a> {
    problem: &'a IterativeHessianSketchProblem,
    system: &'a System<'a>,
    sketches: Sketches<'a>,
    basis: Basis,
    points: Vec<Vec<f64>>,
    previous: Vec<Vec<f64>>,
    slopes: Slopes,
    /// The norms of the right-hand sides; for zeros, the initial residual norms.
    scales: Vec<f64>,
    steps: u32,
    best: Best,
    history: Vec<IterativeHessianSketchProgress>,
}

/// The best point so far.
struct Best {
    points: Vec<Vec<f64>>,
    squares: Vec<f64>,
    error: f64,
}

impl<'a> Iteration<'a> {
    fn new(
        problem: &'a IterativeHessianSketchProblem,
        system: &'a System<'a>,
        sketches: Sketches<'a>,
        points: Vec<Vec<f64>>,
        run: &Run,
    ) -> Result<Self, Error> {
        let basis = sketches.basis(0, run)?;
        let slopes = system.slopes_at(&points)?;
        let right_sides = problem.right_side.to_columns();
        let scale = |(right_side, square): (&Vec<f64>, &f64)| match norm(right_side) {
            0.0 => square.sqrt(),
            length => length,
        };
        let scales = right_sides.iter().zip(&slopes.squares).map(scale).collect();
        let best = Best { points: points.clone(), squares: slopes.squares.clone(), error: f64::INFINITY };
        let history = Vec::new();
        let previous = points.clone();
        Ok(Self { problem, system, sketches, basis, points, previous, slopes, scales, steps: 0, best, history })
    }

    fn solve(mut self, run: &Run) -> Result<IterativeHessianSketchSolution, Error> {
        let patience = self.patience();
        let (mut mark, mut marked) = (f64::INFINITY, 0);
        loop {
            let error = self.note(run);
            if error < STALLED_FACTOR * mark {
                (mark, marked) = (error, self.steps);
            }
            let status = if error <= self.problem.tolerance {
                Ending::Converged
            } else if !error.is_finite() || self.steps - marked >= patience {
                Ending::Stalled
            } else if self.steps == self.problem.max_iterations {
                Ending::IterationLimit
            } else if run.is_out_of_time()? {
                Ending::TimeLimit
            } else {
                self.step(run)?;
                continue;
            };
            return self.report(status);
        }
    }

    /// The ratio of dimensions to rows of the sketch: it determines the step sizes, and is the square of the
    /// convergence rate. Steps with a single sketch meet its worst direction repeatedly, so a margin for its random
    /// fluctuation is added.
    fn ratio(&self) -> f64 {
        if self.sketches.are_exact() {
            return 0.0;
        }
        let margin = if self.sketches.are_fresh() { 0.0 } else { DEVIATION };
        let root = ((self.basis.rank() as f64).sqrt() + margin) / (self.sketches.rows as f64).sqrt();
        root.min(SLOWEST_RATE).powi(2)
    }

    /// The number of steps within which the error should halve.
    fn patience(&self) -> u32 {
        let rate = self.ratio().sqrt();
        let steps = if rate > 0.0 { EXPECTED_FACTOR.ln() / rate.ln() } else { 0.0 };
        (steps + SPARE_STEPS).ceil() as u32
    }

    /// Estimates the error of the current point, |A (x - x*)| by the sketch, relative to the right-hand side's scale;
    /// stores and reports it.
    fn note(&mut self, run: &Run) -> f64 {
        let relative = |(gradient, &scale): (&Vec<f64>, &f64)| {
            if scale == 0.0 && gradient.iter().all(|&slope| slope == 0.0) {
                return 0.0;
            }
            norm(&self.basis.pull_back(gradient)) / scale
        };
        let errors = self.slopes.gradients.iter().zip(&self.scales).map(relative);
        let error = errors.fold(0.0, |worst: f64, error| if error.is_nan() { error } else { worst.max(error) });
        if error < self.best.error {
            self.best = Best { points: self.points.clone(), squares: self.slopes.squares.clone(), error };
        }
        if error.is_finite() {
            let record = IterativeHessianSketchProgress { iterations: self.steps, error_estimate: error };
            let IterativeHessianSketchProblem { tolerance, max_iterations, .. } = *self.problem;
            run.progress(Advance::certificate(error, tolerance).or_budget(self.steps, max_iterations), || record);
            if self.problem.history {
                self.history.push(record);
            }
        }
        error
    }

    /// x + (1 - r)^2 H^-1 A'(b - A x), where r is the ratio, plus r times the last step for a single sketch (the heavy
    /// ball).
    fn step(&mut self, run: &Run) -> Result<(), Error> {
        let ratio = self.ratio();
        let momentum = if self.sketches.are_fresh() { 0.0 } else { ratio };
        let previous = std::mem::replace(&mut self.previous, self.points.clone());
        for ((point, before), gradient) in self.points.iter_mut().zip(previous).zip(&self.slopes.gradients) {
            let last_step: Vec<f64> = point.iter().zip(before).map(|(now, before)| now - before).collect();
            let mut step = self.basis.pull_back(gradient);
            step.iter_mut().for_each(|entry| *entry *= (1.0 - ratio).powi(2));
            self.basis.advance(point, &step);
            add_scaled(point, momentum, &last_step);
        }
        self.steps += 1;
        if self.sketches.are_fresh() {
            self.basis = self.sketches.basis(u64::from(self.steps), run)?;
        }
        self.slopes = self.system.slopes_at(&self.points)?;
        Ok(())
    }

    fn report(self, status: Ending) -> Result<IterativeHessianSketchSolution, Error> {
        if !self.best.error.is_finite() || self.best.squares.iter().any(|square| !square.is_finite()) {
            return Err(overflow(self.basis.root.is_all_finite()));
        }
        Ok(IterativeHessianSketchSolution {
            status,
            solution: self.problem.right_side.in_this_form(self.best.points),
            error_estimate: self.best.error,
            residual_norms: self.best.squares.iter().map(|square| square.sqrt()).collect::<Vec<_>>().into(),
            iterations: self.steps,
            sketch_rows: self.sketches.rows as u32,
            rank: self.basis.rank() as u32,
            history: self.problem.history.then_some(self.history),
        })
    }
}
