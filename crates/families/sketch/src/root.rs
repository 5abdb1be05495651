//! A small matrix R with R' R = A' A for a table A, with or without right-hand sides (TSQR): each block of rows is
//! stacked below the triangle of the preceding ones and factorized with it, so that only one block is copied at a time.
//!
//! Source: Demmel, Grigori, Hoemmen, Langou, Communication-optimal parallel and sequential QR and LU factorizations,
//! SIAM J. Sci. Comput. 34, 2012.

use crate::basis::overflow;
use crate::sketches::Operand;
use crate::table::Table;
use faer::Mat;
use std::ops::Range;
use superlinear_interface::Error;
use superlinear_numerics::dense::triangle;
use superlinear_numerics::parallel::Parallelism;

/// Maximum number of parts of the pass.
const MAX_PARTS: usize = 16;

/// Number of rows of a block per column: the stacked triangles then add a sixteenth to the time of the factorizations.
const ROWS_PER_COLUMN: usize = 16;

/// Minimum number of rows of a block, for matrices with few columns.
const FEWEST_ROWS: usize = 128;

/// Number of rows copied together: two cache lines of a column.
const COPIED_ROWS: usize = 16;

/// R of an operand with this table. It is square, or has as many rows as the table if these are fewer. Returns an error
/// for the first entry that is not finite, or if the run is canceled.
pub fn of(table: &Table, operand: &Operand) -> Result<Mat<f64>, Error> {
    let (columns, parallelism) = (operand.columns(), table.parallelism());
    let height = FEWEST_ROWS.max(ROWS_PER_COLUMN * columns);
    let rows_per_part = table.rows_per_part().max(table.rows().div_ceil(MAX_PARTS)).next_multiple_of(height);
    let parts = table.map_parts(rows_per_part, |rows| {
        let mut root = Mat::zeros(0, columns);
        for first in rows.clone().step_by(height) {
            table.ensure_wanted()?;
            root = triangle_or_itself(stack(&root, operand, first..rows.end.min(first + height)), parallelism);
        }
        Ok(root)
    })?;
    let parts = parts.into_iter().collect::<Result<Vec<_>, Error>>()?;
    let add = |upper: Mat<f64>, lower: Mat<f64>| {
        let stack = Mat::from_fn(upper.nrows() + lower.nrows(), columns, |i, j| match i.checked_sub(upper.nrows()) {
            None => upper[(i, j)],
            Some(i) => lower[(i, j)],
        });
        triangle_or_itself(stack, parallelism)
    };
    let root = parts.into_iter().reduce(add).unwrap_or_else(|| Mat::zeros(0, columns));
    if !root.is_all_finite() {
        operand.ensure_finite()?;
        return Err(overflow(root.subcols(0, table.columns()).is_all_finite()));
    }
    Ok(root)
}

/// A matrix with rows of an operand stacked below it.
fn stack(upper: &Mat<f64>, operand: &Operand, rows: Range<usize>) -> Mat<f64> {
    let (above, columns) = (upper.nrows(), upper.ncols());
    let mut stack = Mat::zeros(above + rows.len(), columns);
    stack.subrows_mut(0, above).copy_from(upper);
    let mut panel = vec![0.0; COPIED_ROWS * columns];
    for first in rows.clone().step_by(COPIED_ROWS) {
        let copied = first..rows.end.min(first + COPIED_ROWS);
        let panel = &mut panel[..copied.len() * columns];
        operand.read_panel(copied, 0..columns, columns, panel);
        for j in 0..columns {
            let places = &mut stack.col_as_slice_mut(j)[above + first - rows.start..];
            places.iter_mut().zip(panel[j..].iter().step_by(columns)).for_each(|(place, &entry)| *place = entry);
        }
    }
    stack
}

fn triangle_or_itself(matrix: Mat<f64>, parallelism: Parallelism) -> Mat<f64> {
    if matrix.nrows() <= matrix.ncols() { matrix } else { triangle(matrix, parallelism) }
}
