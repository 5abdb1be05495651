//! The system of equations: its size, and its residual at a point.

use crate::table::Table;
use superlinear_interface::{Code, Error};
use superlinear_numerics::sketch_project::Equations;
use superlinear_numerics::vectors::{dot, norm};

/// A x = b.
pub(super) struct System<'a> {
    pub table: &'a Table<'a>,
    pub right_side: &'a [f64],
    /// The squared norm of each row.
    pub row_squares: Vec<f64>,
    /// The Frobenius norm of the matrix.
    matrix_norm: f64,
    right_side_norm: f64,
}

impl<'a> System<'a> {
    /// The system, or an error if an entry of its matrix, or its norm, is not finite.
    pub(crate) fn new(table: &'a Table<'a>, right_side: &'a [f64]) -> Result<Self, Error> {
        let row_squares = row_squares(table)?;
        let total: f64 = row_squares.iter().sum();
        if !total.is_finite() {
            table.ensure_finite()?;
            return Err(Error::new(Code::NumericalBreakdown, "the norm of matrix overflows; scale it"));
        }
        Ok(Self { table, right_side, row_squares, matrix_norm: total.sqrt(), right_side_norm: norm(right_side) })
    }
}

impl Equations for System<'_> {
    fn residual(&self, x: &[f64]) -> Result<Vec<f64>, Error> {
        let mut residual = self.table.apply(x)?;
        self.table.ensure_no_overflow(&residual)?;
        residual.iter_mut().zip(self.right_side).for_each(|(product, right)| *product = right - *product);
        Ok(residual)
    }

    fn scale(&self, length: f64) -> f64 {
        // An infinite scale would accept any residual.
        (self.matrix_norm * length + self.right_side_norm).min(f64::MAX)
    }
}

fn row_squares(table: &Table) -> Result<Vec<f64>, Error> {
    let square = |values: &[f64]| dot(values, values);
    let parts = table.map_parts(table.rows_per_part(), |rows| match table.as_sparse() {
        Some(matrix) => rows.map(|i| square(matrix.row(i).1)).collect::<Vec<_>>(),
        None => {
            let mut scratch = Vec::new();
            rows.map(|i| square(table.dense_rows(i..i + 1, &mut scratch))).collect()
        }
    })?;
    Ok(parts.concat())
}
