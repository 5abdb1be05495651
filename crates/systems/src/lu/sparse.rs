//! Sparse LU factorization with partial pivoting, column by column. The pattern of each column is found by a search of
//! the graph of L, so the time is proportional to the arithmetic. Matrices with the pattern of an earlier one take its
//! factors' patterns and pivots, without a search.
//!
//! Sources: Gilbert, Peierls, Sparse Partial Pivoting in Time Proportional to Arithmetic Operations, SIAM J. Sci. Stat.
//! Comput. 9, 1988; for the pivots used again, Davis, Natarajan, Algorithm 907: KLU, ACM Trans. Math. Softw. 37, 2010.

use super::sparse_order::SparseOrder;
use super::{Factored, Factors, Limits, Lu, POLL_OPERATIONS};
use crate::scalar::Scalar;
use std::ops::Range;
use superlinear_interface::{Error, Run};

/// The size of a pivot, relative to the largest entry of its column, from which on it is used again. Growth in a step loses
/// at most three digits.
const REUSED_PIVOT: f64 = 1e-3;

/// The row of no position.
const NONE: u32 = u32::MAX;

/// The columns of a triangular factor, without its diagonal.
struct Triangle<T> {
    starts: Vec<usize>,
    places: Vec<u32>,
    values: Vec<T>,
}

impl<T: Scalar> Triangle<T> {
    fn new() -> Self {
        Self { starts: vec![0], places: Vec::new(), values: Vec::new() }
    }

    fn range(&self, k: usize) -> Range<usize> {
        self.starts[k]..self.starts[k + 1]
    }

    fn column(&self, k: usize) -> (&[u32], &[T]) {
        (&self.places[self.range(k)], &self.values[self.range(k)])
    }

    fn push(&mut self, place: u32, value: T) {
        self.places.push(place);
        self.values.push(value);
    }

    fn end_column(&mut self) {
        self.starts.push(self.places.len());
    }

    /// The difference of a number and the inner product of a column with `x`.
    fn rest(&self, k: usize, number: T, x: &[T]) -> T {
        let (places, values) = self.column(k);
        places.iter().zip(values).fold(number, |rest, (&place, &value)| rest - value * x[place as usize])
    }

    /// Subtracts a multiple of a column from `x`.
    fn subtract(&self, k: usize, factor: T, x: &mut [T]) {
        let (places, values) = self.column(k);
        for (&place, &value) in places.iter().zip(values) {
            let entry = &mut x[place as usize];
            *entry = *entry - factor * value;
        }
    }
}

/// The factors of a matrix: P A Q = L U, with permutations P and Q and a unit diagonal of L.
pub(super) struct SparseFactors<T> {
    lower: Triangle<T>,
    /// The entries of each column are in an order in which those that depend on others come later.
    upper: Triangle<T>,
    /// The reciprocals of the pivots.
    inverses: Vec<T>,
    /// The row and the column of the matrix at each position.
    rows: Vec<u32>,
    columns: Vec<u32>,
    /// The position of each row.
    position_of: Vec<u32>,
}

/// Factorizes a matrix with these entries, with the pivots of earlier factors where they are large enough.
pub(super) fn factorize<T: Scalar>(
    entries: &[T],
    order: &SparseOrder,
    previous: Option<SparseFactors<T>>,
    (limits, run): (Limits, &Run),
) -> Result<Factored<T>, Error> {
    let regular = |factors| Factored::Regular(Box::new(Lu(Factors::Sparse(factors))));
    let mut polled = Polled { run, operations: 0.0, polled_at: 0.0 };
    if let Some(mut factors) = previous {
        match factors.refactorize(entries, order, (limits, &mut polled))? {
            Reuse::Sufficient => return Ok(regular(factors)),
            Reuse::OutOfTime => return Ok(Factored::OutOfTime),
            Reuse::SmallPivot => {}
        }
    }
    let mut elimination = Elimination::new(entries, order);
    for (k, &column) in order.columns.iter().enumerate() {
        elimination.reach(k, column as usize);
        polled.operations += elimination.eliminate(column as usize);
        let Some(row) = elimination.pivot(column, order.diagonal_preference, limits.smallest_pivot) else {
            return Ok(Factored::Singular);
        };
        elimination.store(k, row);
        if polled.operations > limits.operations || elimination.entries() > limits.entries {
            return Ok(Factored::TooLarge);
        }
        if polled.is_out_of_time()? {
            return Ok(Factored::OutOfTime);
        }
    }
    Ok(regular(elimination.finish(order.columns.clone())))
}

/// Operations, and polls of the run between them.
struct Polled<'a> {
    run: &'a Run,
    operations: f64,
    polled_at: f64,
}

impl Polled<'_> {
    fn is_out_of_time(&mut self) -> Result<bool, Error> {
        if self.operations - self.polled_at <= POLL_OPERATIONS {
            return Ok(false);
        }
        self.polled_at = self.operations;
        self.run.is_out_of_time()
    }
}

/// The outcome of a factorization with earlier pivots.
enum Reuse {
    Sufficient,
    SmallPivot,
    OutOfTime,
}

impl<T: Scalar> SparseFactors<T> {
    /// The row of the matrix at each position.
    #[cfg(test)]
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The number of entries of both factors.
    pub fn entries(&self) -> usize {
        self.lower.places.len() + self.upper.places.len() + self.inverses.len()
    }

    /// Replaces the values of the factors by those of another matrix.
    fn refactorize(
        &mut self,
        entries: &[T],
        order: &SparseOrder,
        (limits, polled): (Limits, &mut Polled),
    ) -> Result<Reuse, Error> {
        let mut x = vec![T::default(); self.rows.len()];
        for k in 0..self.columns.len() {
            let column = order.range(self.columns[k] as usize);
            for (&row, &entry) in order.rows[column.clone()].iter().zip(&order.entries[column]) {
                x[self.position_of[row as usize] as usize] = entries[entry as usize];
            }
            for place in self.upper.range(k) {
                let position = self.upper.places[place] as usize;
                let factor = std::mem::take(&mut x[position]);
                self.upper.values[place] = factor;
                self.lower.subtract(position, factor, &mut x);
                polled.operations += self.lower.range(position).len() as f64;
            }
            let pivot = std::mem::take(&mut x[k]);
            let inverse = pivot.inverse();
            let mut largest = pivot.size();
            let range = self.lower.range(k);
            for (&place, value) in self.lower.places[range.clone()].iter().zip(&mut self.lower.values[range]) {
                let entry = std::mem::take(&mut x[place as usize]);
                largest = largest.max(entry.size());
                *value = entry * inverse;
            }
            self.inverses[k] = inverse;
            let is_large = pivot.size() > limits.smallest_pivot && pivot.size() >= REUSED_PIVOT * largest;
            if !is_large {
                return Ok(Reuse::SmallPivot);
            }
            polled.operations += 1.0;
            if polled.is_out_of_time()? {
                return Ok(Reuse::OutOfTime);
            }
        }
        Ok(Reuse::Sufficient)
    }

    /// Replaces a right side by the solution.
    pub fn solve(&self, values: &mut [T]) {
        let mut x: Vec<T> = self.rows.iter().map(|&row| values[row as usize]).collect();
        for k in 0..x.len() {
            let factor = x[k];
            self.lower.subtract(k, factor, &mut x);
        }
        for k in (0..x.len()).rev() {
            x[k] = x[k] * self.inverses[k];
            let factor = x[k];
            self.upper.subtract(k, factor, &mut x);
        }
        self.columns.iter().zip(&x).for_each(|(&column, &x)| values[column as usize] = x);
    }

    /// Replaces a right side by the solution of the transposed system.
    pub fn solve_transposed(&self, values: &mut [T]) {
        let mut x: Vec<T> = self.columns.iter().map(|&column| values[column as usize]).collect();
        for k in 0..x.len() {
            x[k] = self.upper.rest(k, x[k], &x) * self.inverses[k];
        }
        for k in (0..x.len()).rev() {
            x[k] = self.lower.rest(k, x[k], &x);
        }
        self.rows.iter().zip(&x).for_each(|(&row, &x)| values[row as usize] = x);
    }
}

/// A factorization in progress. The places of `lower` are rows of the matrix, those of `upper` positions.
struct Elimination<'a, T> {
    matrix: &'a [T],
    order: &'a SparseOrder,
    lower: Triangle<T>,
    upper: Triangle<T>,
    inverses: Vec<T>,
    rows: Vec<u32>,
    /// The position of each row, or none.
    position_of: Vec<u32>,
    /// The current column by rows; 0 outside its pattern.
    values: Vec<T>,
    /// The last column with each row in its pattern, plus 1.
    reached_by: Vec<u32>,
    /// The pattern of the current column: positions in topological order, reversed, and rows without a position.
    eliminated: Vec<u32>,
    candidates: Vec<u32>,
    /// The stack of the search: a position, and the next entry of its column of L.
    stack: Vec<(u32, usize)>,
}

impl<'a, T: Scalar> Elimination<'a, T> {
    fn new(matrix: &'a [T], order: &'a SparseOrder) -> Self {
        let count = order.columns.len();
        Self {
            matrix,
            order,
            lower: Triangle::new(),
            upper: Triangle::new(),
            inverses: Vec::with_capacity(count),
            rows: Vec::with_capacity(count),
            position_of: vec![NONE; count],
            values: vec![T::default(); count],
            reached_by: vec![0; count],
            eliminated: Vec::new(),
            candidates: Vec::new(),
            stack: Vec::new(),
        }
    }

    /// The number of entries so far, with those of the whole diagonal.
    fn entries(&self) -> usize {
        self.lower.places.len() + self.upper.places.len() + self.values.len()
    }

    /// Finds the pattern of a column at position `k`.
    fn reach(&mut self, k: usize, column: usize) {
        self.eliminated.clear();
        self.candidates.clear();
        for entry in self.order.range(column) {
            self.visit(k, self.order.rows[entry] as usize);
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

    /// Computes the values of a column: the solution with L as far as it is known. Returns the number of operations.
    fn eliminate(&mut self, column: usize) -> f64 {
        for entry in self.order.range(column) {
            self.values[self.order.rows[entry] as usize] = self.matrix[self.order.entries[entry] as usize];
        }
        let mut operations = self.eliminated.len() + self.candidates.len();
        for &position in self.eliminated.iter().rev() {
            let factor = self.values[self.rows[position as usize] as usize];
            if factor.size() != 0.0 {
                self.lower.subtract(position as usize, factor, &mut self.values);
            }
            operations += self.lower.range(position as usize).len();
        }
        operations as f64
    }

    /// The row of the pivot; `None` if all candidates are too small.
    fn pivot(&self, column: u32, diagonal_preference: f64, smallest: f64) -> Option<u32> {
        let size = |row: u32| self.values[row as usize].size();
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

    /// Stores the column with this pivot row at position `k`, and clears the values. Zeros within the pattern are stored,
    /// since other matrices with this pattern need their places.
    fn store(&mut self, k: usize, row: u32) {
        let inverse = std::mem::take(&mut self.values[row as usize]).inverse();
        for &position in self.eliminated.iter().rev() {
            self.upper.push(position, std::mem::take(&mut self.values[self.rows[position as usize] as usize]));
        }
        for &candidate in self.candidates.iter().filter(|&&candidate| candidate != row) {
            self.lower.push(candidate, std::mem::take(&mut self.values[candidate as usize]) * inverse);
        }
        self.upper.end_column();
        self.lower.end_column();
        self.inverses.push(inverse);
        self.rows.push(row);
        self.position_of[row as usize] = k as u32;
    }

    fn finish(mut self, columns: Vec<u32>) -> SparseFactors<T> {
        self.lower.places.iter_mut().for_each(|place| *place = self.position_of[*place as usize]);
        let Self { lower, upper, inverses, rows, position_of, .. } = self;
        SparseFactors { lower, upper, inverses, rows, columns, position_of }
    }
}
