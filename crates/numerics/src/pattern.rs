//! Sparsity patterns, and products with sparse matrices. A dense matrix has a full pattern.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Vector};

/// The positions of a sparse matrix's entries: entry `k` is in row `rows[k]` and column `columns[k]`, both counted from
/// 0.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Structure {
    /// The row of each entry.
    pub rows: Vector<i32>,
    /// The column of each entry.
    pub columns: Vector<i32>,
}

impl Structure {
    /// The pattern, of a matrix of this size. Error paths are those of an argument with the fields `rows` and `columns`.
    pub fn pattern(&self, rows: usize, columns: usize) -> Result<Pattern, Error> {
        Pattern::sparse(rows, columns, &self.rows, &self.columns)
    }
}

/// The positions of the entries of a matrix, in the order of their values.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// Row and column of each entry.
    pub entries: Vec<(usize, usize)>,
}

impl Pattern {
    /// A full pattern, row by row.
    pub fn dense(rows: usize, columns: usize) -> Self {
        Self { rows, columns, entries: (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j))).collect() }
    }

    /// A diagonal pattern.
    pub fn diagonal(order: usize) -> Self {
        Self { rows: order, columns: order, entries: (0..order).map(|i| (i, i)).collect() }
    }

    /// The full lower triangle, row by row.
    pub fn lower_triangle(order: usize) -> Self {
        let entries = (0..order).flat_map(|i| (0..=i).map(move |j| (i, j))).collect();
        Self { rows: order, columns: order, entries }
    }

    /// A pattern with the given positions, distinct and within the matrix. Error paths are those of an argument with
    /// the fields `rows` and `columns`.
    pub fn sparse(rows: usize, columns: usize, entry_rows: &[i32], entry_columns: &[i32]) -> Result<Self, Error> {
        if entry_rows.len() != entry_columns.len() {
            let (r, c) = (entry_rows.len(), entry_columns.len());
            return Err(Error::invalid("columns", format!("must be as many as rows, got {c} and {r}")));
        }
        let entries = (0..entry_rows.len())
            .map(|k| Ok((index("rows", entry_rows, k, rows)?, index("columns", entry_columns, k, columns)?)))
            .collect::<Result<Vec<_>, Error>>()?;
        if entries.is_sorted_by(|before, after| before < after) {
            return Ok(Self { rows, columns, entries });
        }
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|&k| (entries[k], k));
        if let Some(pair) = order.windows(2).find(|pair| entries[pair[0]] == entries[pair[1]]) {
            return Err(Error::invalid(
                format!("rows[{}]", pair[1]),
                format!("is the same place as entry {}", pair[0]),
            ));
        }
        Ok(Self { rows, columns, entries })
    }

    /// Returns the pattern. Fails if an entry is above the diagonal.
    pub fn ensure_lower_triangle(self) -> Result<Self, Error> {
        match self.entries.iter().position(|(i, j)| i < j) {
            Some(k) => {
                Err(Error::invalid(format!("rows[{k}]"), "must not be less than the column: give the lower triangle"))
            }
            None => Ok(self),
        }
    }
}

fn index(name: &str, indices: &[i32], k: usize, bound: usize) -> Result<usize, Error> {
    usize::try_from(indices[k]).ok().filter(|&index| index < bound).ok_or_else(|| {
        Error::invalid(format!("{name}[{k}]"), format!("must be from 0 and below {bound}, got {}", indices[k]))
    })
}

/// A matrix, given by its pattern and values.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'a> {
    /// The positions of the entries.
    pub pattern: &'a Pattern,
    /// The values of the entries.
    pub values: &'a [f64],
}

impl<'a> Entries<'a> {
    /// Row, column and value of each entry.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = (usize, usize, f64)> + Clone + 'a {
        self.pattern.entries.iter().zip(self.values).map(|(&(i, j), &value)| (i, j, value))
    }

    /// Adds the product with `x` to `y`.
    pub fn multiply_add(self, x: &[f64], y: &mut [f64]) {
        for (i, j, value) in self.iter() {
            y[i] += value * x[j];
        }
    }

    /// Adds the product of the transpose with `y` to `x`.
    pub fn multiply_transpose_add(self, y: &[f64], x: &mut [f64]) {
        for (i, j, value) in self.iter() {
            x[j] += value * y[i];
        }
    }

    /// Adds the product with `x` to `y`, for the lower triangle of a symmetric matrix.
    pub fn multiply_symmetric_add(self, x: &[f64], y: &mut [f64]) {
        for (i, j, value) in self.iter() {
            y[i] += value * x[j];
            if i != j {
                y[j] += value * x[i];
            }
        }
    }

    /// The product with `x`.
    pub fn times(self, x: &[f64]) -> Vec<f64> {
        let mut y = vec![0.0; self.pattern.rows];
        self.multiply_add(x, &mut y);
        y
    }

    /// The product of the transpose with `y`.
    pub fn transpose_times(self, y: &[f64]) -> Vec<f64> {
        let mut x = vec![0.0; self.pattern.columns];
        self.multiply_transpose_add(y, &mut x);
        x
    }

    /// The product with `x`, for the lower triangle of a symmetric matrix.
    pub fn symmetric_times(self, x: &[f64]) -> Vec<f64> {
        let mut y = vec![0.0; self.pattern.rows];
        self.multiply_symmetric_add(x, &mut y);
        y
    }
}
