//! LU factorizations with partial pivoting of small dense matrices, real and complex. Rows are contiguous.

use superlinear_interface::{Error, Run};
use superlinear_systems::scalar::Scalar;

/// Matrices of at least this order are polled once per column: a column of elimination takes a tenth of a millisecond.
const POLLED_ORDER: usize = 256;

/// A matrix, or its factors.
#[derive(Clone, Debug, Default)]
pub(crate) struct DenseLu<T> {
    order: usize,
    /// The entries of the matrix, then of the factors, with the reciprocals of the pivots on the diagonal.
    entries: Vec<T>,
    /// The row exchanged with each row.
    exchanges: Vec<usize>,
}

/// The outcome of a factorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Factorization {
    Regular,
    Singular,
    OutOfTime,
}

impl<T: Scalar> DenseLu<T> {
    /// Space for a matrix of this order.
    pub fn new(order: usize) -> Self {
        Self { order, entries: vec![T::default(); order * order], exchanges: vec![0; order] }
    }

    /// The entries, to be set before a factorization.
    pub fn entries(&mut self) -> &mut [T] {
        &mut self.entries
    }

    /// Factorizes the entries.
    pub fn factorize(&mut self, run: &Run) -> Result<Factorization, Error> {
        let n = self.order;
        for k in 0..n {
            if n >= POLLED_ORDER && run.is_out_of_time()? {
                return Ok(Factorization::OutOfTime);
            }
            let Some(pivot) = self.pivot(k) else { return Ok(Factorization::Singular) };
            self.exchanges[k] = pivot;
            let (above, below) = self.entries.split_at_mut((k + 1) * n);
            let pivot_row = &mut above[k * n..];
            if pivot != k {
                pivot_row.swap_with_slice(&mut below[(pivot - k - 1) * n..][..n]);
            }
            eliminate(k, pivot_row, below);
        }
        Ok(Factorization::Regular)
    }

    /// The row of the largest entry on or below the diagonal of a column; `None` if all are zero or one is not finite.
    fn pivot(&self, k: usize) -> Option<usize> {
        let n = self.order;
        let (mut best, mut largest) = (k, 0.0);
        for i in k..n {
            let size = self.entries[i * n + k].size();
            if !size.is_finite() {
                return None;
            }
            if size > largest {
                (best, largest) = (i, size);
            }
        }
        (largest > 0.0).then_some(best)
    }

    /// Replaces a right side by the solution.
    pub fn solve(&self, x: &mut [T]) {
        let n = self.order;
        let x = &mut x[..n];
        for (k, &other) in self.exchanges.iter().enumerate() {
            x.swap(k, other);
        }
        for (i, row) in self.entries.chunks_exact(n).enumerate() {
            x[i] = rest(x[i], &row[..i], x);
        }
        for (i, row) in self.entries.chunks_exact(n).enumerate().rev() {
            x[i] = rest(x[i], &row[i + 1..], &x[i + 1..]) * row[i];
        }
    }
}

/// Eliminates a column from the rows below its pivot, which becomes its reciprocal.
fn eliminate<T: Scalar>(k: usize, pivot_row: &mut [T], below: &mut [T]) {
    let inverse = pivot_row[k].inverse();
    pivot_row[k] = inverse;
    let rest = &pivot_row[k + 1..];
    for row in below.chunks_exact_mut(pivot_row.len()).filter(|row| row[k].size() != 0.0) {
        let factor = row[k] * inverse;
        row[k] = factor;
        row[k + 1..].iter_mut().zip(rest).for_each(|(entry, &pivot)| *entry = *entry - factor * pivot);
    }
}

/// The difference of a number and an inner product with the beginning of `x`.
fn rest<T: Scalar>(number: T, row: &[T], x: &[T]) -> T {
    row.iter().zip(x).fold(number, |rest, (&entry, &x)| rest - entry * x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};
    use superlinear_numerics::random::Stream;
    use superlinear_systems::scalar::Complex;

    #[test]
    fn complex_systems_are_solved() {
        let run = testing::untimed(&RunOptions::default());
        for n in [1, 2, 7, 30] {
            let mut stream = Stream::new(n as u64, 0);
            let mut draw = |count: usize| -> Vec<Complex> {
                (0..count).map(|_| Complex::new(stream.normal(), stream.normal())).collect()
            };
            let (matrix, x) = (draw(n * n), draw(n));
            let mut product: Vec<Complex> =
                matrix.chunks(n).map(|row| row.iter().zip(&x).map(|(entry, x)| entry * x).sum()).collect();
            let mut lu = DenseLu::new(n);
            lu.entries().copy_from_slice(&matrix);
            assert_eq!(lu.factorize(&run), Ok(Factorization::Regular));
            lu.solve(&mut product);
            assert!(product.iter().zip(&x).all(|(found, x)| (found - x).size() < 1e-10), "{n}");
        }
    }

    #[test]
    fn real_systems_are_solved_and_singular_ones_found() {
        let run = testing::untimed(&RunOptions::default());
        let mut lu = DenseLu::new(2);
        lu.entries().copy_from_slice(&[0.0, 2.0, 4.0, 1.0]);
        assert_eq!(lu.factorize(&run), Ok(Factorization::Regular));
        let mut x = [4.0, 10.0];
        lu.solve(&mut x);
        assert_eq!(x, [2.0, 2.0]);
        lu.entries().copy_from_slice(&[1.0, 2.0, 2.0, 4.0]);
        assert_eq!(lu.factorize(&run), Ok(Factorization::Singular));
    }
}
