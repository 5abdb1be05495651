//! Upper triangular matrices as preconditioners.

use superlinear_interface::{Error, Matrix, check};
use superlinear_numerics::vectors::{add_scaled, dot};

/// The upper triangle R of a square matrix.
pub(super) struct Triangular<'a>(&'a Matrix);

impl<'a> Triangular<'a> {
    /// The triangle of the argument `preconditioner`, for a matrix with `columns` columns. Returns an error for a
    /// singular one.
    pub(crate) fn new(matrix: &'a Matrix, columns: usize) -> Result<Self, Error> {
        if (matrix.rows, matrix.columns) != (columns, columns) {
            let (rows, width) = (matrix.rows, matrix.columns);
            return Err(Error::invalid(
                "preconditioner",
                format!("must have as many rows and columns as matrix has columns, {columns}, got {rows} x {width}"),
            ));
        }
        for i in 0..columns {
            let triangle = &matrix.row(i)[i..];
            let path = |place| format!("preconditioner.data[{}]", i * columns + i + place);
            if let Some(place) = triangle.iter().position(|entry| !entry.is_finite()) {
                check::number(&path(place), triangle[place], check::FINITE)?;
            }
            if triangle[0] == 0.0 {
                return Err(Error::invalid(path(0), "is 0, on the diagonal: the matrix has no inverse"));
            }
        }
        Ok(Self(matrix))
    }

    /// R x, in place.
    pub(crate) fn apply(&self, x: &mut [f64]) {
        for i in 0..x.len() {
            x[i] = dot(&self.0.row(i)[i..], &x[i..]);
        }
    }

    /// R^-1 x, in place.
    pub fn solve(&self, x: &mut [f64]) {
        for i in (0..x.len()).rev() {
            let row = self.0.row(i);
            x[i] = (x[i] - dot(&row[i + 1..], &x[i + 1..])) / row[i];
        }
    }

    /// The inverse of R' times x, in place.
    pub(crate) fn solve_transpose(&self, x: &mut [f64]) {
        for i in 0..x.len() {
            let row = self.0.row(i);
            x[i] /= row[i];
            let factor = -x[i];
            add_scaled(&mut x[i + 1..], factor, &row[i + 1..]);
        }
    }
}
