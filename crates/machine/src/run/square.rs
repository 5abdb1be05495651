//! Solutions of small dense systems, determinants and Cholesky factors, in plain loops: on matrices of this size
//! the kernels for large ones gain nothing and would enlarge pages.

use super::grown;
use crate::elementary::replace;
use crate::functions::Unary;
use crate::plan::{Factor, Factored, Solve};

/// LU factors of a matrix with partial pivoting (Golub and Van Loan 2013, algorithm 3.4.1).
struct Factors<'a> {
    order: usize,
    /// The multipliers below the diagonal, U from there on.
    entries: &'a mut [f64],
    /// The row exchanged with each one.
    pivots: Vec<usize>,
}

impl<'a> Factors<'a> {
    /// Factors in this memory, of the identity.
    fn new(order: usize, scratch: &'a mut Vec<f64>) -> Self {
        Self { order, entries: grown(scratch, order * order, 0.0), pivots: vec![0; order] }
    }

    /// Factors a matrix, or its transpose.
    fn compute(&mut self, a: &[f64], is_transposed: bool) {
        let n = self.order;
        for (i, row) in a.chunks_exact(n).enumerate() {
            for (j, &value) in row.iter().enumerate() {
                self.entries[if is_transposed { j * n + i } else { i * n + j }] = value;
            }
        }
        for k in 0..n {
            let size = |i: usize| self.entries[i * n + k].abs();
            let pivot = (k + 1..n).fold(k, |pivot, i| if size(i) > size(pivot) { i } else { pivot });
            self.pivots[k] = pivot;
            let (upper, lower) = self.entries.split_at_mut((k + 1) * n);
            let row = &mut upper[k * n..];
            if pivot > k {
                row.swap_with_slice(&mut lower[(pivot - k - 1) * n..][..n]);
            }
            // The column of a zero pivot needs no elimination.
            if row[k] != 0.0 {
                lower.chunks_exact_mut(n).for_each(|other| eliminate(other, row, k));
            }
        }
    }

    /// The diagonal of U.
    fn diagonal(&self) -> impl Iterator<Item = f64> + '_ {
        self.entries.iter().step_by(self.order + 1).copied()
    }

    /// The determinant.
    fn determinant(&self) -> f64 {
        let swaps = self.pivots.iter().enumerate().filter(|&(k, &pivot)| pivot != k).count();
        let product: f64 = self.diagonal().product();
        if swaps % 2 == 0 { product } else { -product }
    }

    /// The logarithm of the absolute value of the determinant. Overwrites the factors.
    fn log_determinant(&mut self) -> f64 {
        let n = self.order;
        (0..n).for_each(|k| self.entries[k] = self.entries[k * (n + 1)].abs());
        replace(Unary::Log, &mut self.entries[..n]);
        self.entries[..n].iter().sum()
    }

    /// Replaces right sides, the columns of `x`, by solutions; NaN if the matrix is singular.
    fn solve(&self, x: &mut [f64], columns: usize) {
        if self.diagonal().any(|pivot| pivot == 0.0) {
            return x.fill(f64::NAN);
        }
        for (k, &pivot) in self.pivots.iter().enumerate().filter(|&(k, &pivot)| pivot != k) {
            let (before, from) = x.split_at_mut(pivot * columns);
            before[k * columns..][..columns].swap_with_slice(&mut from[..columns]);
        }
        for (i, row) in self.entries.chunks_exact(self.order).enumerate() {
            let (solved, rest) = x.split_at_mut(i * columns);
            subtract(&mut rest[..columns], &row[..i], solved);
        }
        for (i, row) in self.entries.chunks_exact(self.order).enumerate().rev() {
            let (rest, solved) = x.split_at_mut((i + 1) * columns);
            let own = &mut rest[i * columns..];
            subtract(own, &row[i + 1..], solved);
            own.iter_mut().for_each(|value| *value /= row[i]);
        }
    }
}

/// Eliminates entry `k` of a row by the pivot row, and stores the multiplier in its place.
fn eliminate(row: &mut [f64], pivot: &[f64], k: usize) {
    let multiplier = row[k] / pivot[k];
    row[k] = multiplier;
    row[k + 1..].iter_mut().zip(&pivot[k + 1..]).for_each(|(value, &p)| *value -= multiplier * p);
}

/// Subtracts multiples of other rows from a row.
fn subtract(row: &mut [f64], multipliers: &[f64], others: &[f64]) {
    for (&multiplier, other) in multipliers.iter().zip(others.chunks_exact(row.len())) {
        row.iter_mut().zip(other).for_each(|(value, &y)| *value -= multiplier * y);
    }
}

/// Solves systems. Consecutive ones with the same matrix share its factors.
pub fn solve(solve: &Solve, [a, b]: [&[f64]; 2], result: &mut [f64], scratch: &mut Vec<f64>) {
    let Solve { order, columns, .. } = *solve;
    let mut factors = Factors::new(order, scratch);
    let (size, mut factored) = (order * columns, None);
    for (&[matrix, right], x) in solve.blocks.iter().zip(result.chunks_exact_mut(size)) {
        if factored != Some(matrix) {
            factors.compute(&a[matrix * order * order..][..order * order], solve.is_transposed);
            factored = Some(matrix);
        }
        x.copy_from_slice(&b[right * size..][..size]);
        factors.solve(x, columns);
    }
}

/// Computes determinants or Cholesky factors.
pub fn factor(factor: &Factor, a: &[f64], result: &mut [f64], scratch: &mut Vec<f64>) {
    let Factor { wanted, order, count, .. } = *factor;
    let matrices = a.chunks_exact(order * order).take(count);
    if wanted == Factored::Cholesky {
        return matrices.zip(result.chunks_exact_mut(order * order)).for_each(|(a, l)| cholesky(a, l, order));
    }
    let mut factors = Factors::new(order, scratch);
    for (a, result) in matrices.zip(result) {
        factors.compute(a, false);
        *result = match wanted {
            Factored::LogDeterminant => factors.log_determinant(),
            _ => factors.determinant(),
        };
    }
}

/// The lower Cholesky factor of a matrix, of which the lower triangle is read; NaN if it is not positive definite.
fn cholesky(a: &[f64], l: &mut [f64], order: usize) {
    for i in 0..order {
        let (above, row) = l.split_at_mut(i * order);
        let row = &mut row[..order];
        row[i + 1..].fill(0.0);
        for j in 0..=i {
            let other = if j < i { &above[j * order..][..order] } else { &row[..] };
            let products = row[..j].iter().zip(other).map(|(x, y)| x * y);
            let rest = a[i * order + j] - products.sum::<f64>();
            if j < i {
                row[j] = rest / other[j];
            } else if rest > 0.0 {
                row[i] = rest.sqrt();
            } else {
                return l.fill(f64::NAN);
            }
        }
    }
}
