//! An orthonormal basis of the columns of a tall matrix, row by row.
//!
//! The triangular factor of a QR factorization is computed from those of blocks of rows. It gives variables that make
//! the columns A T nearly orthonormal, and a Cholesky factorization of their Gram matrix removes the effect of rounding
//! errors in T.
//!
//! Source: Yamamoto, Nakatsukasa, Yanagisawa, Fukaya, Roundoff error analysis of the CholeskyQR2 algorithm, ETNA 44,
//! 2015.

use crate::basis::{Basis, RankRule};
use crate::root;
use crate::sketches::Operand;
use crate::table::Table;
use faer::Mat;
use faer::prelude::*;
use std::ops::Range;
use superlinear_interface::{Cancellation, Code, Error, Run};
use superlinear_numerics::dense::{add_gram, cholesky, inverse_of_triangle, write_product};
use superlinear_numerics::parallel::add_vectors;

/// Maximum number of parts of a pass, as each holds its own matrix.
const MAX_PARTS: usize = 16;

/// Minimum number of rows of a part per column. A separate QR factorization of fewer does not pay off.
const ROWS_PER_COLUMN: usize = 2;

/// Number of rows of a block multiplied at a time.
const BLOCK_ROWS: usize = 128;

/// An orthonormal basis U = A T C of the columns of A.
pub(crate) struct Orthonormal {
    /// U, row-major.
    pub rows: Vec<f64>,
    /// The number of columns of U: the numerical rank of A.
    pub rank: usize,
    /// T, which makes the columns of A nearly orthonormal.
    nearly: Basis,
    /// C, the correction of the rest.
    correction: Mat<f64>,
}

impl Orthonormal {
    /// The basis for the columns of `table`, which must have at least as many rows as columns.
    pub(crate) fn new(table: &Table, run: &Run) -> Result<Self, Error> {
        let nearly = nearly_orthonormal(table)?;
        let rank = nearly.rank();
        if rank == 0 {
            return Err(breakdown("the matrix has rank 0: all its entries are zero"));
        }
        let mut rows = vec![0.0; table.rows() * rank];
        let gram = first_product(table, &nearly.transform, &mut rows, run)?;
        let root = cholesky(gram).ok_or_else(|| breakdown("the columns are too nearly dependent"))?;
        let correction = inverse_of_triangle(&root);
        second_product(table, &correction, &mut rows, run)?;
        Ok(Self { rows, rank, nearly, correction })
    }

    /// Row `i` of U.
    pub(crate) fn row(&self, i: usize) -> &[f64] {
        &self.rows[i * self.rank..(i + 1) * self.rank]
    }

    /// The leverage score of each row: its squared norm.
    pub(crate) fn scores(&self) -> Vec<f64> {
        self.rows.chunks_exact(self.rank).map(|row| row.iter().map(|entry| entry * entry).sum()).collect()
    }

    /// Adds T C y to `solution` and removes the null space component: the minimum-norm solution is wanted.
    pub(crate) fn advance(&self, solution: &mut [f64], y: &Col<f64>) {
        let step: Vec<f64> = (&self.correction * y).iter().copied().collect();
        self.nearly.advance(solution, &step);
    }
}

/// The variables that make the columns nearly orthonormal, by factorizations of blocks of rows.
fn nearly_orthonormal(table: &Table) -> Result<Basis, Error> {
    let rule = RankRule { tolerance: None, by_singular_values: false };
    Basis::decompose(root::of(table, &Operand::of_table(table))?, 0, rule)
}

/// Writes A T to `product`, and returns the Gram matrix of its columns (the lower triangle).
fn first_product(table: &Table, transform: &Mat<f64>, product: &mut [f64], run: &Run) -> Result<Mat<f64>, Error> {
    let (rows_per_part, width, cancellation) = (rows_per_part(table), transform.ncols(), run.cancellation());
    let grams = table.parallelism().map(product.chunks_mut(rows_per_part * width), |part, product| {
        let first = part * rows_per_part;
        let (mut scratch, mut gram) = (Vec::new(), Mat::zeros(width, width));
        for block in blocks(0..product.len() / width, BLOCK_ROWS, cancellation) {
            let rows = table.dense_rows(first + block.start..first + block.end, &mut scratch);
            let product = &mut product[block.start * width..block.end * width];
            write_product(rows, transform.as_ref(), false, product);
            add_gram(product, &mut gram);
        }
        gram.col_iter().flat_map(|column| column.iter().copied()).collect::<Vec<_>>()
    });
    run.ensure_wanted()?;
    Ok(MatRef::from_column_major_slice(&add_vectors(grams), width, width).to_owned())
}

/// Multiplies the rows in `product` by the square matrix `correction`.
fn second_product(table: &Table, correction: &Mat<f64>, product: &mut [f64], run: &Run) -> Result<(), Error> {
    let (width, cancellation) = (correction.ncols(), run.cancellation());
    table.parallelism().for_each_chunk(product, rows_per_part(table) * width, |_, product| {
        let mut rows = Vec::new();
        for block in blocks(0..product.len() / width, BLOCK_ROWS, cancellation) {
            let product = &mut product[block.start * width..block.end * width];
            rows.clear();
            rows.extend_from_slice(product);
            write_product(&rows, correction.as_ref(), false, product);
        }
    });
    run.ensure_wanted()
}

fn rows_per_part(table: &Table) -> usize {
    table.rows_per_part().max(table.rows().div_ceil(MAX_PARTS)).max(ROWS_PER_COLUMN * table.columns())
}

/// Splits `rows` into ranges of `height`, until cancellation.
fn blocks(rows: Range<usize>, height: usize, cancellation: Cancellation<'_>) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    let ranges = rows.step_by(height).map(move |first| first..end.min(first + height));
    ranges.take_while(move |_| !cancellation.is_requested())
}

fn breakdown(what: &str) -> Error {
    Error::new(Code::NumericalBreakdown, what)
}
