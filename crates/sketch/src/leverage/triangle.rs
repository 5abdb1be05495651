//! The triangle R of a QR decomposition, by blocks of rows: each block is put beneath the triangle of those before it and
//! decomposed with it, so that no more than a block is ever copied.
//!
//! Source: Demmel, Grigori, Hoemmen, Langou, Communication-optimal Parallel and Sequential QR and LU Factorizations, SIAM J. Sci.
//! Comput. 34, 2012.

use crate::lstsq::basis::no_decomposition;
use crate::table::Table;
use faer::Mat;
use std::ops::Range;
use superlinear_interface::Error;

/// The most parts that threads share.
const MOST_PARTS: usize = 16;

/// Rows in a block for each column: with more of them the triangle above weighs less, with fewer more fits in cache.
const ROWS_PER_COLUMN: usize = 4;

/// Entries in a block at least, for matrices of few columns.
const BLOCK_ENTRIES: usize = 1 << 13;

/// R with R' R = A' A, with as many columns as the table, and as many rows or those of the table where it has fewer. An error
/// that names the first entry that is not finite.
pub(super) fn of(table: &Table) -> Result<Mat<f64>, Error> {
    let columns = table.columns();
    let height = (ROWS_PER_COLUMN * columns).max(BLOCK_ENTRIES / columns);
    let rows_per_part = table.rows_per_part().max(table.rows().div_ceil(MOST_PARTS)).next_multiple_of(height);
    let parts = table.map_parts(rows_per_part, |rows| {
        rows.clone().step_by(height).fold(Mat::zeros(0, columns), |triangle, first| {
            decompose(triangle, table, first..rows.end.min(first + height))
        })
    })?;
    let whole = parts.into_iter().reduce(|above, below| {
        let stack = Mat::from_fn(above.nrows() + below.nrows(), columns, |i, j| match i.checked_sub(above.nrows()) {
            None => above[(i, j)],
            Some(i) => below[(i, j)],
        });
        triangle_of(stack)
    });
    let whole = whole.unwrap_or_else(|| Mat::zeros(0, columns));
    if !whole.is_all_finite() {
        table.ensure_finite()?;
        return Err(no_decomposition());
    }
    Ok(whole)
}

/// The triangle of some rows beneath a triangle.
fn decompose(above: Mat<f64>, table: &Table, rows: Range<usize>) -> Mat<f64> {
    let mut scratch = Vec::new();
    let (columns, height) = (table.columns(), above.nrows());
    let block = table.dense_rows(rows.clone(), &mut scratch);
    triangle_of(Mat::from_fn(height + rows.len(), columns, |i, j| match i.checked_sub(height) {
        None => above[(i, j)],
        Some(i) => block[i * columns + j],
    }))
}

fn triangle_of(matrix: Mat<f64>) -> Mat<f64> {
    if matrix.nrows() <= matrix.ncols() {
        return matrix;
    }
    let qr = matrix.qr();
    let triangle = qr.thin_R();
    Mat::from_fn(triangle.nrows(), triangle.ncols(), |i, j| if i <= j { triangle[(i, j)] } else { 0.0 })
}
