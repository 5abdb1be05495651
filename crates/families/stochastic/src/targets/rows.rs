//! Products with some rows of a matrix.

use crate::rows::Rows;
use superlinear_interface::{AnyMatrix, Effort, Error};

/// Rows of a matrix; a row may occur several times.
pub(super) struct SomeRows<'a> {
    rows: Rows<'a>,
    columns: usize,
    /// The mean number of entries of a row.
    cost: usize,
    indices: &'a [usize],
}

impl<'a> SomeRows<'a> {
    pub(super) fn new(matrix: &'a AnyMatrix, indices: &'a [usize]) -> Self {
        let rows = Rows::in_form(matrix);
        let cost = rows.entries().div_ceil(matrix.rows().max(1));
        Self { rows, columns: matrix.columns(), cost, indices }
    }

    /// The products of the rows with the columns of a matrix of `outputs` columns, row by row.
    pub(super) fn times(&self, x: &[f64], outputs: usize, effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let mut products = vec![0.0; self.indices.len() * outputs];
        for (product, &i) in products.chunks_exact_mut(outputs).zip(self.indices) {
            effort.spend(self.cost * outputs)?;
            self.rows.add_products(i, x, product);
        }
        Ok(products)
    }

    /// The product of the transpose with a matrix of a row for each of these rows.
    pub(super) fn transposed_times(&self, y: &[f64], outputs: usize, effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let mut products = vec![0.0; self.columns * outputs];
        for (y, &i) in y.chunks_exact(outputs).zip(self.indices) {
            effort.spend(self.cost * outputs)?;
            self.rows.add_outer(i, y, &mut products);
        }
        Ok(products)
    }

    /// The rows as dense ones, one after another.
    pub(super) fn gathered(&self, effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let mut rows = vec![0.0; self.indices.len() * self.columns];
        for (row, &i) in rows.chunks_exact_mut(self.columns).zip(self.indices) {
            effort.spend(self.cost)?;
            self.rows.add_to(i, 1.0, row);
        }
        Ok(rows)
    }
}
