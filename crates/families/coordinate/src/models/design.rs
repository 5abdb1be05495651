//! The feature matrix by columns, dense or sparse.

use super::problem::Layout;
use superlinear_interface::{AnyMatrix, Code, Error, SparseMatrix, Vector, check};
use superlinear_losses::columns::{COLUMNS, Column, dot_columns};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::sparse::{self, Columns};

/// The tile size for the transposition of a row-major matrix. Source and target of a tile fit in the first-level cache.
const TILE: usize = 32;

/// The number of stored entries in a block of a scan. Fewer are not worth a task for another thread.
const BLOCK_ENTRIES: usize = 1 << 16;

/// A matrix by columns, with an additional column of ones for the intercept at index `columns`.
#[derive(Clone)]
pub(super) struct Design {
    pub rows: usize,
    pub columns: usize,
    storage: Storage,
}

#[derive(Clone)]
enum Storage {
    /// Entry `(i, j)` is at index `j * rows + i`.
    Dense(Vector),
    /// The rows and entries of column `j` are at `starts[j]` to `starts[j + 1]`. All row indices have been checked.
    Sparse { starts: Vector<i32>, rows: Vector<i32>, entries: Vector },
}

impl Design {
    /// The design of the argument `name`. Refuses empty and ill-formed matrices; [`survey`](Self::survey) checks that
    /// entries are finite.
    pub fn new(matrix: &AnyMatrix, layout: Layout, name: &str) -> Result<Self, Error> {
        let (rows, columns) = (matrix.rows(), matrix.columns());
        check::has_entries(name, rows, columns)?;
        let storage = match matrix {
            AnyMatrix::Dense(dense) => Storage::Dense(match layout {
                Layout::ColumnMajor => dense.data.clone(),
                Layout::RowMajor => transposed(&dense.data, rows, columns).into(),
            }),
            AnyMatrix::DenseSingle(dense) => Storage::Dense(match layout {
                Layout::ColumnMajor => dense.data.iter().copied().map(f64::from).collect::<Vec<_>>().into(),
                Layout::RowMajor => transposed(&dense.data, rows, columns).into(),
            }),
            AnyMatrix::Sparse(sparse) => Self::sparse(sparse, layout).map_err(|error| error.within(name))?,
        };
        Ok(Self { rows, columns, storage })
    }

    fn sparse(matrix: &SparseMatrix, layout: Layout) -> Result<Storage, Error> {
        match layout {
            Layout::RowMajor => {
                matrix.ensure_well_formed()?;
                Ok(by_columns(matrix))
            }
            Layout::ColumnMajor => {
                let turned = SparseMatrix { rows: matrix.columns, columns: matrix.rows, ..matrix.clone() };
                turned.ensure_well_formed()?;
                Ok(Storage::Sparse { starts: turned.indptr, rows: turned.indices, entries: turned.data })
            }
        }
    }

    /// Whether columns are stored by their nonzero entries.
    pub fn is_sparse(&self) -> bool {
        matches!(self.storage, Storage::Sparse { .. })
    }

    /// The number of stored entries.
    pub fn entries(&self) -> usize {
        match &self.storage {
            Storage::Dense(entries) => entries.len(),
            Storage::Sparse { entries, .. } => entries.len(),
        }
    }

    /// The number of stored entries of column `j`.
    pub fn column_entries(&self, j: usize) -> usize {
        match self.column(j) {
            Column::Ones => self.rows,
            Column::Dense(entries) | Column::Sparse(_, entries) => entries.len(),
        }
    }

    /// Column `j`, or the column of ones for `j == columns`.
    #[inline]
    pub fn column(&self, j: usize) -> Column<'_> {
        if j == self.columns {
            return Column::Ones;
        }
        match &self.storage {
            Storage::Dense(entries) => Column::Dense(&entries[j * self.rows..(j + 1) * self.rows]),
            Storage::Sparse { starts, rows, entries } => {
                let range = starts[j] as usize..starts[j + 1] as usize;
                Column::Sparse(&rows[range.clone()], &entries[range])
            }
        }
    }

    /// The weighted mean and the weighted mean square of each column, for `weights` with sum 1, and its product with
    /// `residuals`, in a single pass over the matrix. Returns an error if they are not finite.
    pub fn survey(
        &self,
        weights: &[f64],
        residuals: Option<&[f64]>,
        parallelism: Parallelism,
        name: &str,
    ) -> Result<Vec<[f64; 3]>, Error> {
        let mut survey = vec![[0.0; 3]; self.columns];
        let width = self.columns_per_block();
        parallelism.for_each_chunk(&mut survey, width, |block, survey| {
            for (offset, survey) in survey.iter_mut().enumerate() {
                let column = self.column(block * width + offset);
                let [mean, square] = column.moments(weights);
                *survey = [mean, square, residuals.map_or(0.0, |residuals| column.dot(residuals))];
            }
        });
        if survey.as_flattened().iter().all(|number| number.is_finite()) {
            return Ok(survey);
        }
        Err(Error::new(Code::NumericalBreakdown, format!("squares of {name} overflow; scale it")))
    }

    /// Writes the product of each of the `features` with `v` into `products`.
    pub fn products(&self, features: &[u32], v: &[f64], products: &mut [f64], parallelism: Parallelism) {
        let width = self.columns_per_block();
        parallelism.for_each_chunk(products, width, |block, products| {
            let features = &features[block * width..][..products.len()];
            if self.is_sparse() {
                let dot = |(&feature, product): (&u32, &mut f64)| *product = self.column(feature as usize).dot(v);
                return features.iter().zip(products).for_each(dot);
            }
            let (feature_groups, feature_rest) = features.as_chunks::<COLUMNS>();
            let (product_groups, product_rest) = products.as_chunks_mut::<COLUMNS>();
            for (features, products) in feature_groups.iter().zip(product_groups) {
                *products = self.four_products(*features, v);
            }
            for (&feature, product) in feature_rest.iter().zip(product_rest) {
                *product = self.column(feature as usize).dot(v);
            }
        });
    }

    fn four_products(&self, features: [u32; COLUMNS], v: &[f64]) -> [f64; COLUMNS] {
        match features.map(|feature| self.column(feature as usize)) {
            [Column::Dense(a), Column::Dense(b), Column::Dense(c), Column::Dense(d)] => dot_columns([a, b, c, d], v),
            columns => columns.map(|column| column.dot(v)),
        }
    }

    fn columns_per_block(&self) -> usize {
        let average = (self.entries() / self.columns).max(1);
        (BLOCK_ENTRIES / average).max(COLUMNS).next_multiple_of(COLUMNS)
    }

    /// Multiplies each column by its factor.
    pub fn scale_columns(&mut self, factors: &[f64]) {
        match &mut self.storage {
            Storage::Dense(entries) => {
                for (column, factor) in entries.chunks_exact_mut(self.rows).zip(factors) {
                    column.iter_mut().for_each(|entry| *entry *= factor);
                }
            }
            Storage::Sparse { starts, entries, .. } => {
                for (range, factor) in starts.windows(2).zip(factors) {
                    let range = range[0] as usize..range[1] as usize;
                    entries[range].iter_mut().for_each(|entry| *entry *= factor);
                }
            }
        }
    }

    /// Subtracts its origin from each column with a nonzero one. Columns that are constant up to rounding become 0.
    /// Sparse columns then store their zeros.
    pub fn move_origins(&mut self, origins: &[f64], weights: &[f64]) {
        match &mut self.storage {
            Storage::Dense(entries) => {
                for (column, &origin) in entries.chunks_exact_mut(self.rows).zip(origins).filter(|(_, o)| **o != 0.0) {
                    move_origin(column, origin, weights);
                }
            }
            Storage::Sparse { starts, rows, entries } => {
                let (mut new_starts, mut new_rows, mut new_entries) = (vec![0], Vec::new(), Vec::new());
                for (range, &origin) in starts.windows(2).zip(origins) {
                    let range = range[0] as usize..range[1] as usize;
                    if origin == 0.0 {
                        new_rows.extend_from_slice(&rows[range.clone()]);
                        new_entries.extend_from_slice(&entries[range]);
                    } else {
                        let mut column = vec![0.0; self.rows];
                        rows[range.clone()].iter().zip(&entries[range]).for_each(|(&i, x)| column[i as usize] += x);
                        move_origin(&mut column, origin, weights);
                        new_rows.extend(0..self.rows as i32);
                        new_entries.extend(column);
                    }
                    new_starts.push(new_rows.len() as i32);
                }
                (*starts, *rows, *entries) = (new_starts.into(), new_rows.into(), new_entries.into());
            }
        }
    }

    /// The design of some rows, given in ascending order.
    pub fn of_rows(&self, chosen: &[usize]) -> Self {
        let storage = match &self.storage {
            Storage::Dense(entries) => {
                let columns = entries.chunks_exact(self.rows);
                let picked: Vec<f64> = columns.flat_map(|column| chosen.iter().map(|&i| column[i])).collect();
                Storage::Dense(picked.into())
            }
            Storage::Sparse { starts, rows, entries } => {
                let mut place = vec![-1; self.rows];
                chosen.iter().enumerate().for_each(|(new, &old)| place[old] = new as i32);
                let (mut new_starts, mut new_rows, mut new_entries) = (vec![0], Vec::new(), Vec::new());
                for range in starts.windows(2) {
                    for k in range[0] as usize..range[1] as usize {
                        let row = place[rows[k] as usize];
                        if row >= 0 {
                            new_rows.push(row);
                            new_entries.push(entries[k]);
                        }
                    }
                    new_starts.push(new_rows.len() as i32);
                }
                Storage::Sparse { starts: new_starts.into(), rows: new_rows.into(), entries: new_entries.into() }
            }
        };
        Self { rows: chosen.len(), columns: self.columns, storage }
    }
}

/// A column is constant if its root mean square deviation from its origin is at most this fraction of the origin.
const CONSTANT: f64 = 64.0 * f64::EPSILON;

/// Subtracts its origin from a column.
fn move_origin(column: &mut [f64], origin: f64, weights: &[f64]) {
    column.iter_mut().for_each(|entry| *entry -= origin);
    let [_, square] = Column::Dense(column).moments(weights);
    if square.sqrt() <= CONSTANT * origin.abs() {
        column.fill(0.0);
    }
}

fn transposed<T: Copy + Into<f64>>(data: &[T], rows: usize, columns: usize) -> Vec<f64> {
    let mut turned = vec![0.0; data.len()];
    for first_row in (0..rows).step_by(TILE) {
        for first_column in (0..columns).step_by(TILE) {
            for j in first_column..columns.min(first_column + TILE) {
                for i in first_row..rows.min(first_row + TILE) {
                    turned[j * rows + i] = data[i * columns + j].into();
                }
            }
        }
    }
    turned
}

/// Converts compressed rows to compressed columns.
fn by_columns(matrix: &SparseMatrix) -> Storage {
    let row = |i| {
        let (columns, entries) = matrix.row(i);
        columns.iter().zip(entries).map(|(&column, &entry)| (column as usize, entry))
    };
    let Columns { starts, rows, values } = sparse::by_columns((matrix.rows, matrix.columns), row);
    Storage::Sparse { starts: starts.into(), rows: rows.into(), entries: values.into() }
}
