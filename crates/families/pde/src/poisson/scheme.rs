//! Difference equations of order two and four for the Poisson equation, their solution by transforms, and the same
//! equations on half the points.
//!
//! Order four is the compact scheme: with second differences δ² over the squared spacing,
//! -Σ δ_a² u - Σ_{a<b} (h_a² + h_b²) / 12 δ_a² δ_b² u + c M u = M f, M = 1 + Σ h_a² δ_a² / 12.

use crate::boundary::Boundary;
use crate::fields::{Field, Points};
use crate::grid::{AXES, Grid, GridAxis};
use crate::multigrid::remove_mean;
use crate::padded::{Padded, Stencil, halves, largest_difference, with_boundary};
use std::borrow::Cow;
use superlinear_interface::{Error, NumberOrVector, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::transforms::BoxTransform;
use superlinear_numerics::vectors::{add_scaled, largest};

/// The equation on a grid.
pub(super) struct Scheme {
    pub grid: Grid,
    pub reaction: f64,
    pub order: u32,
    pub source: Source,
    /// The continuation of zero by the values at the boundary; `None` if they are zero.
    pub ghosts: Option<Padded>,
}

/// The right side `f`.
pub(super) enum Source {
    /// At the points.
    Inner(Vec<f64>),
    /// Also at the ghost points, as order 4 needs it.
    Padded(Padded),
}

impl Source {
    /// Checks the caller's right side.
    pub fn new(field: Field, grid: &Grid, order: u32, run: &Run) -> Result<Self, Error> {
        let is_dirichlet = grid.axes.map(|axis| axis.boundary == Boundary::Dirichlet);
        let is_inner = matches!(&field, Field::Data(NumberOrVector::Vector(values)) if values.len() == grid.count());
        if order == 2 && is_inner {
            let points = Points::new(grid.coordinates([false; AXES]), run);
            return Ok(Self::Inner(with_boundary("rightSide", field, grid.shape(), [false; AXES], &points)?));
        }
        let points = Points::new(grid.coordinates(is_dirichlet), run);
        let values = with_boundary("rightSide", field, grid.shape(), is_dirichlet, &points)?;
        let padded = Padded::of_boundary(grid, &values);
        Ok(if order == 2 { Self::Inner(padded.interior()) } else { Self::Padded(padded) })
    }
}

/// The right side of the difference equations.
pub(super) struct Equations<'a> {
    pub right_side: Cow<'a, [f64]>,
    /// The mean taken off it; `None` if the equations are regular.
    pub compatibility: Option<f64>,
}

impl Scheme {
    /// Whether a constant solves the equation without right side.
    fn is_singular(&self) -> bool {
        self.reaction == 0.0 && self.grid.present().iter().all(|axis| axis.boundary != Boundary::Dirichlet)
    }

    /// The right side with the boundary values moved to it.
    pub fn equations(&self, run: &Run) -> Equations<'_> {
        let parallelism = Parallelism::of(run);
        let mut right_side = match &self.source {
            Source::Inner(values) => Cow::Borrowed(values.as_slice()),
            Source::Padded(padded) => Cow::Owned(padded.apply(&self.mass(), parallelism)),
        };
        if let Some(ghosts) = &self.ghosts {
            add_scaled(right_side.to_mut(), -1.0, &ghosts.apply(&self.stencil(), parallelism));
        }
        let compatibility = self.is_singular().then(|| remove_mean(right_side.to_mut()));
        Equations { right_side, compatibility }
    }

    /// The stencil of M for order 4.
    fn mass(&self) -> Stencil {
        let mut stencil = Vec::new();
        let mut center = 1.0;
        for axis in self.axes() {
            center -= 2.0 / 12.0;
            stencil.extend([-1, 1].map(|step| (along(axis, step), 1.0 / 12.0)));
        }
        stencil.push(([0; AXES], center));
        stencil
    }

    fn axes(&self) -> std::ops::Range<usize> {
        AXES - self.grid.dimension..AXES
    }

    fn squared_spacing(&self, axis: usize) -> f64 {
        self.grid.axes[axis].spacing.powi(2)
    }

    /// The stencil of the equations.
    fn stencil(&self) -> Stencil {
        let mut stencil = Vec::new();
        let mut center = 0.0;
        if self.order == 2 {
            center += self.reaction;
        } else {
            stencil.extend(self.mass().iter().map(|(steps, factor)| (*steps, self.reaction * factor)));
        }
        for a in self.axes() {
            let second = 1.0 / self.squared_spacing(a);
            center += 2.0 * second;
            stencil.extend([-1, 1].map(|step| (along(a, step), -second)));
            for b in (a + 1..AXES).filter(|_| self.order == 4) {
                let (of_a, of_b) = (self.squared_spacing(a), self.squared_spacing(b));
                // (h_a² + h_b²) / (12 h_a² h_b²) times the product of (1, -2, 1) along both axes.
                let factor = (1.0 / of_a + 1.0 / of_b) / 12.0;
                center -= 4.0 * factor;
                for step in [-1, 1] {
                    stencil.push((along(a, step), 2.0 * factor));
                    stencil.push((along(b, step), 2.0 * factor));
                    stencil.extend([-1, 1].map(|other| (both((a, step), (b, other)), -factor)));
                }
            }
        }
        stencil.push(([0; AXES], center));
        merged(stencil)
    }

    /// Replaces the right side by the solution, by transforms.
    pub fn solve(&self, solution: &mut [f64], run: &Run) -> Result<(), Error> {
        let axes = self.grid.transformed();
        let transform = BoxTransform::new(&axes, Parallelism::of(run));
        let (reaction, is_singular) = (self.reaction, self.is_singular());
        let inverse = |symbol: f64| if is_singular && symbol == 0.0 { 0.0 } else { 1.0 / symbol };
        if self.order == 2 {
            let symbol = |[a, b, c]: [f64; 3]| inverse(a + b + c + reaction);
            transform.apply(solution, symbol, run.cancellation());
        } else {
            let [p, q, r] = self.grid.axes.map(|axis| axis.spacing * axis.spacing / 12.0);
            let symbol = |[a, b, c]: [f64; 3]| {
                let products = (p + q) * (a * b) + (q + r) * (b * c) + (p + r) * (a * c);
                inverse(a + b + c - products + reaction * (1.0 - p * a - q * b - r * c))
            };
            transform.apply(solution, symbol, run.cancellation());
        }
        run.cancellation().ensure_wanted()
    }

    /// The backward error of a solution; infinite or NaN if a number is, or if the sums of the equations may overflow.
    pub fn residual(&self, solution: &[f64], right_side: &[f64], run: &Run) -> f64 {
        let stencil = self.stencil();
        let [difference, of_solution, of_right_side] =
            largest_difference(&self.grid, &stencil, (solution, right_side), Parallelism::of(run));
        let norm: f64 = stencil.iter().map(|(_, factor)| factor.abs()).sum();
        let size = norm * of_solution + of_right_side;
        if size == 0.0 {
            0.0
        } else if size.is_finite() {
            difference / size
        } else {
            f64::INFINITY
        }
    }

    /// The equation on every second point or, along `neumann` axes, on pairs of cells; `None` if the numbers of points do
    /// not allow that.
    pub fn coarse(&self) -> Option<Self> {
        let mut grid = self.grid;
        for axis in &mut grid.axes[AXES - self.grid.dimension..] {
            let is_possible = match axis.boundary {
                Boundary::Dirichlet => axis.points % 2 == 1 && axis.points >= 3,
                Boundary::Neumann | Boundary::Periodic => axis.points.is_multiple_of(2),
            };
            if !is_possible {
                return None;
            }
            axis.points /= 2;
            axis.spacing *= 2.0;
        }
        let source = match &self.source {
            Source::Inner(values) => Source::Inner(self.halved(values)),
            Source::Padded(padded) => Source::Padded(padded.halved(&self.grid, &grid)),
        };
        let ghosts = self.ghosts.as_ref().map(|ghosts| ghosts.halved(&self.grid, &grid));
        Some(Self { grid, source, ghosts, ..*self })
    }

    /// A field on the coarse grid.
    fn halved(&self, field: &[f64]) -> Vec<f64> {
        let [layers, lines, columns] = self.grid.axes.map(halves_of);
        let [_, rows, width] = self.grid.shape();
        let row = |layer: usize, line: usize| &field[(layer * rows + line) * width..][..width];
        let mut halved = Vec::with_capacity(layers.len() * lines.len() * columns.len());
        for &layer in &layers {
            for &line in &lines {
                if layer.0 == layer.1 && line.0 == line.1 {
                    let row = row(layer.0, line.0);
                    halved.extend(columns.iter().map(|&(a, b)| 0.5 * row[a] + 0.5 * row[b]));
                    continue;
                }
                let sources = [(layer.0, line.0), (layer.0, line.1), (layer.1, line.0), (layer.1, line.1)];
                let sources = sources.map(|(layer, line)| row(layer, line));
                let sum = |k: usize| (sources[0][k] + sources[1][k]) + (sources[2][k] + sources[3][k]);
                halved.extend(columns.iter().map(|&(a, b)| 0.125 * sum(a) + 0.125 * sum(b)));
            }
        }
        halved
    }

    /// The largest difference to the solution on the coarse grid, as an estimate of the discretization error.
    pub fn error_estimate(&self, solution: &[f64], coarse: &[f64]) -> f64 {
        let mut difference = self.halved(solution);
        add_scaled(&mut difference, -1.0, coarse);
        if self.is_singular() {
            // Means over different points differ.
            remove_mean(&mut difference);
        }
        largest(&difference) / (2f64.powi(self.order as i32) - 1.0)
    }
}

/// The two points of an axis whose mean is each value on half the points.
fn halves_of(axis: GridAxis) -> Vec<(usize, usize)> {
    let points = if axis.points == 1 { 1 } else { axis.points / 2 };
    (0..points).map(|k| halves(axis.boundary, k)).collect()
}

fn along(axis: usize, step: isize) -> [isize; AXES] {
    std::array::from_fn(|k| if k == axis { step } else { 0 })
}

fn both((a, step): (usize, isize), (b, other): (usize, isize)) -> [isize; AXES] {
    let mut steps = along(a, step);
    steps[b] = other;
    steps
}

/// A stencil with one factor for each neighbor.
fn merged(mut stencil: Stencil) -> Stencil {
    stencil.sort_by_key(|(steps, _)| *steps);
    stencil.dedup_by(|(steps, factor), (kept, sum)| {
        let is_same = steps == kept;
        if is_same {
            *sum += *factor;
        }
        is_same
    });
    stencil.retain(|(_, factor)| *factor != 0.0);
    stencil
}
