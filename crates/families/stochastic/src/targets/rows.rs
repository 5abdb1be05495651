//! Products with some rows of a matrix.

use superlinear_interface::{AnyMatrix, Effort, Error};

/// Rows of a matrix; one may be there several times.
pub(super) struct SomeRows<'a> {
    pub(super) matrix: &'a AnyMatrix,
    pub(super) indices: &'a [usize],
}

impl SomeRows<'_> {
    fn each(&self, i: usize, mut visit: impl FnMut(usize, f64)) {
        match self.matrix {
            AnyMatrix::Dense(matrix) => {
                let row = &matrix.data[i * matrix.columns..][..matrix.columns];
                row.iter().enumerate().for_each(|(j, &entry)| visit(j, entry));
            }
            AnyMatrix::DenseSingle(matrix) => {
                let row = &matrix.data[i * matrix.columns..][..matrix.columns];
                row.iter().enumerate().for_each(|(j, &entry)| visit(j, entry.into()));
            }
            AnyMatrix::Sparse(matrix) => {
                let places = matrix.indptr[i] as usize..matrix.indptr[i + 1] as usize;
                places.for_each(|place| visit(matrix.indices[place] as usize, matrix.data[place]));
            }
        }
    }

    /// The entries of a row of the matrix, about.
    fn cost(&self) -> usize {
        match self.matrix {
            AnyMatrix::Sparse(matrix) => 1 + matrix.data.len() / matrix.rows.max(1),
            _ => self.matrix.columns(),
        }
    }

    /// The products of the rows with the columns of a matrix of `outputs` columns, row by row.
    pub(super) fn times(&self, x: &[f64], outputs: usize, effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let mut products = vec![0.0; self.indices.len() * outputs];
        for (product, &i) in products.chunks_exact_mut(outputs).zip(self.indices) {
            effort.spend(self.cost() * outputs)?;
            self.each(i, |j, entry| add_few(product, entry, &x[j * outputs..][..outputs]));
        }
        Ok(products)
    }

    /// The product of the transpose with a matrix of a row for each of these rows.
    pub(super) fn transposed_times(&self, y: &[f64], outputs: usize, effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let mut products = vec![0.0; self.matrix.columns() * outputs];
        for (y, &i) in y.chunks_exact(outputs).zip(self.indices) {
            effort.spend(self.cost() * outputs)?;
            self.each(i, |j, entry| add_few(&mut products[j * outputs..][..outputs], entry, y));
        }
        Ok(products)
    }

    /// The rows as dense ones, one after another.
    pub(super) fn gathered(&self, effort: &mut Effort) -> Result<Vec<f64>, Error> {
        let columns = self.matrix.columns();
        let mut rows = vec![0.0; self.indices.len() * columns];
        for (row, &i) in rows.chunks_exact_mut(columns).zip(self.indices) {
            effort.spend(self.cost())?;
            self.each(i, |j, entry| row[j] += entry);
        }
        Ok(rows)
    }
}

/// `y += factor x` for vectors so short that a call of `add_scaled` takes longer than the sum.
#[inline]
fn add_few(y: &mut [f64], factor: f64, x: &[f64]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += factor * x);
}
