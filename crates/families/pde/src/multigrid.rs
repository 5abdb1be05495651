//! Black-box multigrid for symmetric positive definite five-point matrices on rectangles, as a preconditioner.
//!
//! | module | contents |
//! |---|---|
//! | `level` | symmetric nine-point matrices on a grid, and their residuals |
//! | `interpolation` | interpolation by the matrix, and the coarse matrix |
//! | `relaxation` | relaxation of points by colors, and of lines |
//!
//! A coarse grid takes every second point of any number of points. Interpolation weights follow from the matrix, so that
//! they respect jumps of a coefficient. Grids with at most three points along a side are solved by elimination.
//!
//! Source: Dendy, Black box multigrid, J. Comput. Phys. 48, 1982.

mod interpolation;
mod level;
mod relaxation;

use crate::multigrid::interpolation::Interpolation;
pub(crate) use level::Level;
use relaxation::{Lines, Order};
use std::cell::RefCell;
use superlinear_interface::Run;
use superlinear_numerics::banded::{Banded, BandedCholesky};
use superlinear_numerics::linear_operator::LinearOperator;

/// The points relaxed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relaxation {
    /// Single points.
    Points,
    /// Lines along x, y or both.
    Lines { x: bool, y: bool },
}

/// A side of a grid with at most this many points ends the coarsening: elimination then costs less than a cycle.
const MIN_SIDE: usize = 3;

/// The levels of a matrix.
pub(crate) struct Multigrid {
    levels: Vec<Smoothed>,
    coarsest: Coarsest,
    /// Whether constants are removed from results: the matrix maps them to zero.
    is_singular: bool,
    memory: RefCell<Vec<Vectors>>,
    /// Results are meaningless once this run is cancelled.
    run: Run,
}

/// A level with a coarser one.
struct Smoothed {
    level: Level,
    lines: Option<Lines>,
    interpolation: Interpolation,
}

/// The vectors of a level.
struct Vectors {
    solution: Vec<f64>,
    right_side: Vec<f64>,
    residual: Vec<f64>,
}

impl Multigrid {
    /// Prepares the levels. Cycles end early once the run is cancelled. `is_singular` says that constants are the null
    /// space. `None` if rounding makes the coarsest matrix indefinite.
    pub fn new(fine: Level, relaxation: Relaxation, is_singular: bool, run: &Run) -> Option<Self> {
        let mut levels = Vec::new();
        let mut level = fine;
        while level.columns.min(level.rows) > MIN_SIDE {
            let interpolation = Interpolation::new(&level);
            let coarse = interpolation.coarse_matrix(&level);
            let lines = match relaxation {
                Relaxation::Points => None,
                Relaxation::Lines { x, y } => Some(Lines::new(&level, (x, y))),
            };
            levels.push(Smoothed { level, lines, interpolation });
            level = coarse;
        }
        let sizes = levels.iter().map(|smoothed| smoothed.level.padded_count()).chain([level.padded_count()]);
        let vectors =
            |count| Vectors { solution: vec![0.0; count], right_side: vec![0.0; count], residual: vec![0.0; count] };
        let memory = RefCell::new(sizes.map(vectors).collect());
        let coarsest = Coarsest::new(level, is_singular)?;
        Some(Self { levels, coarsest, is_singular, memory, run: run.part() })
    }

    fn is_cancelled(&self) -> bool {
        self.run.cancellation().is_requested()
    }

    fn finest(&self) -> &Level {
        self.levels.first().map_or(&self.coarsest.level, |smoothed| &smoothed.level)
    }

    /// One V-cycle from zero on level `k`; the right side is in its vectors, and the solution goes there.
    fn cycle(&self, k: usize, memory: &mut [Vectors]) {
        let Some((vectors, coarser)) = memory.split_first_mut() else { return };
        let Some(Smoothed { level, lines, interpolation }) = self.levels.get(k) else {
            return self.coarsest.solve(vectors);
        };
        let Vectors { solution, right_side, residual } = vectors;
        solution.fill(0.0);
        relaxation::relax(level, lines.as_ref(), (right_side, solution), Order::Forward);
        if self.is_cancelled() {
            return;
        }
        level.residual((right_side, solution), residual);
        interpolation.restrict(level, residual, &mut coarser[0].right_side);
        self.cycle(k + 1, coarser);
        if self.is_cancelled() {
            return;
        }
        interpolation.add(level, &coarser[0].solution, solution);
        relaxation::relax(level, lines.as_ref(), (right_side, solution), Order::Backward);
    }
}

impl LinearOperator for Multigrid {
    fn dimension(&self) -> usize {
        self.finest().columns * self.finest().rows
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let mut memory = self.memory.borrow_mut();
        self.finest().pad(x, &mut memory[0].right_side);
        self.cycle(0, &mut memory);
        self.finest().unpad(&memory[0].solution, y);
        if self.is_singular {
            remove_mean(y);
        }
    }
}

/// Subtracts the mean, and returns it.
pub(crate) fn remove_mean(values: &mut [f64]) -> f64 {
    let mean = superlinear_numerics::parallel::sum(values) / values.len() as f64;
    values.iter_mut().for_each(|value| *value -= mean);
    mean
}

/// The coarsest level, or a thin grid: a band matrix in the order of its long side.
struct Coarsest {
    level: Level,
    factor: BandedCholesky,
}

impl Coarsest {
    fn new(level: Level, is_singular: bool) -> Option<Self> {
        let (count, width) = (level.columns * level.rows, level.columns.min(level.rows));
        let mut matrix = Banded::zeros(count, (width + 1).min(count - 1));
        let place = |i: usize, j: usize| Self::place(&level, i, j);
        level.for_each_entry(|(i, j), (p, q), value| {
            let (a, b) = (place(i, j), place(p, q));
            *matrix.entry_mut(a.max(b), a.min(b)) = value;
        });
        if is_singular {
            // Any consistent system keeps its solution, with the last entry 0.
            *matrix.entry_mut(count - 1, count - 1) *= 2.0;
            if count == 1 {
                *matrix.entry_mut(0, 0) = 1.0;
            }
        }
        Some(Self { factor: matrix.cholesky()?, level })
    }

    /// The position of a point, by column and row from 0.
    fn place(level: &Level, i: usize, j: usize) -> usize {
        if level.columns >= level.rows { i * level.rows + j } else { j * level.columns + i }
    }

    fn solve(&self, vectors: &mut Vectors) {
        let level = &self.level;
        let mut values = vec![0.0; level.columns * level.rows];
        for (i, j) in level.points() {
            values[Self::place(level, i, j)] = vectors.right_side[level.index(i, j)];
        }
        self.factor.solve(&mut values);
        for (i, j) in level.points() {
            vectors.solution[level.index(i, j)] = values[Self::place(level, i, j)];
        }
    }
}
