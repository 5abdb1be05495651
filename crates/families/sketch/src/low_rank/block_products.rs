//! Products with several vectors: of a table in one pass, of the caller's functions one after the other.

use crate::sketches::{Operand, Sketch};
use crate::table::Table;
use faer::{Mat, MatRef};
use superlinear_interface::Error;
use superlinear_numerics::matrix_operator::{AskedMatrix, MatrixOperator};

/// A matrix A with products with several vectors.
pub(super) trait BlockProducts: MatrixOperator {
    /// A' S' for a sketch S with as many columns as A has rows.
    async fn sketched(&self, sketch: &Sketch<'_>) -> Result<Mat<f64>, Error> {
        self.apply_transpose_block(sketch.transposed()?.as_ref()).await
    }

    /// A X.
    async fn apply_block(&self, x: MatRef<'_, f64>) -> Result<Mat<f64>, Error> {
        let (mut product, mut y) = (Mat::zeros(self.rows(), x.ncols()), vec![0.0; self.rows()]);
        for j in 0..x.ncols() {
            let x: Vec<_> = x.col(j).iter().copied().collect();
            self.apply(&x, &mut y).await?;
            write_column(&mut product, j, &y);
        }
        Ok(product)
    }

    /// A' Y.
    async fn apply_transpose_block(&self, y: MatRef<'_, f64>) -> Result<Mat<f64>, Error> {
        let (mut product, mut x) = (Mat::zeros(self.columns(), y.ncols()), vec![0.0; self.columns()]);
        for j in 0..y.ncols() {
            let y: Vec<_> = y.col(j).iter().copied().collect();
            self.apply_transpose(&y, &mut x).await?;
            write_column(&mut product, j, &x);
        }
        Ok(product)
    }

    /// A' A X.
    async fn apply_normal_block(&self, x: MatRef<'_, f64>) -> Result<Mat<f64>, Error> {
        let product = self.apply_block(x).await?;
        self.apply_transpose_block(product.as_ref()).await
    }
}

fn write_column(matrix: &mut Mat<f64>, j: usize, column: &[f64]) {
    matrix.col_mut(j).iter_mut().zip(column).for_each(|(entry, &value)| *entry = value);
}

impl BlockProducts for AskedMatrix {}

impl BlockProducts for Table<'_> {
    async fn sketched(&self, sketch: &Sketch<'_>) -> Result<Mat<f64>, Error> {
        Ok(sketch.apply(&Operand::of_table(self))?.transpose().to_owned())
    }

    async fn apply_block(&self, x: MatRef<'_, f64>) -> Result<Mat<f64>, Error> {
        Table::apply_block(self, x)
    }

    async fn apply_transpose_block(&self, y: MatRef<'_, f64>) -> Result<Mat<f64>, Error> {
        Table::apply_transpose_block(self, y)
    }

    async fn apply_normal_block(&self, x: MatRef<'_, f64>) -> Result<Mat<f64>, Error> {
        Table::apply_normal_block(self, x)
    }
}
