//! Dense and sparse input matrices with their products.

use superlinear_interface::{AnyMatrix, Error, Matrix, SparseMatrix};
use superlinear_numerics::{rows, sparse, vectors::add_scaled};

/// A matrix in double precision.
#[derive(Clone, Debug)]
pub(crate) enum Rectangular {
    /// Row by row.
    Dense(Matrix),
    /// In compressed sparse rows.
    Sparse(SparseMatrix),
}

impl Rectangular {
    /// The validated matrix at `path`, well-formed with finite entries.
    pub(crate) fn open(path: &str, matrix: AnyMatrix) -> Result<Self, Error> {
        matrix.ensure_well_formed().map_err(|error| error.within(path))?;
        matrix.ensure_finite(path)?;
        Ok(match matrix {
            AnyMatrix::Dense(matrix) => Self::Dense(matrix),
            AnyMatrix::DenseSingle(single) => {
                let data = single.data.iter().map(|&entry| f64::from(entry)).collect();
                Self::Dense(Matrix::new(single.rows, single.columns, data))
            }
            AnyMatrix::Sparse(matrix) => Self::Sparse(matrix),
        })
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        match self {
            Self::Dense(matrix) => matrix.rows,
            Self::Sparse(matrix) => matrix.rows,
        }
    }

    /// The number of columns.
    pub(crate) fn columns(&self) -> usize {
        match self {
            Self::Dense(matrix) => matrix.columns,
            Self::Sparse(matrix) => matrix.columns,
        }
    }

    /// Writes the product with `x` into `y`.
    pub(crate) fn apply(&self, x: &[f64], y: &mut [f64]) {
        match self {
            // With zero columns, chunks of the data do not give the number of rows.
            Self::Dense(_) if x.is_empty() => y.fill(0.0),
            Self::Dense(matrix) => rows::apply(&matrix.data, x, y),
            Self::Sparse(matrix) => {
                for (i, y) in y.iter_mut().enumerate() {
                    let (columns, values) = matrix.row(i);
                    *y = sparse::dot(columns, values, x);
                }
            }
        }
    }

    /// Adds the product of the transpose with `y` to `x`.
    pub(crate) fn add_transposed(&self, y: &[f64], x: &mut [f64]) {
        match self {
            Self::Dense(matrix) => {
                for (i, &factor) in y.iter().enumerate() {
                    add_scaled(x, factor, matrix.row(i));
                }
            }
            Self::Sparse(matrix) => {
                for (i, &factor) in y.iter().enumerate() {
                    let (columns, values) = matrix.row(i);
                    columns.iter().zip(values).for_each(|(&j, value)| x[j as usize] += factor * value);
                }
            }
        }
    }

    /// Calls `visit` with row, column and value of each stored entry.
    pub(crate) fn for_each_entry(&self, visit: impl FnMut(usize, usize, f64)) {
        match self {
            Self::Dense(matrix) => matrix.for_each_entry(visit),
            Self::Sparse(matrix) => matrix.for_each_entry(visit),
        }
    }
}
