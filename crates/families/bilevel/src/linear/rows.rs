//! Blocks of samples, dense by rows or sparse, with products for predictors and gradients.

use std::borrow::Cow;
use superlinear_interface::SparseMatrix;
use superlinear_numerics::{rows, sparse};

/// A block of samples.
#[derive(Clone)]
pub(crate) enum Rows<'a> {
    /// Row by row.
    Dense { columns: usize, entries: Cow<'a, [f64]> },
    /// In compressed sparse rows.
    Sparse(Cow<'a, SparseMatrix>),
}

impl Rows<'_> {
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Dense { columns, entries } => entries.len() / columns,
            Self::Sparse(matrix) => matrix.rows,
        }
    }

    pub(crate) fn columns(&self) -> usize {
        match self {
            Self::Dense { columns, .. } => *columns,
            Self::Sparse(matrix) => matrix.columns,
        }
    }

    /// A view without a copy.
    pub(crate) fn borrowed(&self) -> Rows<'_> {
        match self {
            Self::Dense { columns, entries } => Rows::Dense { columns: *columns, entries: Cow::Borrowed(entries) },
            Self::Sparse(matrix) => Rows::Sparse(Cow::Borrowed(matrix)),
        }
    }

    /// The entries of dense rows, row by row.
    pub(crate) fn dense(&self) -> Option<&[f64]> {
        match self {
            Self::Dense { entries, .. } => Some(entries),
            Self::Sparse(_) => None,
        }
    }

    /// Writes the product with `x` into `y`.
    pub(crate) fn apply(&self, x: &[f64], y: &mut [f64]) {
        match self {
            Self::Dense { entries, .. } => rows::apply(entries, x, y),
            Self::Sparse(matrix) => {
                for (i, y) in y.iter_mut().enumerate() {
                    let (places, values) = matrix.row(i);
                    *y = sparse::dot(places, values, x);
                }
            }
        }
    }

    /// Adds the product of the transpose with `y` to `x`.
    pub(crate) fn add_transposed(&self, y: &[f64], x: &mut [f64]) {
        match self {
            Self::Dense { entries, .. } => rows::apply_transpose(entries, y, x),
            Self::Sparse(matrix) => {
                for (i, y) in y.iter().enumerate() {
                    let (places, values) = matrix.row(i);
                    places.iter().zip(values).for_each(|(&j, value)| x[j as usize] += y * value);
                }
            }
        }
    }

    /// Adds the weighted sums of squares of each column to `sums`, with one weight per row.
    pub(crate) fn add_squares(&self, weights: &[f64], sums: &mut [f64]) {
        match self {
            Self::Dense { columns, entries } => {
                for (row, weight) in entries.chunks_exact(*columns).zip(weights) {
                    row.iter().zip(sums.iter_mut()).for_each(|(entry, sum)| *sum += weight * entry * entry);
                }
            }
            Self::Sparse(matrix) => {
                matrix.for_each_entry(|i, j, value| sums[j] += weights[i] * value * value);
            }
        }
    }

    /// The columns `chosen`, in ascending order, as dense rows.
    pub fn of_columns(&self, chosen: &[usize]) -> Rows<'static> {
        let mut entries = Vec::with_capacity(self.count() * chosen.len());
        match self {
            Self::Dense { columns, entries: all } => {
                all.chunks_exact(*columns).for_each(|row| entries.extend(chosen.iter().map(|&j| row[j])));
            }
            Self::Sparse(matrix) => {
                for i in 0..matrix.rows {
                    let (places, values) = matrix.row(i);
                    entries.extend(
                        chosen.iter().map(|&j| places.binary_search(&(j as i32)).map_or(0.0, |place| values[place])),
                    );
                }
            }
        }
        Rows::Dense { columns: chosen.len(), entries: Cow::Owned(entries) }
    }
}
