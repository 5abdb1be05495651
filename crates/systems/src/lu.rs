//! Sparse LU factorization with partial pivoting, column by column. The pattern of each column is found by a search of
//! the graph of L, so the time is proportional to the arithmetic.
//!
//! In contrast to the factorization of faer, it can be stopped midway, keeps to a limit of memory, and detects singular
//! matrices.
//!
//! Sources: Gilbert, Peierls, Sparse Partial Pivoting in Time Proportional to Arithmetic Operations, SIAM J. Sci. Stat.
//! Comput. 9, 1988. For the orders, Davis, Gilbert, Larimore, Ng, A Column Approximate Minimum Degree Ordering
//! Algorithm, ACM Trans. Math. Softw. 30, 2004, and for symmetric patterns the one of [`crate::cholesky`] with a
//! preference for the diagonal, as in Davis, Natarajan, Algorithm 907: KLU, ACM Trans. Math. Softw. 37, 2010.

use crate::cholesky::{Plan, no_memory};
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::sparse::SymbolicSparseColMatRef;
use faer::sparse::linalg::colamd;
use superlinear_interface::{Error, Run, SparseMatrix};
use superlinear_numerics::sparse::{Columns, by_columns};

/// A diagonal entry of this size, relative to the largest entry of its column, is accepted as a pivot if the order is
/// for a symmetric pattern: other pivots cause more fill than the order foresees. The default of KLU is 1e-3; 0.1 loses
/// at most a digit to growth in a step.
const DIAGONAL_PREFERENCE: f64 = 0.1;

/// The number of operations between two polls: about a millisecond.
const POLL_OPERATIONS: f64 = 1e6;

/// The row of no position.
const NONE: u32 = u32::MAX;

/// The order of elimination of the columns.
pub struct ColumnOrder {
    columns: Vec<u32>,
    diagonal_preference: f64,
}

impl ColumnOrder {
    /// Computes the order for a square, well-formed matrix.
    pub fn new(matrix: &SparseMatrix) -> Result<Self, Error> {
        if has_symmetric_pattern(matrix) {
            let columns = Plan::new(matrix)?.into_order();
            return Ok(Self { columns, diagonal_preference: DIAGONAL_PREFERENCE });
        }
        let (count, by_column) = (matrix.rows, columns_of(matrix));
        let unsigned = |indices: &[i32]| indices.iter().map(|&index| index as u32).collect::<Vec<_>>();
        let (starts, rows) = (unsigned(&by_column.starts), unsigned(&by_column.rows));
        let structure = SymbolicSparseColMatRef::new_checked(count, count, &starts, None, &rows);
        let (mut columns, mut places) = (vec![0_u32; count], vec![0_u32; count]);
        let scratch = colamd::order_scratch::<u32>(count, count, rows.len());
        let mut memory = MemBuffer::try_new(scratch).map_err(no_memory)?;
        colamd::order(&mut columns, &mut places, structure, colamd::Control::default(), MemStack::new(&mut memory))
            .map_err(no_memory)?;
        Ok(Self { columns, diagonal_preference: 1.0 })
    }
}

/// The columns of a square matrix.
fn columns_of(matrix: &SparseMatrix) -> Columns {
    by_columns((matrix.rows, matrix.rows), |i| {
        let (columns, values) = matrix.row(i);
        columns.iter().map(|&j| j as usize).zip(values.iter().copied())
    })
}

/// Whether each entry has a mirror image and no diagonal entry is missing or 0.
fn has_symmetric_pattern(matrix: &SparseMatrix) -> bool {
    let mut next = matrix.indptr[..matrix.rows].to_vec();
    (0..matrix.rows).all(|i| {
        let (columns, values) = matrix.row(i);
        let mut has_diagonal = false;
        let is_mirrored = columns.iter().zip(values).all(|(&column, &value)| {
            let j = column as usize;
            has_diagonal |= j == i && value != 0.0;
            let mirror = next[j] as usize;
            next[j] += 1;
            mirror < matrix.indptr[j + 1] as usize && matrix.indices[mirror] as usize == i
        });
        is_mirrored && has_diagonal
    })
}

/// Bounds of a factorization.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The maximum number of multiplications.
    pub operations: f64,
    /// The maximum number of entries of both factors.
    pub entries: usize,
    /// Pivots of at most this size count as zero.
    pub smallest_pivot: f64,
}

/// The outcome of a factorization.
pub enum Factored {
    /// The matrix is regular.
    Regular(Box<Lu>),
    /// A column has no pivot above the limit.
    Singular,
    /// The time limit was reached.
    OutOfTime,
    /// The factors exceed the limits of operations or entries.
    TooLarge,
}

/// The columns of a triangular factor, without its diagonal.
#[derive(Default)]
struct Triangle {
    starts: Vec<usize>,
    places: Vec<u32>,
    values: Vec<f64>,
}

impl Triangle {
    fn new() -> Self {
        Self { starts: vec![0], ..Self::default() }
    }

    fn column(&self, k: usize) -> (&[u32], &[f64]) {
        let range = self.starts[k]..self.starts[k + 1];
        (&self.places[range.clone()], &self.values[range])
    }

    fn push(&mut self, place: u32, value: f64) {
        self.places.push(place);
        self.values.push(value);
    }

    fn end_column(&mut self) {
        self.starts.push(self.places.len());
    }

    /// The inner product of a column with `x`.
    fn dot(&self, k: usize, x: &[f64]) -> f64 {
        let (places, values) = self.column(k);
        places.iter().zip(values).map(|(&place, value)| value * x[place as usize]).sum()
    }

    /// Subtracts a multiple of a column from `x`.
    fn subtract(&self, k: usize, factor: f64, x: &mut [f64]) {
        let (places, values) = self.column(k);
        places.iter().zip(values).for_each(|(&place, value)| x[place as usize] -= factor * value);
    }
}

/// The factors of a matrix: P A Q = L U, with permutations P and Q and a unit diagonal of L.
pub struct Lu {
    lower: Triangle,
    upper: Triangle,
    pivots: Vec<f64>,
    /// The row and the column of the matrix at each position.
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Lu {
    /// Factorizes a square, well-formed matrix. Fails if the run is cancelled.
    pub fn factorize(matrix: &SparseMatrix, order: &ColumnOrder, limits: Limits, run: &Run) -> Result<Factored, Error> {
        let (count, by_column) = (matrix.rows, columns_of(matrix));
        let mut elimination = Elimination::new(&by_column, count);
        let mut polled_at = 0.0;
        for (k, &column) in order.columns.iter().enumerate() {
            elimination.reach(k, column as usize);
            elimination.eliminate(column as usize);
            let Some(row) = elimination.pivot(column, order.diagonal_preference, limits.smallest_pivot) else {
                return Ok(Factored::Singular);
            };
            elimination.store(k, row);
            let entries = elimination.lower.places.len() + elimination.upper.places.len() + count;
            if elimination.operations > limits.operations || entries > limits.entries {
                return Ok(Factored::TooLarge);
            }
            if elimination.operations - polled_at > POLL_OPERATIONS {
                polled_at = elimination.operations;
                if run.is_out_of_time()? {
                    return Ok(Factored::OutOfTime);
                }
            }
        }
        Ok(Factored::Regular(Box::new(elimination.finish(order.columns.clone()))))
    }

    /// The number of entries of both factors.
    pub fn entries(&self) -> usize {
        self.lower.places.len() + self.upper.places.len() + self.pivots.len()
    }

    /// Replaces a right side by the solution.
    pub fn solve(&self, values: &mut [f64]) {
        let mut x: Vec<f64> = self.rows.iter().map(|&row| values[row as usize]).collect();
        for k in 0..x.len() {
            let factor = x[k];
            self.lower.subtract(k, factor, &mut x);
        }
        for k in (0..x.len()).rev() {
            x[k] /= self.pivots[k];
            let factor = x[k];
            self.upper.subtract(k, factor, &mut x);
        }
        self.columns.iter().zip(&x).for_each(|(&column, &x)| values[column as usize] = x);
    }

    /// Replaces a right side by the solution of the transposed system.
    pub fn solve_transposed(&self, values: &mut [f64]) {
        let mut x: Vec<f64> = self.columns.iter().map(|&column| values[column as usize]).collect();
        for k in 0..x.len() {
            x[k] = (x[k] - self.upper.dot(k, &x)) / self.pivots[k];
        }
        for k in (0..x.len()).rev() {
            x[k] -= self.lower.dot(k, &x);
        }
        self.rows.iter().zip(&x).for_each(|(&row, &x)| values[row as usize] = x);
    }
}

/// A factorization in progress. The places of `lower` are rows of the matrix, those of `upper` positions.
struct Elimination<'a> {
    matrix: &'a Columns,
    lower: Triangle,
    upper: Triangle,
    pivots: Vec<f64>,
    rows: Vec<u32>,
    /// The position of each row, or none.
    position_of: Vec<u32>,
    /// The current column by rows; 0 outside its pattern.
    values: Vec<f64>,
    /// The last column with each row in its pattern, plus 1.
    reached_by: Vec<u32>,
    /// The pattern of the current column: positions in topological order, reversed, and rows without a position.
    eliminated: Vec<u32>,
    candidates: Vec<u32>,
    /// The stack of the search: a position, and the next entry of its column of L.
    stack: Vec<(u32, usize)>,
    operations: f64,
}

impl<'a> Elimination<'a> {
    fn new(matrix: &'a Columns, count: usize) -> Self {
        Self {
            matrix,
            lower: Triangle::new(),
            upper: Triangle::new(),
            pivots: Vec::with_capacity(count),
            rows: Vec::with_capacity(count),
            position_of: vec![NONE; count],
            values: vec![0.0; count],
            reached_by: vec![0; count],
            eliminated: Vec::new(),
            candidates: Vec::new(),
            stack: Vec::new(),
            operations: 0.0,
        }
    }

    fn range(&self, column: usize) -> std::ops::Range<usize> {
        self.matrix.starts[column] as usize..self.matrix.starts[column + 1] as usize
    }

    /// Finds the pattern of a column at position `k`.
    fn reach(&mut self, k: usize, column: usize) {
        self.eliminated.clear();
        self.candidates.clear();
        for entry in self.range(column) {
            self.visit(k, self.matrix.rows[entry] as usize);
            while let Some((position, next)) = self.stack.pop() {
                let end = self.lower.starts[position as usize + 1];
                if next == end {
                    self.eliminated.push(position);
                    continue;
                }
                self.stack.push((position, next + 1));
                self.visit(k, self.lower.places[next] as usize);
            }
        }
    }

    fn visit(&mut self, k: usize, row: usize) {
        if self.reached_by[row] == k as u32 + 1 {
            return;
        }
        self.reached_by[row] = k as u32 + 1;
        match self.position_of[row] {
            NONE => self.candidates.push(row as u32),
            position => self.stack.push((position, self.lower.starts[position as usize])),
        }
    }

    /// Computes the values of a column: the solution with L as far as it is known.
    fn eliminate(&mut self, column: usize) {
        for entry in self.range(column) {
            self.values[self.matrix.rows[entry] as usize] = self.matrix.values[entry];
        }
        for &position in self.eliminated.iter().rev() {
            let factor = self.values[self.rows[position as usize] as usize];
            if factor != 0.0 {
                self.lower.subtract(position as usize, factor, &mut self.values);
            }
            self.operations += (self.lower.starts[position as usize + 1] - self.lower.starts[position as usize]) as f64;
        }
        self.operations += (self.eliminated.len() + self.candidates.len()) as f64;
    }

    /// The row of the pivot; `None` if all candidates are too small.
    fn pivot(&self, column: u32, diagonal_preference: f64, smallest: f64) -> Option<u32> {
        let size = |row: u32| self.values[row as usize].abs();
        let mut best = *self.candidates.first()?;
        for &row in &self.candidates {
            // Ties go to the smaller row, so that the choice is independent of the order of the search.
            if size(row) > size(best) || (size(row) == size(best) && row < best) {
                best = row;
            }
        }
        if self.position_of[column as usize] == NONE && size(column) >= diagonal_preference * size(best) {
            best = column;
        }
        // Unlike the negation of `<=`, this rejects NaN.
        (size(best) > smallest).then_some(best)
    }

    /// Stores the column with this pivot row at position `k`, and clears the values.
    fn store(&mut self, k: usize, row: u32) {
        let pivot = std::mem::take(&mut self.values[row as usize]);
        for &position in self.eliminated.iter().rev() {
            let value = std::mem::take(&mut self.values[self.rows[position as usize] as usize]);
            if value != 0.0 {
                self.upper.push(position, value);
            }
        }
        for &candidate in &self.candidates {
            let value = std::mem::take(&mut self.values[candidate as usize]);
            if candidate != row && value != 0.0 {
                self.lower.push(candidate, value / pivot);
            }
        }
        self.upper.end_column();
        self.lower.end_column();
        self.pivots.push(pivot);
        self.rows.push(row);
        self.position_of[row as usize] = k as u32;
    }

    fn finish(mut self, columns: Vec<u32>) -> Lu {
        self.lower.places.iter_mut().for_each(|place| *place = self.position_of[*place as usize]);
        Lu { lower: self.lower, upper: self.upper, pivots: self.pivots, rows: self.rows, columns }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};
    use superlinear_numerics::random::Stream;

    const UNLIMITED: Limits = Limits { operations: f64::INFINITY, entries: usize::MAX, smallest_pivot: 1e-14 };

    /// A random matrix with some entries per row; every other diagonal entry is missing.
    fn random(count: usize, per_row: usize, seed: u64) -> SparseMatrix {
        let mut stream = Stream::new(seed, 0);
        let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
        for i in 0..count {
            let mut columns: Vec<i32> = (0..per_row).map(|_| (stream.uniform() * count as f64) as i32).collect();
            columns.push(((i + 1) % count) as i32);
            if i % 2 == 0 {
                columns.push(i as i32);
            }
            columns.sort_unstable();
            columns.dedup();
            data.extend(columns.iter().map(|_| stream.normal()));
            indices.extend(columns);
            indptr.push(indices.len() as i32);
        }
        SparseMatrix { rows: count, columns: count, indptr: indptr.into(), indices: indices.into(), data: data.into() }
    }

    fn factorized(matrix: &SparseMatrix, limits: Limits) -> Factored {
        let run = testing::untimed(&RunOptions::default());
        let order = ColumnOrder::new(matrix).expect("memory");
        Lu::factorize(matrix, &order, limits, &run).expect("not cancelled")
    }

    #[test]
    fn both_systems_are_solved() {
        for seed in 0..20 {
            let matrix = random(60, 3, seed);
            let Factored::Regular(lu) = factorized(&matrix, UNLIMITED) else { continue };
            let expected: Vec<f64> = (0..60).map(|k| f64::from(k) - 30.0).collect();
            let (mut product, mut transposed) = (vec![0.0; 60], vec![0.0; 60]);
            matrix.for_each_entry(|i, j, value| {
                product[i] += value * expected[j];
                transposed[j] += value * expected[i];
            });
            lu.solve(&mut product);
            lu.solve_transposed(&mut transposed);
            for found in [product, transposed] {
                let error = found.iter().zip(&expected).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
                assert!(error < 1e-8, "seed {seed}: {error}");
            }
        }
    }

    #[test]
    fn a_structurally_singular_matrix_has_no_pivot() {
        let [indptr, indices] = [vec![0, 1, 2], vec![0, 0]];
        let data = vec![1.0, 2.0].into();
        let matrix = SparseMatrix { rows: 2, columns: 2, indptr: indptr.into(), indices: indices.into(), data };
        assert!(matches!(factorized(&matrix, UNLIMITED), Factored::Singular));
    }

    #[test]
    fn limits_stop_the_factorization() {
        let matrix = random(60, 3, 1);
        assert!(matches!(factorized(&matrix, Limits { operations: 50.0, ..UNLIMITED }), Factored::TooLarge));
        assert!(matches!(factorized(&matrix, Limits { entries: 100, ..UNLIMITED }), Factored::TooLarge));
    }
}
