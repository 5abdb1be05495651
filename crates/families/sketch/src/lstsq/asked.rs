//! Least squares with a matrix given by the caller's own functions: a sketch of its columns, and conjugate gradients.

use super::correction::Correction;
use super::equations::{Equations, Slopes};
use super::refine::{Limits, refine};
use super::routes::{Found, sketch_rows, with_ridge};
use super::solution::LstsqRoute;
use crate::basis::{Basis, RankRule, overflow};
use crate::sketches::{Operand, Sketch, SketchKind};
use faer::Mat;
use std::cell::Cell;
use superlinear_interface::{Error, Run, VectorOrMatrix, check};
use superlinear_numerics::matrix_operator::MatrixOperator;
use superlinear_numerics::vectors::{add_scaled, dot};

/// Number of columns requested and sketched at a time.
const COLUMNS: usize = 8;

/// The name of the right-hand sides in errors; products have already been checked.
const RIGHT_SIDE: &str = "rightSide";

/// The equations of a matrix given by its products.
pub(crate) struct AskedSystem<'a, M> {
    matrix: &'a M,
    /// The square roots of the weights, if any.
    row_factors: Option<Vec<f64>>,
    ridge: f64,
    /// The right-hand sides, one after the other.
    right_sides: Vec<Vec<f64>>,
    /// The number of requested products with the matrix or its transpose.
    products: Cell<u32>,
}

impl<'a, M: MatrixOperator> AskedSystem<'a, M> {
    /// The system of these parts, of matching sizes. Returns an error for a right-hand side that is not finite.
    pub(crate) fn new(
        matrix: &'a M,
        right_side: &VectorOrMatrix,
        row_factors: Option<Vec<f64>>,
        ridge: f64,
    ) -> Result<Self, Error> {
        let right_sides = check::finite_columns(RIGHT_SIDE, right_side)?;
        Ok(Self { matrix, row_factors, ridge, right_sides, products: Cell::new(0) })
    }

    async fn apply(&self, x: &[f64]) -> Result<Vec<f64>, Error> {
        self.products.set(self.products.get() + 1);
        let mut y = vec![0.0; self.matrix.rows()];
        self.matrix.apply(x, &mut y).await?;
        Ok(y)
    }

    async fn apply_transpose(&self, y: &[f64]) -> Result<Vec<f64>, Error> {
        self.products.set(self.products.get() + 1);
        let mut x = vec![0.0; self.matrix.columns()];
        self.matrix.apply_transpose(y, &mut x).await?;
        Ok(x)
    }

    /// The square root of a row's weight.
    fn row_factor(&self, row: usize) -> f64 {
        self.row_factors.as_ref().map_or(1.0, |factors| factors[row])
    }

    /// Multiplies each entry by the factor of its row.
    fn weigh(&self, vector: &mut [f64]) {
        if let Some(factors) = &self.row_factors {
            vector.iter_mut().zip(factors).for_each(|(entry, factor)| *entry *= factor);
        }
    }
}

impl<M: MatrixOperator> Equations for AskedSystem<'_, M> {
    fn passes(&self) -> u32 {
        self.products.get()
    }

    async fn while_answered<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.matrix.while_answered(work).await
    }

    async fn slopes(&self, solutions: &[Vec<f64>]) -> Result<Slopes, Error> {
        let (mut squares, mut gradients) = (Vec::new(), Vec::new());
        for (mut residual, solution) in self.residuals(solutions).await?.into_iter().zip(solutions) {
            self.weigh(&mut residual);
            squares.push(dot(&residual, &residual));
            self.weigh(&mut residual);
            let mut gradient = self.apply_transpose(&residual).await?;
            add_scaled(&mut gradient, -self.ridge, solution);
            gradients.push(gradient);
        }
        Ok(Slopes { squares, gradients })
    }

    async fn normal_product(&self, x: &[f64]) -> Result<Vec<f64>, Error> {
        let mut product = self.apply(x).await?;
        self.weigh(&mut product);
        self.weigh(&mut product);
        let mut product = self.apply_transpose(&product).await?;
        add_scaled(&mut product, self.ridge, x);
        Ok(product)
    }

    async fn residuals(&self, solutions: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Error> {
        let mut residuals = Vec::new();
        for (right, solution) in self.right_sides.iter().zip(solutions) {
            let mut residual = self.apply(solution).await?;
            residual.iter_mut().zip(right).for_each(|(product, right)| *product = right - *product);
            residuals.push(residual);
        }
        Ok(residuals)
    }
}

/// Solves by a sketch and conjugate gradients. The sketch is computed from products with the unit vectors.
pub(crate) async fn solve<M: MatrixOperator>(
    system: &AskedSystem<'_, M>,
    rank_tolerance: Option<f64>,
    limits: Limits,
    run: &Run,
) -> Result<Found, Error> {
    let route = LstsqRoute::Iterative;
    let rule = RankRule { tolerance: rank_tolerance, by_singular_values: false };
    let (rows, columns) = (system.matrix.rows(), system.matrix.columns());
    let sketch_rows = sketch_rows(route, rows, columns);
    let sketched = with_ridge(sketch(system, sketch_rows, run).await?, columns, system.ridge);
    let basis = Basis::decompose(sketched, system.right_sides.len(), rule)?;
    let correction = if basis.rank() == 0 { Correction::Orthonormal } else { Correction::Iterative };
    let refined = refine(system, &basis, &correction, None, limits, run).await?;
    if !refined.backward_error.is_finite() {
        return Err(overflow(basis.root.is_all_finite()));
    }
    Ok(Found { refined, basis, route, sketch_rows, fallback: None })
}

/// [S A, S b], computed a few columns at a time. S is the identity if it has as many rows as the matrix, because a
/// sketch might lose directions.
async fn sketch<M: MatrixOperator>(system: &AskedSystem<'_, M>, rows: usize, run: &Run) -> Result<Mat<f64>, Error> {
    let (height, columns) = (system.matrix.rows(), system.matrix.columns());
    let sketch = Sketch::new(SketchKind::SparseSign, rows, height, 0, run)?;
    let mut sketched = Mat::zeros(rows, columns + system.right_sides.len());
    let mut unit = vec![0.0; columns];
    for first in (0..sketched.ncols()).step_by(COLUMNS) {
        let width = COLUMNS.min(sketched.ncols() - first);
        let mut panel = vec![0.0; height * width];
        for k in 0..width {
            let asked;
            let column = if first + k < columns {
                unit.fill(0.0);
                unit[first + k] = 1.0;
                asked = system.apply(&unit).await?;
                &asked
            } else {
                &system.right_sides[first + k - columns]
            };
            panel.iter_mut().skip(k).step_by(width).zip(column).for_each(|(place, &entry)| *place = entry);
        }
        let operand = Operand::of_vectors(&panel, width, RIGHT_SIDE);
        let operand = match &system.row_factors {
            Some(factors) => operand.with_row_factors(factors),
            None => operand,
        };
        let columns = match rows == height {
            true => Mat::from_fn(height, width, |i, k| panel[i * width + k] * system.row_factor(i)),
            false => sketch.apply(&operand)?,
        };
        sketched.as_mut().subcols_mut(first, width).copy_from(columns);
    }
    Ok(sketched)
}
