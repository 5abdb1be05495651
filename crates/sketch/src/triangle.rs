//! The triangle R of a QR decomposition, by blocks of rows: each block is put beneath the triangle of those before it and
//! decomposed with it, so that no more than a block is ever copied.
//!
//! Source: Demmel, Grigori, Hoemmen, Langou, Communication-optimal Parallel and Sequential QR and LU Factorizations, SIAM J. Sci.
//! Comput. 34, 2012.

use crate::lstsq::basis::no_decomposition;
use crate::sketches::Operand;
use crate::table::Table;
use faer::{Mat, MatRef};
use superlinear_interface::Error;

/// The most parts that threads share.
const MOST_PARTS: usize = 16;

/// Rows in a block for each column: with more of them the triangle above weighs less, with fewer more fits in cache.
const ROWS_PER_COLUMN: usize = 4;

/// Entries in a block at least, for matrices of few columns.
const BLOCK_ENTRIES: usize = 1 << 13;

/// R with R' R = M' M for the operand M of a table, with as many columns, and as many rows or those of the table where it has
/// fewer. An error that names the first entry that is not finite, or once the run is cancelled.
pub(crate) fn of(table: &Table, operand: &Operand) -> Result<Mat<f64>, Error> {
    let columns = operand.columns();
    let height = (ROWS_PER_COLUMN * columns).max(BLOCK_ENTRIES / columns);
    let rows_per_part = table.rows_per_part().max(table.rows().div_ceil(MOST_PARTS)).next_multiple_of(height);
    let parts = table.map_parts(rows_per_part, |rows| {
        let mut triangle = Mat::zeros(0, columns);
        let mut panel = vec![0.0; height * columns];
        for first in rows.clone().step_by(height) {
            table.ensure_wanted()?;
            let block = first..rows.end.min(first + height);
            operand.read_panel(block.clone(), 0..columns, columns, &mut panel);
            triangle =
                triangle_of(&triangle, MatRef::from_row_major_slice(&panel, height, columns).subrows(0, block.len()));
        }
        Ok(triangle)
    })?;
    let parts = parts.into_iter().collect::<Result<Vec<_>, Error>>()?;
    let whole = parts.into_iter().reduce(|above, below| triangle_of(&above, below.as_ref()));
    let whole = whole.unwrap_or_else(|| Mat::zeros(0, columns));
    if !whole.is_all_finite() {
        operand.ensure_finite()?;
        return Err(no_decomposition());
    }
    Ok(whole)
}

/// The triangle of two matrices beneath one another; themselves where they have no more rows than columns.
fn triangle_of(above: &Mat<f64>, below: MatRef<'_, f64>) -> Mat<f64> {
    let stack = Mat::from_fn(above.nrows() + below.nrows(), below.ncols(), |i, j| match i.checked_sub(above.nrows()) {
        None => above[(i, j)],
        Some(i) => below[(i, j)],
    });
    if stack.nrows() <= stack.ncols() {
        return stack;
    }
    let qr = stack.qr();
    let triangle = qr.thin_R();
    Mat::from_fn(triangle.nrows(), triangle.ncols(), |i, j| if i <= j { triangle[(i, j)] } else { 0.0 })
}
