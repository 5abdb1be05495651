//! The cells of a box without flux through its boundary, and functions of their Laplacian.

use superlinear_interface::Run;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::transforms::{Axis, Basis, BoxTransform};
use superlinear_numerics::vectors::{difference, norm};

/// A grid of cells, in rows along x.
pub(super) struct Cells<'run> {
    /// Cells per row.
    pub columns: usize,
    /// The number of rows.
    pub rows: usize,
    /// The widths of cells along y and x. Without y, its width is 1.
    pub spacing: [f64; 2],
    transform: BoxTransform,
    pub run: &'run Run,
}

impl<'run> Cells<'run> {
    /// The cells of a box with these axes.
    pub fn new(axes: &[Axis], run: &'run Run) -> Self {
        let (x, y) = (axes[axes.len() - 1], axes.get(axes.len().wrapping_sub(2)));
        Self {
            columns: x.points,
            rows: y.map_or(1, |y| y.points),
            spacing: [y.map_or(1.0, |y| y.spacing), x.spacing],
            transform: BoxTransform::new(axes, Parallelism::of(run)),
            run,
        }
    }

    /// Whether work should stop: the caller has cancelled, or the time limit has passed.
    pub fn is_over(&self) -> bool {
        self.run.watch().is_over()
    }

    pub fn count(&self) -> usize {
        self.rows * self.columns
    }

    pub fn volume(&self) -> f64 {
        self.spacing[0] * self.spacing[1]
    }

    /// The integral of a field.
    pub fn integral(&self, field: &[f64]) -> f64 {
        self.volume() * superlinear_numerics::parallel::sum(field)
    }

    /// The norm of the difference of two fields in L².
    pub fn distance(&self, a: &[f64], b: &[f64]) -> f64 {
        self.volume().sqrt() * norm(&difference(a, b))
    }

    /// Replaces a field f by the solution v of c v - d Δ v = f. Meaningless once the run is cancelled.
    pub fn invert(&self, field: &mut [f64], reaction: f64, diffusion: f64) {
        let symbol = |[x, y, z]: [f64; 3]| 1.0 / (reaction + diffusion * (x + y + z));
        self.transform.apply(field, symbol, self.run.cancellation());
    }

    /// Visits the faces between cells: the two cells, the upper last, and the axis, 0 for y and 1 for x.
    #[inline(always)]
    pub fn for_each_face(&self, mut visit: impl FnMut(usize, usize, usize)) {
        for row in 0..self.rows {
            let first = row * self.columns;
            for cell in first..first + self.columns - 1 {
                visit(cell, cell + 1, 1);
            }
            if row + 1 < self.rows {
                for cell in first..first + self.columns {
                    visit(cell, cell + self.columns, 0);
                }
            }
        }
    }

    /// The Laplacian of a field.
    pub fn laplacian(&self, field: &[f64]) -> Vec<f64> {
        let mut result = vec![0.0; field.len()];
        let weights = self.spacing.map(|spacing| 1.0 / (spacing * spacing));
        self.for_each_face(|lower, upper, axis| {
            let flux = weights[axis] * (field[upper] - field[lower]);
            result[lower] += flux;
            result[upper] -= flux;
        });
        result
    }

    /// The integral of the squared gradient of a field.
    pub fn squared_gradient(&self, field: &[f64]) -> f64 {
        let weights = self.spacing.map(|spacing| 1.0 / (spacing * spacing));
        let mut total = 0.0;
        self.for_each_face(|lower, upper, axis| total += weights[axis] * (field[upper] - field[lower]).powi(2));
        self.volume() * total
    }
}

/// The axes of a box with these checked numbers of points and lengths.
pub(super) fn axes(points: &[i32], lengths: &[f64]) -> Vec<Axis> {
    let axis = |(&points, length): (&i32, &f64)| Axis {
        points: points as usize,
        spacing: length / f64::from(points),
        basis: Basis::Cosine,
    };
    points.iter().zip(lengths).map(axis).collect()
}
