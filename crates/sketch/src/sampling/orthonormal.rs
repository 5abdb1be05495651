//! An orthonormal basis of the columns of a tall matrix, row by row.
//!
//! The triangle of a QR decomposition is made of the triangles of blocks of rows. What it says is used to make the columns
//! nearly orthonormal, A T, and a Cholesky decomposition of their Gram matrix does the rest: rounding in T no longer shows.
//!
//! Sources: Demmel, Grigori, Hoemmen, Langou, Communication-optimal parallel and sequential QR and LU factorizations, SIAM
//! J. Sci. Comput. 34, 2012; Yamamoto, Nakatsukasa, Yanagisawa, Fukaya, Roundoff error analysis of the CholeskyQR2
//! algorithm, ETNA 44, 2015.

use crate::table::Table;
use faer::linalg::matmul::matmul;
use faer::linalg::matmul::triangular::{self, BlockStructure};
use faer::prelude::*;
use faer::{Accum, Mat, MatMut, MatRef, Par, Side};
use std::ops::Range;
use superlinear_interface::{AnyMatrix, Cancellation, Code, Error, Run};
use superlinear_numerics::parallel::add_vectors;

/// Singular values below this for each column, relative to the largest, count as zero: ten units of rounding. Columns are
/// scaled to norms near 1 first.
const RANK_TOLERANCE_PER_COLUMN: f64 = 5.0 * f64::EPSILON;

/// The most parts of a pass, as each holds a matrix of its own.
const MOST_PARTS: usize = 16;

/// Fewer rows than this for each column are not worth a QR decomposition of their own.
const ROWS_PER_COLUMN: usize = 2;

/// Rows of the blocks that are multiplied at a time.
const BLOCK_ROWS: usize = 128;

/// An orthonormal basis U = A T of the columns of A.
pub(crate) struct Orthonormal {
    /// U, row-major.
    pub rows: Vec<f64>,
    /// The number of columns of U: the numerical rank of A.
    pub rank: usize,
    /// T.
    transform: Mat<f64>,
    /// An orthonormal basis of the directions that A does not see, where there are any.
    null_space: Option<Mat<f64>>,
}

impl Orthonormal {
    /// The basis for the columns of `table`, the argument called `name`, which has at least as many rows as columns.
    pub fn new(table: &Table, matrix: &AnyMatrix, name: &str, run: &Run) -> Result<Self, Error> {
        let triangle = triangle_of(table, run)?;
        if !triangle.is_all_finite() {
            return Err(unfit_entry(matrix, name));
        }
        let (transform, null_space) = transform_of(triangle)?;
        let rank = transform.ncols();
        if rank == 0 {
            return Err(breakdown("the matrix has rank 0: all its entries are zero"));
        }
        let mut rows = vec![0.0; table.rows() * rank];
        let gram = first_product(table, &transform, &mut rows, run)?;
        let factor = gram.llt(Side::Lower).map_err(|_| breakdown("the columns are too nearly dependent"))?;
        let mut correction = Mat::<f64>::identity(rank, rank);
        factor.L().transpose().solve_upper_triangular_in_place(correction.as_mut());
        second_product(table, &correction, &mut rows, run)?;
        Ok(Self { rows, rank, transform: transform * correction, null_space })
    }

    /// Row `i` of U.
    pub fn row(&self, i: usize) -> &[f64] {
        &self.rows[i * self.rank..(i + 1) * self.rank]
    }

    /// The leverage score of each row: the square of its norm.
    pub fn scores(&self) -> Vec<f64> {
        self.rows.chunks_exact(self.rank).map(|row| row.iter().map(|entry| entry * entry).sum()).collect()
    }

    /// Adds T y to `solution` and takes away what A does not see: of all solutions the shortest is wanted.
    pub fn advance(&self, solution: &mut Col<f64>, y: &Col<f64>) {
        *solution += &self.transform * y;
        if let Some(null_space) = &self.null_space {
            let unseen = null_space * (null_space.transpose() * &*solution);
            *solution -= unseen;
        }
    }
}

/// The triangle of a QR decomposition of the whole matrix.
fn triangle_of(table: &Table, run: &Run) -> Result<Mat<f64>, Error> {
    let columns = table.columns();
    let height = BLOCK_ROWS.max(ROWS_PER_COLUMN * columns);
    let (rows_per_part, cancellation) = (rows_per_part(table), run.cancellation());
    let parts = table.parallelism().map_blocks(table.rows().div_ceil(rows_per_part), |part| {
        let (first, mut scratch) = (part * rows_per_part, Vec::new());
        let mut triangle = Mat::zeros(0, columns);
        for block in blocks(first..table.rows().min(first + rows_per_part), height, cancellation) {
            let rows =
                MatRef::from_row_major_slice(table.dense_rows(block.clone(), &mut scratch), block.len(), columns);
            triangle = triangle_of_both(&triangle, rows);
        }
        triangle
    });
    run.ensure_wanted()?;
    Ok(parts.iter().fold(Mat::zeros(0, columns), |whole, part| triangle_of_both(&whole, part.as_ref())))
}

/// The triangle of a QR decomposition of two matrices beneath one another.
fn triangle_of_both(upper: &Mat<f64>, lower: MatRef<'_, f64>) -> Mat<f64> {
    let height = upper.nrows();
    let stack = Mat::from_fn(height + lower.nrows(), lower.ncols(), |i, j| match i.checked_sub(height) {
        None => upper[(i, j)],
        Some(i) => lower[(i, j)],
    });
    stack.qr().thin_R().to_owned()
}

/// The T that makes the columns of A T nearly orthonormal, for an A with this triangle, and the directions in which the
/// rank of A is deficient.
fn transform_of(mut triangle: Mat<f64>) -> Result<(Mat<f64>, Option<Mat<f64>>), Error> {
    let columns = triangle.ncols();
    let scales: Vec<f64> = triangle.col_iter().map(|column| reciprocal_power_of_two(column.norm_l2())).collect();
    triangle = Mat::from_fn(columns, columns, |i, j| triangle[(i, j)] * scales[j]);
    let svd = triangle.svd().map_err(|_| breakdown("the singular values of the matrix cannot be found"))?;
    let values = svd.S().column_vector();
    let threshold = RANK_TOLERANCE_PER_COLUMN * columns as f64 * values[0];
    let rank = values.iter().take_while(|&&value| value > threshold).count();
    let transform = Mat::from_fn(columns, rank, |i, j| scales[i] * svd.V()[(i, j)] / values[j]);
    let unseen = |i: usize, j: usize| scales[i] * svd.V()[(i, rank + j)];
    let null_space = (rank < columns).then(|| Mat::from_fn(columns, columns - rank, unseen).qr().compute_thin_Q());
    Ok((transform, null_space))
}

/// Writes A T to `product`, and returns the Gram matrix of its columns (the lower triangle).
fn first_product(table: &Table, transform: &Mat<f64>, product: &mut [f64], run: &Run) -> Result<Mat<f64>, Error> {
    let (rows_per_part, width) = (rows_per_part(table), transform.ncols());
    let cancellation = run.cancellation();
    let grams = table.parallelism().map(product.chunks_mut(rows_per_part * width), |part, product| {
        let first = part * rows_per_part;
        let (mut scratch, mut gram) = (Vec::new(), Mat::zeros(width, width));
        for block in blocks(0..product.len() / width, BLOCK_ROWS, cancellation) {
            let rows = table.dense_rows(first + block.start..first + block.end, &mut scratch);
            let product = &mut product[block.start * width..block.end * width];
            write_product(rows, transform, product);
            add_gram(product, &mut gram);
        }
        gram.col_iter().flat_map(|column| column.iter().copied()).collect::<Vec<_>>()
    });
    run.ensure_wanted()?;
    Ok(MatRef::from_column_major_slice(&add_vectors(grams), width, width).to_owned())
}

/// Multiplies the rows in `product` by the square matrix `correction`.
fn second_product(table: &Table, correction: &Mat<f64>, product: &mut [f64], run: &Run) -> Result<(), Error> {
    let width = correction.ncols();
    let cancellation = run.cancellation();
    table.parallelism().for_each_chunk(product, rows_per_part(table) * width, |_, product| {
        let mut rows = Vec::new();
        for block in blocks(0..product.len() / width, BLOCK_ROWS, cancellation) {
            let product = &mut product[block.start * width..block.end * width];
            rows.clear();
            rows.extend_from_slice(product);
            write_product(&rows, correction, product);
        }
    });
    run.ensure_wanted()
}

/// Writes the product of row-major `rows` with `matrix`.
fn write_product(rows: &[f64], matrix: &Mat<f64>, product: &mut [f64]) {
    let height = rows.len() / matrix.nrows();
    let rows = MatRef::from_row_major_slice(rows, height, matrix.nrows());
    let product = MatMut::from_row_major_slice_mut(product, height, matrix.ncols());
    matmul(product, Accum::Replace, rows, matrix, 1.0, Par::Seq);
}

/// Adds the Gram matrix of the columns of row-major `rows` to `gram`, whose lower triangle alone is kept.
fn add_gram(rows: &[f64], gram: &mut Mat<f64>) {
    let width = gram.ncols();
    let rows = MatRef::from_row_major_slice(rows, rows.len() / width, width);
    triangular::matmul(
        gram.as_mut(),
        BlockStructure::TriangularLower,
        Accum::Add,
        rows.transpose(),
        BlockStructure::Rectangular,
        rows,
        BlockStructure::Rectangular,
        1.0,
        Par::Seq,
    );
}

fn rows_per_part(table: &Table) -> usize {
    table.rows_per_part().max(table.rows().div_ceil(MOST_PARTS)).max(ROWS_PER_COLUMN * table.columns())
}

/// Cuts `rows` into ranges of `height`; none are left once the run is cancelled.
fn blocks(rows: Range<usize>, height: usize, cancellation: Cancellation<'_>) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    let ranges = rows.step_by(height).map(move |first| first..end.min(first + height));
    ranges.take_while(move |_| !cancellation.is_requested())
}

/// The power of 2 that brings a column of this norm to a norm near 1.
fn reciprocal_power_of_two(norm: f64) -> f64 {
    if norm == 0.0 { 1.0 } else { (-norm.log2().round()).clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT).exp2() }
}

/// Powers of 2 beyond this, and their reciprocals, would leave the range of normal numbers.
const LARGEST_EXPONENT: f64 = 1000.0;

fn unfit_entry(matrix: &AnyMatrix, name: &str) -> Error {
    let find = |values: &mut dyn Iterator<Item = f64>| values.enumerate().find(|(_, value)| !value.is_finite());
    let found = match matrix {
        AnyMatrix::Dense(matrix) => find(&mut matrix.data.iter().copied()),
        AnyMatrix::DenseSingle(matrix) => find(&mut matrix.data.iter().copied().map(f64::from)),
        AnyMatrix::Sparse(matrix) => find(&mut matrix.data.iter().copied()),
    };
    match found {
        Some((index, value)) => Error::invalid(format!("{name}.data[{index}]"), format!("must be finite, got {value}")),
        None => breakdown("the entries of the matrix are too large"),
    }
}

fn breakdown(what: &str) -> Error {
    Error::new(Code::NumericalBreakdown, what)
}
