//! Products of a table with several vectors at once, the columns of a matrix. Each takes one pass over the table; dense
//! ones run at the speed of matrix products.

use super::Table;
use faer::{Mat, MatMut, MatRef};
use std::ops::Range;
use superlinear_interface::{Error, SparseMatrix};
use superlinear_numerics::dense::{add_transposed_product, write_product};
use superlinear_numerics::parallel::add_vectors;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// Number of rows of a dense table multiplied by all vectors at a time: enough for long inner loops, and small enough
/// for the second-level cache.
const BLOCK_ROWS: usize = 128;

/// Minimum number of rows per vector in a part of a dense table, so that the sums of all parts together are at most a
/// quarter of the table.
const ROWS_PER_VECTOR: usize = 4;

/// Maximum number of parts of a dense table.
const MAX_PARTS: usize = 16;

/// Number of rows of a sparse table between two checks for cancellation.
const POLL_ROWS: usize = 1 << 12;

/// Adds the contribution of a block of rows to a sum, given a buffer for the rows.
type AddBlock<'a> = dyn Fn(Range<usize>, &mut Vec<f64>, &mut Mat<f64>) + Sync + 'a;

impl Table<'_> {
    /// A X.
    pub(crate) fn apply_block(&self, x: MatRef<f64>) -> Result<Mat<f64>, Error> {
        let product = match self.as_sparse() {
            Some(matrix) => self.map_panels(self.rows(), x.ncols(), |columns, y| {
                let x = panel_of(x, columns);
                self.for_each_rows(|rows| dispatch(SparseApply { matrix, rows, x: &x, y }))
            }),
            None => {
                let height = self.rows_per_block_part(x.ncols());
                let parts = self.map_parts(height, |rows| {
                    let mut y = vec![0.0; rows.len() * x.ncols()];
                    let (first, mut scratch) = (rows.start, Vec::new());
                    for block in cut(rows) {
                        let place = (block.start - first) * x.ncols()..(block.end - first) * x.ncols();
                        write_product(self.dense_rows(block, &mut scratch), x, false, &mut y[place]);
                    }
                    y
                })?;
                Ok(MatRef::from_row_major_slice(&parts.concat(), self.rows(), x.ncols()).to_owned())
            }
        }?;
        self.ensure_finite_block(product)
    }

    /// A' A X, in one pass.
    pub(crate) fn apply_normal_block(&self, x: MatRef<f64>) -> Result<Mat<f64>, Error> {
        let product = match self.as_sparse() {
            Some(matrix) => self.map_panels(self.columns(), x.ncols(), |columns, z| {
                let x = panel_of(x, columns);
                self.for_each_rows(|rows| dispatch(SparseNormal { matrix, rows, x: &x, z }))
            }),
            None => self.sum_of_parts(x.ncols(), &|block, scratch, sum| {
                let mut y = vec![0.0; block.len() * x.ncols()];
                let rows = self.dense_rows(block, scratch);
                write_product(rows, x, false, &mut y);
                add_transposed_product(rows, &y, sum);
            }),
        }?;
        self.ensure_finite_block(product)
    }

    /// A' Y.
    pub(crate) fn apply_transpose_block(&self, y: MatRef<f64>) -> Result<Mat<f64>, Error> {
        let product = match self.as_sparse() {
            Some(matrix) => self.map_panels(self.columns(), y.ncols(), |columns, z| {
                let y = panel_of(y, columns);
                self.for_each_rows(|rows| dispatch(SparseTranspose { matrix, rows, y: &y, z }))
            }),
            None => self.sum_of_parts(y.ncols(), &|block, scratch, sum| {
                let mut part = vec![0.0; block.len() * y.ncols()];
                MatMut::from_row_major_slice_mut(&mut part, block.len(), y.ncols())
                    .copy_from(y.subrows(block.start, block.len()));
                add_transposed_product(self.dense_rows(block, scratch), &part, sum);
            }),
        }?;
        self.ensure_finite_block(product)
    }

    /// The sum of the contributions by `add` of each block of rows of a dense table, with `count` columns.
    fn sum_of_parts(&self, count: usize, add: &AddBlock) -> Result<Mat<f64>, Error> {
        let columns = self.columns();
        let parts = self.map_parts(self.rows_per_block_part(count), |rows| {
            let (mut sum, mut scratch) = (Mat::zeros(columns, count), Vec::new());
            for block in cut(rows) {
                add(block, &mut scratch, &mut sum);
            }
            let mut flat = Vec::with_capacity(columns * count);
            (0..count).for_each(|j| flat.extend_from_slice(sum.col_as_slice(j)));
            flat
        })?;
        Ok(MatRef::from_column_major_slice(&add_vectors(parts), columns, count).to_owned())
    }

    fn rows_per_block_part(&self, count: usize) -> usize {
        let parts = (self.rows() / (ROWS_PER_VECTOR * count.max(1))).clamp(1, MAX_PARTS);
        self.rows().div_ceil(parts).next_multiple_of(BLOCK_ROWS)
    }

    /// A matrix with `height` rows and `count` columns, filled by `fill` in row-major panels of [`LANES`] columns.
    fn map_panels(
        &self,
        height: usize,
        count: usize,
        fill: impl Fn(Range<usize>, &mut [[f64; LANES]]) -> Result<(), Error> + Sync,
    ) -> Result<Mat<f64>, Error> {
        let panels = self.parallelism.map_blocks(count.div_ceil(LANES), |k| {
            let mut panel = vec![[0.0; LANES]; height];
            fill(k * LANES..count.min((k + 1) * LANES), &mut panel)?;
            Ok(panel)
        });
        let panels: Vec<_> = panels.into_iter().collect::<Result<_, Error>>()?;
        Ok(Mat::from_fn(height, count, |i, j| panels[j / LANES][i][j % LANES]))
    }

    /// Calls `work` on some rows at a time, until cancellation.
    fn for_each_rows(&self, mut work: impl FnMut(Range<usize>)) -> Result<(), Error> {
        for first in (0..self.rows()).step_by(POLL_ROWS) {
            self.cancellation.ensure_wanted()?;
            work(first..self.rows().min(first + POLL_ROWS));
        }
        Ok(())
    }

    fn ensure_finite_block(&self, product: Mat<f64>) -> Result<Mat<f64>, Error> {
        if product.is_all_finite() { Ok(product) } else { Err(self.overflow()) }
    }
}

/// Splits a part into blocks.
fn cut(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    rows.step_by(BLOCK_ROWS).map(move |first| first..end.min(first + BLOCK_ROWS))
}

/// Some columns of a matrix, at most [`LANES`], row by row; the remaining lanes are 0.
fn panel_of(matrix: MatRef<f64>, columns: Range<usize>) -> Vec<[f64; LANES]> {
    let entry = |i, lane| if lane < columns.len() { matrix[(i, columns.start + lane)] } else { 0.0 };
    (0..matrix.nrows()).map(|i| std::array::from_fn(|lane| entry(i, lane))).collect()
}

/// Writes A X for some rows.
struct SparseApply<'a> {
    matrix: &'a SparseMatrix,
    rows: Range<usize>,
    x: &'a [[f64; LANES]],
    y: &'a mut [[f64; LANES]],
}

impl Kernel for SparseApply<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for i in self.rows {
            self.y[i] = row_product(arithmetic, self.matrix.row(i), self.x);
        }
    }
}

/// Adds A' A X for some rows.
struct SparseNormal<'a> {
    matrix: &'a SparseMatrix,
    rows: Range<usize>,
    x: &'a [[f64; LANES]],
    z: &'a mut [[f64; LANES]],
}

impl Kernel for SparseNormal<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for i in self.rows {
            let row = self.matrix.row(i);
            add_row(arithmetic, row, row_product(arithmetic, row, self.x), self.z);
        }
    }
}

/// Adds A' Y for some rows.
struct SparseTranspose<'a> {
    matrix: &'a SparseMatrix,
    rows: Range<usize>,
    y: &'a [[f64; LANES]],
    z: &'a mut [[f64; LANES]],
}

impl Kernel for SparseTranspose<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for i in self.rows {
            add_row(arithmetic, self.matrix.row(i), self.y[i], self.z);
        }
    }
}

#[inline(always)]
fn row_product<A: Arithmetic>(arithmetic: A, (columns, values): (&[i32], &[f64]), x: &[[f64; LANES]]) -> [f64; LANES] {
    let mut sums = [0.0; LANES];
    for (&column, &value) in columns.iter().zip(values) {
        for (sum, entry) in sums.iter_mut().zip(&x[column as usize]) {
            *sum = arithmetic.mul_add(value, *entry, *sum);
        }
    }
    sums
}

#[inline(always)]
fn add_row<A: Arithmetic>(
    arithmetic: A,
    (columns, values): (&[i32], &[f64]),
    factors: [f64; LANES],
    z: &mut [[f64; LANES]],
) {
    for (&column, &value) in columns.iter().zip(values) {
        for (entry, factor) in z[column as usize].iter_mut().zip(factors) {
            *entry = arithmetic.mul_add(value, factor, *entry);
        }
    }
}
