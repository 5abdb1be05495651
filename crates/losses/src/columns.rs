//! Columns of a matrix, dense or sparse, with the inner loops over them.

mod kernels;

pub use kernels::{COLUMNS, add_scaled_and_dot, dot, dot_columns};
use superlinear_numerics::vectors::add_scaled;
use superlinear_numerics::{parallel::sum, sparse};

/// One column of a matrix.
#[derive(Clone, Copy)]
pub enum Column<'a> {
    /// A column of ones.
    Ones,
    /// All entries.
    Dense(&'a [f64]),
    /// The rows and values of the stored entries; all others are 0.
    Sparse(&'a [i32], &'a [f64]),
}

impl Column<'_> {
    /// The product with `v`.
    pub fn dot(self, v: &[f64]) -> f64 {
        match self {
            Self::Ones => sum(v),
            Self::Dense(x) => kernels::dot(x, v),
            Self::Sparse(rows, entries) => sparse::dot(rows, entries, v),
        }
    }

    /// Visits the stored entries of a column of height `height`, with their rows.
    #[inline]
    pub fn for_each(self, height: usize, mut visit: impl FnMut(usize, f64)) {
        match self {
            Self::Ones => (0..height).for_each(|row| visit(row, 1.0)),
            Self::Dense(x) => x.iter().enumerate().for_each(|(row, entry)| visit(row, *entry)),
            Self::Sparse(rows, entries) => {
                rows.iter().zip(entries).for_each(|(&row, entry)| visit(row as usize, *entry))
            }
        }
    }

    /// Returns whether any entry is nonzero in a row of nonzero weight.
    pub fn has_entries(self, weights: &[f64]) -> bool {
        let mut has = false;
        self.for_each(weights.len(), |row, entry| has |= entry != 0.0 && weights[row] != 0.0);
        has
    }

    /// Adds `factor` times the column to `v`.
    pub fn add_scaled(self, factor: f64, v: &mut [f64]) {
        match self {
            Self::Ones => v.iter_mut().for_each(|v| *v += factor),
            Self::Dense(x) => add_scaled(v, factor, x),
            Self::Sparse(rows, entries) => {
                for (&row, entry) in rows.iter().zip(entries) {
                    v[row as usize] += factor * entry;
                }
            }
        }
    }

    /// Adds `factor` times the column, weighted entry by entry by `d`, to `v`.
    pub fn add_weighted(self, factor: f64, d: &[f64], v: &mut [f64]) {
        match self {
            Self::Ones => v.iter_mut().zip(d).for_each(|(v, d)| *v += factor * d),
            Self::Dense(x) => kernels::add_weighted(factor, d, x, v),
            Self::Sparse(rows, entries) => {
                for (&row, entry) in rows.iter().zip(entries) {
                    let row = row as usize;
                    v[row] += factor * d[row] * entry;
                }
            }
        }
    }

    /// The sums of d x and of d x^2.
    pub fn moments(self, d: &[f64]) -> [f64; 2] {
        match self {
            Self::Ones => {
                let sum = sum(d);
                [sum, sum]
            }
            Self::Dense(x) => kernels::weighted_moments(d, x),
            Self::Sparse(rows, entries) => {
                let mut sums = [0.0; 2];
                for (&row, entry) in rows.iter().zip(entries) {
                    let product = d[row as usize] * entry;
                    sums[0] += product;
                    sums[1] += product * entry;
                }
                sums
            }
        }
    }
}
