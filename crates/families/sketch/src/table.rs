//! Matrices in any format, read by blocks of rows.

mod products;

use faer::MatRef;
use std::ops::Range;
use superlinear_interface::{AnyMatrix, Cancellation, Code, Error, Matrix, Run, SparseMatrix, Vector, check};
use superlinear_numerics::matrix_operator::MatrixOperator;
use superlinear_numerics::parallel::{PART_ENTRIES, Parallelism, add_vectors};
use superlinear_numerics::simd::LANES;
use superlinear_numerics::vectors::{SMALLEST_SQUARE, dot};
use superlinear_numerics::{rows, sparse};

/// Maximum number of entries of a matrix whose size the caller chooses independently of the input: 2 GB.
pub(crate) const MAX_ENTRIES: usize = 1 << 28;

/// Numbers of 8 bytes that methods need for each column, since a sparse matrix may declare any number of columns. Measured: 6 to 9 in
/// iterative methods, 23 in direct ones.
const NUMBERS_OF_COLUMN: usize = 24;

/// Maximum number of parts of a pass, as each may hold its own sums.
const MAX_PARTS: usize = 64;

/// Number of entries of a dense block converted or filled at a time: it stays in the first- or second-level cache.
const BLOCK_ENTRIES: usize = 1 << 13;

/// A matrix in any format, with the threads for passes over it. The matrix is split into parts by its size alone, and
/// sums are added in the order of the parts, so results are bitwise independent of the number of threads.
pub(crate) struct Table<'a> {
    matrix: &'a AnyMatrix,
    name: &'a str,
    parallelism: Parallelism,
    cancellation: Cancellation<'a>,
}

impl<'a> Table<'a> {
    /// The table of `matrix`, the argument `name`, for use in `run`. Returns an error for an empty matrix and for an
    /// inconsistent sparse one. Finiteness of the entries is checked by the first pass over them.
    pub(crate) fn new(matrix: &'a AnyMatrix, name: &'a str, run: &'a Run) -> Result<Self, Error> {
        check::has_entries(name, matrix.rows(), matrix.columns())?;
        matrix.ensure_well_formed().map_err(|error| error.within(name))?;
        run.ensure_memory(name, [matrix.columns(), NUMBERS_OF_COLUMN])?;
        Ok(Self { matrix, name, parallelism: Parallelism::of(run), cancellation: run.cancellation() })
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.matrix.rows()
    }

    /// The number of columns.
    pub(crate) fn columns(&self) -> usize {
        self.matrix.columns()
    }

    /// The sparse matrix, if it is one.
    pub(crate) fn as_sparse(&self) -> Option<&'a SparseMatrix> {
        match self.matrix {
            AnyMatrix::Sparse(matrix) => Some(matrix),
            AnyMatrix::Dense(_) | AnyMatrix::DenseSingle(_) => None,
        }
    }

    /// The threads of passes over the table.
    pub(crate) fn parallelism(&self) -> Parallelism {
        self.parallelism
    }

    /// Returns an error if the run is canceled, for use in long parts of a pass.
    pub(crate) fn ensure_wanted(&self) -> Result<(), Error> {
        self.cancellation.ensure_wanted()
    }

    /// The number of stored entries.
    pub(crate) fn entries(&self) -> usize {
        match self.matrix {
            AnyMatrix::Sparse(matrix) => matrix.data.len(),
            AnyMatrix::Dense(_) | AnyMatrix::DenseSingle(_) => self.rows() * self.columns(),
        }
    }

    /// The number of rows in each part of a pass.
    pub(crate) fn rows_per_part(&self) -> usize {
        let parts = (self.entries() / PART_ENTRIES).clamp(1, MAX_PARTS);
        self.rows().div_ceil(parts)
    }

    /// Calls `work` on each range of `rows_per_part` rows, on all threads. Returns the results in order, or an error if
    /// the run is canceled.
    pub(crate) fn map_parts<R: Send>(
        &self,
        rows_per_part: usize,
        work: impl Fn(Range<usize>) -> R + Sync,
    ) -> Result<Vec<R>, Error> {
        let parts = self.rows().div_ceil(rows_per_part);
        let results = self.parallelism.map_blocks(parts, |part| {
            let first = part * rows_per_part;
            (!self.cancellation.is_requested()).then(|| work(first..self.rows().min(first + rows_per_part)))
        });
        results.into_iter().collect::<Option<_>>().ok_or_else(Error::aborted)
    }

    /// Splits `rows` into ranges of a dense block in cache.
    pub(crate) fn blocks(&self, rows: Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
        let height = (BLOCK_ENTRIES / self.columns()).clamp(4, 1 << 12) & !3;
        let end = rows.end;
        rows.step_by(height).map(move |first| first..end.min(first + height))
    }

    /// The entries of a range of rows, row-major; converted into `scratch` unless stored in this form.
    pub(crate) fn dense_rows<'s>(&'s self, rows: Range<usize>, scratch: &'s mut Vec<f64>) -> &'s [f64] {
        let columns = self.columns();
        let entries = rows.start * columns..rows.end * columns;
        scratch.clear();
        match self.matrix {
            AnyMatrix::Dense(matrix) => return &matrix.data[entries],
            AnyMatrix::DenseSingle(matrix) => scratch.extend(matrix.data[entries].iter().copied().map(f64::from)),
            AnyMatrix::Sparse(matrix) => {
                scratch.resize(rows.len() * columns, 0.0);
                for (i, dense) in rows.zip(scratch.chunks_exact_mut(columns)) {
                    let (indices, values) = matrix.row(i);
                    for (&column, &value) in indices.iter().zip(values) {
                        dense[column as usize] = value;
                    }
                }
            }
        }
        scratch
    }

    /// Writes some columns of a range of rows to the first ones of `panel`, row-major with `width` columns; the others
    /// are unchanged.
    pub(crate) fn read_panel(&self, rows: Range<usize>, columns: Range<usize>, width: usize, panel: &mut [f64]) {
        let entries = rows.start * self.columns()..rows.end * self.columns();
        match self.matrix {
            AnyMatrix::Dense(matrix) => copy_columns(&matrix.data[entries], self.columns(), columns, width, panel),
            AnyMatrix::DenseSingle(matrix) => {
                copy_columns(&matrix.data[entries], self.columns(), columns, width, panel);
            }
            AnyMatrix::Sparse(matrix) => {
                for (i, out) in rows.zip(panel.chunks_exact_mut(width)) {
                    out[..columns.len()].fill(0.0);
                    let (indices, values) = matrix.row(i);
                    let first = indices.partition_point(|&column| (column as usize) < columns.start);
                    let from_there = indices[first..].iter().map(|&column| column as usize).zip(&values[first..]);
                    for (column, &value) in from_there.take_while(|(column, _)| *column < columns.end) {
                        out[column - columns.start] = value;
                    }
                }
            }
        }
    }

    /// Returns an error for the first entry that is not finite. Reads the whole matrix, so it is to be called only if a
    /// result shows that there is such an entry.
    pub(crate) fn ensure_finite(&self) -> Result<(), Error> {
        self.matrix.ensure_finite(self.name)
    }

    /// Returns an error if a product with the matrix is not finite: for an entry that is not finite, or for overflow.
    pub(crate) fn ensure_no_overflow(&self, product: &[f64]) -> Result<(), Error> {
        if product.iter().all(|entry| entry.is_finite()) {
            return Ok(());
        }
        Err(self.overflow())
    }

    /// The error for a product that is not finite.
    fn overflow(&self) -> Error {
        let message = format!("products with {} overflow; scale it", self.name);
        self.ensure_finite().err().unwrap_or_else(|| Error::new(Code::NumericalBreakdown, message))
    }

    /// A x.
    pub(crate) fn apply(&self, x: &[f64]) -> Result<Vec<f64>, Error> {
        let parts = self.map_parts(self.rows_per_part(), |rows| {
            let mut y = vec![0.0; rows.len()];
            self.apply_rows(rows, x, &mut y);
            y
        })?;
        Ok(parts.concat())
    }

    /// A' y.
    pub(crate) fn apply_transpose(&self, y: &[f64]) -> Result<Vec<f64>, Error> {
        let parts = self.map_parts(self.rows_per_part(), |rows| {
            let mut x = vec![0.0; self.columns()];
            self.add_transposed_rows(rows.clone(), &y[rows], &mut x);
            x
        })?;
        Ok(add_vectors(parts))
    }

    /// The sum of the squares of all entries.
    fn square_sum(&self) -> Result<f64, Error> {
        if let Some(matrix) = self.as_sparse() {
            return Ok(dot(&matrix.data, &matrix.data));
        }
        let parts = self.map_parts(self.rows_per_part(), |rows| {
            let mut scratch = Vec::new();
            let square = |block| {
                let entries = self.dense_rows(block, &mut scratch);
                dot(entries, entries)
            };
            self.blocks(rows).map(square).sum::<f64>()
        })?;
        Ok(parts.into_iter().sum())
    }

    /// Writes the product of a range of rows with `x` to `y`.
    pub(crate) fn apply_rows(&self, rows: Range<usize>, x: &[f64], y: &mut [f64]) {
        if let Some(matrix) = self.as_sparse() {
            for (i, y) in rows.zip(y) {
                let (indices, values) = matrix.row(i);
                *y = sparse::dot_in_order(indices, values, x);
            }
            return;
        }
        let (first, mut scratch) = (rows.start, Vec::new());
        for block in self.blocks(rows) {
            let y = &mut y[block.start - first..block.end - first];
            rows::apply(self.dense_rows(block, &mut scratch), x, y);
        }
    }

    /// Adds the product of the transpose of a range of rows with `y` to `x`.
    pub(crate) fn add_transposed_rows(&self, rows: Range<usize>, y: &[f64], x: &mut [f64]) {
        if let Some(matrix) = self.as_sparse() {
            for (i, factor) in rows.zip(y) {
                let (indices, values) = matrix.row(i);
                for (&column, value) in indices.iter().zip(values) {
                    x[column as usize] += value * factor;
                }
            }
            return;
        }
        let (first, mut scratch) = (rows.start, Vec::new());
        for block in self.blocks(rows) {
            let y = &y[block.start - first..block.end - first];
            rows::apply_transpose(self.dense_rows(block, &mut scratch), y, x);
        }
    }

    /// In one pass over a range of rows: computes their products with each of `vectors`, calls `turn` with the vector's
    /// index to convert the products to factors, and adds the rows times these factors to the vector's sum.
    pub(crate) fn turn_rows(
        &self,
        rows: Range<usize>,
        vectors: &[Vec<f64>],
        sums: &mut [&mut [f64]],
        mut turn: impl FnMut(usize, &mut [f64]),
    ) {
        let (mut scratch, mut products) = (Vec::new(), vec![0.0; rows.len()]);
        let block = self.as_sparse().is_none().then(|| self.dense_rows(rows.clone(), &mut scratch));
        for (k, (vector, sum)) in vectors.iter().zip(sums).enumerate() {
            match block {
                Some(block) => rows::apply(block, vector, &mut products),
                None => self.apply_rows(rows.clone(), vector, &mut products),
            }
            turn(k, &mut products);
            match block {
                Some(block) => rows::apply_transpose(block, &products, sum),
                None => self.add_transposed_rows(rows.clone(), &products, sum),
            }
        }
    }
}

/// Returns an error for a right-hand side whose length differs from the number of rows, or with entries whose squares
/// would overflow in norms.
pub(crate) fn check_right_side(right_side: &Vector, rows: usize) -> Result<(), Error> {
    check::finite_vector("rightSide", right_side, rows, "matrix has rows")?;
    check::numbers("rightSide", right_side, -1e150..=1e150)
}

/// Converts a matrix to a row-major result.
pub(crate) fn row_major(matrix: MatRef<'_, f64>) -> Matrix {
    let entries = (0..matrix.nrows()).flat_map(|i| matrix.row(i).iter().copied());
    Matrix::new(matrix.nrows(), matrix.ncols(), entries.collect())
}

/// Copies some columns of dense rows with `stride` columns to the first ones of rows with `width` columns.
fn copy_columns<T: Copy + Into<f64>>(rows: &[T], stride: usize, columns: Range<usize>, width: usize, out: &mut [f64]) {
    let pairs = rows.chunks_exact(stride).zip(out.chunks_exact_mut(width));
    // Copying one register's length takes less time than a call for arbitrary length.
    if columns.len() == LANES {
        for (row, out) in pairs {
            if let (Some(row), Some(out)) = (row[columns.start..].first_chunk::<LANES>(), out.first_chunk_mut()) {
                *out = row.map(Into::into);
            }
        }
        return;
    }
    for (row, out) in pairs {
        out.iter_mut().zip(&row[columns.clone()]).for_each(|(out, &entry)| *out = entry.into());
    }
}

/// Matrices in memory need no waiting.
impl MatrixOperator for Table<'_> {
    fn rows(&self) -> usize {
        Table::rows(self)
    }

    fn columns(&self) -> usize {
        Table::columns(self)
    }

    async fn apply(&self, x: &[f64], y: &mut [f64]) -> Result<(), Error> {
        y.copy_from_slice(&Table::apply(self, x)?);
        self.ensure_no_overflow(y)
    }

    async fn apply_transpose(&self, y: &[f64], x: &mut [f64]) -> Result<(), Error> {
        x.copy_from_slice(&Table::apply_transpose(self, y)?);
        self.ensure_no_overflow(x)
    }

    fn frobenius_norm(&self) -> Result<Option<f64>, Error> {
        Ok(Some(self.square_sum()?).filter(|&square| square > SMALLEST_SQUARE).map(f64::sqrt))
    }
}
