//! Matrices of any form, read by blocks of rows.

mod products;

use faer::MatRef;
use std::ops::Range;
use superlinear_interface::{AnyMatrix, Cancellation, Code, Error, Matrix, Run, SparseMatrix, Vector, check};
use superlinear_numerics::matrix_operator::MatrixOperator;
use superlinear_numerics::parallel::{PART_ENTRIES, Parallelism, add_vectors};
use superlinear_numerics::simd::LANES;
use superlinear_numerics::{rows, sparse};

/// The most entries of a matrix that is made as large as the caller asks, however little is given: 2 GB.
pub(crate) const MOST_ENTRIES: usize = 1 << 28;

/// The most parts that a pass is cut into, as each may hold sums of its own.
const MOST_PARTS: usize = 64;

/// Entries of a dense block that is converted or filled at a time: it stays in the first-level cache or the second.
const BLOCK_ENTRIES: usize = 1 << 13;

/// A matrix of any form, with the threads that passes over it use. The matrix is cut into parts by its size alone, and sums
/// are added in the order of the parts, so that threads change no bit.
pub(crate) struct Table<'a> {
    matrix: &'a AnyMatrix,
    name: &'a str,
    parallelism: Parallelism,
    cancellation: Cancellation<'a>,
}

impl<'a> Table<'a> {
    /// The table of `matrix`, the argument called `name`, for use in `run`. Refuses an empty matrix and a sparse one whose
    /// parts do not fit together. That entries are finite is not checked here: the first pass over them does that.
    pub fn new(matrix: &'a AnyMatrix, name: &'a str, run: &'a Run) -> Result<Self, Error> {
        check::has_entries(name, matrix.rows(), matrix.columns())?;
        matrix.ensure_well_formed().map_err(|error| error.within(name))?;
        Ok(Self { matrix, name, parallelism: Parallelism::of(run), cancellation: run.cancellation() })
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.matrix.rows()
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.matrix.columns()
    }

    /// The sparse matrix, where it is one.
    pub fn as_sparse(&self) -> Option<&'a SparseMatrix> {
        match self.matrix {
            AnyMatrix::Sparse(matrix) => Some(matrix),
            AnyMatrix::Dense(_) | AnyMatrix::DenseSingle(_) => None,
        }
    }

    /// The threads of passes over the table.
    pub fn parallelism(&self) -> Parallelism {
        self.parallelism
    }

    /// An error once the run is cancelled, for use in long parts of a pass.
    pub fn ensure_wanted(&self) -> Result<(), Error> {
        if self.cancellation.is_requested() { Err(Error::aborted()) } else { Ok(()) }
    }

    /// Stored entries.
    pub fn entries(&self) -> usize {
        match self.matrix {
            AnyMatrix::Sparse(matrix) => matrix.data.len(),
            AnyMatrix::Dense(_) | AnyMatrix::DenseSingle(_) => self.rows() * self.columns(),
        }
    }

    /// Rows in each part of a pass.
    pub fn rows_per_part(&self) -> usize {
        let parts = (self.entries() / PART_ENTRIES).clamp(1, MOST_PARTS);
        self.rows().div_ceil(parts)
    }

    /// `work` on each range of `rows_per_part` rows, on all threads; the results in order. An error once the run is
    /// cancelled.
    pub fn map_parts<R: Send>(
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

    /// Cuts `rows` into ranges of as many rows as a dense block in cache has.
    pub fn blocks(&self, rows: Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
        let height = (BLOCK_ENTRIES / self.columns()).clamp(4, 1 << 12) & !3;
        let end = rows.end;
        rows.step_by(height).map(move |first| first..end.min(first + height))
    }

    /// The entries of a range of rows, row-major; where they are not stored so, they are written into `scratch`.
    pub fn dense_rows<'s>(&'s self, rows: Range<usize>, scratch: &'s mut Vec<f64>) -> &'s [f64] {
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

    /// Writes some columns of a range of rows into the first ones of `panel`, row-major and `width` wide; the others stay.
    pub fn read_panel(&self, rows: Range<usize>, columns: Range<usize>, width: usize, panel: &mut [f64]) {
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

    /// An error that names the first entry that is not finite. It reads the whole matrix: it is for use where a result says
    /// that there is such an entry.
    pub fn ensure_finite(&self) -> Result<(), Error> {
        self.matrix.ensure_finite(self.name)
    }

    /// An error where a product with the matrix is not finite: that of the entry which is not, else that numbers overflow.
    pub fn ensure_no_overflow(&self, product: &[f64]) -> Result<(), Error> {
        if product.iter().all(|entry| entry.is_finite()) {
            return Ok(());
        }
        Err(self.overflow())
    }

    /// The error of a product that is not finite.
    fn overflow(&self) -> Error {
        let message = format!("products with {} overflow; scale it", self.name);
        self.ensure_finite().err().unwrap_or_else(|| Error::new(Code::NumericalBreakdown, message))
    }

    /// A x.
    pub fn apply(&self, x: &[f64]) -> Result<Vec<f64>, Error> {
        let parts = self.map_parts(self.rows_per_part(), |rows| {
            let mut y = vec![0.0; rows.len()];
            self.apply_rows(rows, x, &mut y);
            y
        })?;
        Ok(parts.concat())
    }

    /// A' y.
    pub fn apply_transpose(&self, y: &[f64]) -> Result<Vec<f64>, Error> {
        let parts = self.map_parts(self.rows_per_part(), |rows| {
            let mut x = vec![0.0; self.columns()];
            self.add_transposed_rows(rows.clone(), &y[rows], &mut x);
            x
        })?;
        Ok(add_vectors(parts))
    }

    /// Writes the product of a range of rows with `x` into `y`.
    pub fn apply_rows(&self, rows: Range<usize>, x: &[f64], y: &mut [f64]) {
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
    pub fn add_transposed_rows(&self, rows: Range<usize>, y: &[f64], x: &mut [f64]) {
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

    /// In one reading of a range of rows: their products with each of `vectors` go to `turn` with the vector's number,
    /// which turns them into factors; the rows times these factors are then added to the vector's sum.
    pub fn turn_rows(
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

/// Refuses a right side of another length than the matrix has rows, or with entries whose squares overflow: norms would be none.
pub(crate) fn check_right_side(right_side: &Vector, rows: usize) -> Result<(), Error> {
    check::finite_vector("rightSide", right_side, rows, "matrix has rows")?;
    check::numbers("rightSide", right_side, -1e150..=1e150)
}

/// A matrix as a result, row-major.
pub(crate) fn row_major(matrix: MatRef<'_, f64>) -> Matrix {
    let entries = (0..matrix.nrows()).flat_map(|i| matrix.row(i).iter().copied());
    Matrix::new(matrix.nrows(), matrix.ncols(), entries.collect())
}

/// Copies some columns of dense rows with `stride` columns into the first ones of rows `width` wide.
fn copy_columns<T: Copy + Into<f64>>(rows: &[T], stride: usize, columns: Range<usize>, width: usize, out: &mut [f64]) {
    let pairs = rows.chunks_exact(stride).zip(out.chunks_exact_mut(width));
    // A copy of one register's length takes less than the call of a function for any length.
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

/// Matrices in memory are never waited for.
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
}
