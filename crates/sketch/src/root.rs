//! A small matrix R with R' R = A' A for a whole table A, with or without right sides beside it: each block of rows is put beneath the triangle of those before it and
//! decomposed with it, so that no more than a block is ever copied.
//!
//! Source: Demmel, Grigori, Hoemmen, Langou, Communication-optimal parallel and sequential QR and LU factorizations, SIAM
//! J. Sci. Comput. 34, 2012.

use crate::lstsq::basis::no_decomposition;
use crate::sketches::Operand;
use crate::table::Table;
use faer::{Mat, MatRef};
use superlinear_interface::Error;
use superlinear_numerics::dense::triangle;

/// The most parts of the pass.
const MOST_PARTS: usize = 16;

/// Fewer rows than this for each column are not worth a decomposition of their own.
const ROWS_PER_COLUMN: usize = 2;

/// Rows of a block at least, for matrices of few columns.
const FEWEST_ROWS: usize = 128;

/// How blocks are decomposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pivoting {
    /// Not at all: quick, but columns are taken for dependent well before rounding makes them so.
    None,
    /// By columns: R loses nothing but rounding, and is no triangle.
    Columns,
}

/// R of an operand that has this table, with as many rows as columns, or those of the table where it has fewer. An error that
/// names the first entry that is not finite, or once the run is cancelled.
pub(crate) fn of(table: &Table, operand: &Operand, pivoting: Pivoting) -> Result<Mat<f64>, Error> {
    let columns = operand.columns();
    let height = FEWEST_ROWS.max(ROWS_PER_COLUMN * columns);
    let rows_per_part = table.rows_per_part().max(table.rows().div_ceil(MOST_PARTS)).next_multiple_of(height);
    let parts = table.map_parts(rows_per_part, |rows| {
        let (mut panel, mut root) = (vec![0.0; height * columns], Mat::zeros(0, columns));
        for first in rows.clone().step_by(height) {
            table.ensure_wanted()?;
            let block = first..rows.end.min(first + height);
            let panel = &mut panel[..block.len() * columns];
            operand.read_panel(block.clone(), 0..columns, columns, panel);
            root = of_stack(&root, MatRef::from_row_major_slice(panel, block.len(), columns), pivoting);
        }
        Ok(root)
    })?;
    let parts = parts.into_iter().collect::<Result<Vec<_>, Error>>()?;
    let root = parts.iter().fold(Mat::zeros(0, columns), |root, part| of_stack(&root, part.as_ref(), pivoting));
    if !root.is_all_finite() {
        operand.ensure_finite()?;
        return Err(no_decomposition());
    }
    Ok(root)
}

fn of_stack(upper: &Mat<f64>, lower: MatRef<'_, f64>, pivoting: Pivoting) -> Mat<f64> {
    let height = upper.nrows();
    let stack = Mat::from_fn(height + lower.nrows(), lower.ncols(), |i, j| match i.checked_sub(height) {
        None => upper[(i, j)],
        Some(i) => lower[(i, j)],
    });
    if stack.nrows() <= stack.ncols() {
        return stack;
    }
    // Of zeros, and of what is next to them, the pivoted decomposition makes NaN.
    if stack.col_iter().flat_map(|column| column.iter()).all(|entry| entry.abs() < f64::MIN_POSITIVE) {
        return Mat::zeros(stack.ncols(), stack.ncols());
    }
    match pivoting {
        Pivoting::None => triangle(stack.as_ref()),
        Pivoting::Columns => {
            let qr = stack.col_piv_qr();
            qr.thin_R() * qr.P()
        }
    }
}
