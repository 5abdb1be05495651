//! Incomplete factorizations on the pattern of the matrix, as preconditioners.
//!
//! Source: Saad, Iterative Methods for Sparse Linear Systems, 2nd edition, 2003, algorithm 10.4; for the shift, Manteuffel,
//! An Incomplete Factorization Technique for Positive Definite Linear Systems, Math. Comp. 34, 1980.

use superlinear_interface::{Error, Run, SparseMatrix};
use superlinear_numerics::linear_operator::LinearOperator;

/// The number of operations between two polls: about a millisecond.
const POLL_OPERATIONS: usize = 1 << 20;

/// The first shift of the diagonal, relative to it, after a failed factorization. Each further one is ten times larger.
const FIRST_SHIFT: f64 = 1e-3;

/// The number of shifts tried: the last doubles the diagonal about six times.
const MAX_SHIFTS: u32 = 5;

/// A pivot of an LU factorization below this size, relative to the largest entry of its row, is replaced by that entry.
const SMALL_PIVOT: f64 = 1e-8;

/// The outcome of an incomplete factorization.
pub enum Incomplete<T> {
    /// The factors.
    Factorized(T),
    /// A pivot is not positive even with the largest shift.
    Indefinite,
    /// The time limit was reached.
    OutOfTime,
}

/// Polls a run about once in [`POLL_OPERATIONS`].
struct Poll<'a> {
    run: &'a Run,
    operations: usize,
}

impl Poll<'_> {
    /// Returns whether time is out, after this number of further operations. Fails if the run is cancelled.
    fn is_out_of_time(&mut self, operations: usize) -> Result<bool, Error> {
        self.operations += operations;
        if self.operations < POLL_OPERATIONS {
            return Ok(false);
        }
        self.operations = 0;
        self.run.is_out_of_time()
    }
}

/// The rows of a sparse matrix or factor, each with its diagonal entry.
struct Rows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    /// The place of the diagonal entry of each row.
    middles: Vec<usize>,
}

impl Rows {
    /// The entries of a matrix with `is_wanted(row, column)`; missing diagonal entries become 0.
    fn new(matrix: &SparseMatrix, is_wanted: impl Fn(usize, usize) -> bool) -> Self {
        let mut rows = Self { starts: vec![0], columns: Vec::new(), values: Vec::new(), middles: Vec::new() };
        for i in 0..matrix.rows {
            let (columns, values) = matrix.row(i);
            let middle = columns.partition_point(|&column| (column as usize) < i);
            let is_missing = columns.get(middle).is_none_or(|&column| column as usize != i);
            for (k, (&column, &value)) in columns.iter().zip(values).enumerate() {
                if k == middle && is_missing {
                    rows.push_diagonal(i);
                }
                if k == middle && !is_missing {
                    rows.middles.push(rows.columns.len());
                }
                if is_wanted(i, column as usize) {
                    rows.columns.push(column as u32);
                    rows.values.push(value);
                }
            }
            if middle == columns.len() {
                rows.push_diagonal(i);
            }
            rows.starts.push(rows.columns.len());
        }
        rows
    }

    fn push_diagonal(&mut self, i: usize) {
        self.middles.push(self.columns.len());
        self.columns.push(i as u32);
        self.values.push(0.0);
    }

    fn dimension(&self) -> usize {
        self.middles.len()
    }

    /// The inner product of the entries in a range of places with `x`.
    #[inline(always)]
    fn dot(&self, range: std::ops::Range<usize>, x: &[f64]) -> f64 {
        let entries = self.columns[range.clone()].iter().zip(&self.values[range]);
        entries.map(|(&column, value)| value * x[column as usize]).sum()
    }
}

/// An incomplete Cholesky factorization L L' of a symmetric matrix.
pub struct IncompleteCholesky {
    /// The lower triangle, with the diagonal last in each row.
    lower: Rows,
}

impl IncompleteCholesky {
    /// Factorizes a symmetric matrix. Fails if the run is cancelled.
    pub fn new(matrix: &SparseMatrix, run: &Run) -> Result<Incomplete<Self>, Error> {
        let mut poll = Poll { run, operations: 0 };
        let mut shift = 0.0;
        for _ in 0..=MAX_SHIFTS {
            let lower = Rows::new(matrix, |i, j| j <= i);
            match factorize_lower(lower, 1.0 + shift, &mut poll)? {
                Incomplete::Factorized(lower) => return Ok(Incomplete::Factorized(Self { lower })),
                Incomplete::Indefinite => shift = FIRST_SHIFT.max(10.0 * shift),
                Incomplete::OutOfTime => return Ok(Incomplete::OutOfTime),
            }
        }
        Ok(Incomplete::Indefinite)
    }
}

/// Factorizes a lower triangle, with its diagonal multiplied by `factor`.
fn factorize_lower(mut lower: Rows, factor: f64, poll: &mut Poll<'_>) -> Result<Incomplete<Rows>, Error> {
    for i in 0..lower.dimension() {
        let (start, middle) = (lower.starts[i], lower.middles[i]);
        let mut square = 0.0;
        for k in start..middle {
            let j = lower.columns[k] as usize;
            if poll.is_out_of_time(k - start + lower.middles[j] - lower.starts[j] + 1)? {
                return Ok(Incomplete::OutOfTime);
            }
            let value = (lower.values[k] - common_product(&lower, start..k, j)) / lower.values[lower.middles[j]];
            lower.values[k] = value;
            square += value * value;
        }
        let pivot = factor * lower.values[middle] - square;
        if !(pivot > 0.0 && pivot.is_finite()) {
            return Ok(Incomplete::Indefinite);
        }
        lower.values[middle] = pivot.sqrt();
    }
    Ok(Incomplete::Factorized(lower))
}

/// The inner product of the entries in a range of places with row `j` left of its diagonal.
fn common_product(lower: &Rows, range: std::ops::Range<usize>, j: usize) -> f64 {
    let (mut other, end) = (lower.starts[j], lower.middles[j]);
    let mut sum = 0.0;
    for k in range {
        let column = lower.columns[k];
        while other < end && lower.columns[other] < column {
            other += 1;
        }
        if other < end && lower.columns[other] == column {
            sum += lower.values[k] * lower.values[other];
        }
    }
    sum
}

impl LinearOperator for IncompleteCholesky {
    fn dimension(&self) -> usize {
        self.lower.dimension()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let Rows { starts, columns, values, middles } = &self.lower;
        for i in 0..x.len() {
            y[i] = (x[i] - self.lower.dot(starts[i]..middles[i], y)) / values[middles[i]];
        }
        for i in (0..x.len()).rev() {
            y[i] /= values[middles[i]];
            for k in starts[i]..middles[i] {
                y[columns[k] as usize] -= values[k] * y[i];
            }
        }
    }
}

/// An incomplete LU factorization of any square matrix, with a unit diagonal of L.
pub struct IncompleteLu {
    factors: Rows,
}

impl IncompleteLu {
    /// Factorizes a square matrix; never indefinite, because small pivots are replaced. Fails if the run is cancelled.
    pub fn new(matrix: &SparseMatrix, run: &Run) -> Result<Incomplete<Self>, Error> {
        let mut poll = Poll { run, operations: 0 };
        let mut factors = Rows::new(matrix, |_, _| true);
        // The place of each column in the current row, plus 1; 0 outside its pattern.
        let mut place_of = vec![0_usize; factors.dimension()];
        for i in 0..factors.dimension() {
            let range = factors.starts[i]..factors.starts[i + 1];
            let size = factors.values[range.clone()].iter().fold(0.0, |size, value| value.abs().max(size));
            range.clone().for_each(|k| place_of[factors.columns[k] as usize] = k + 1);
            for k in range.start..factors.middles[i] {
                let j = factors.columns[k] as usize;
                if poll.is_out_of_time(factors.starts[j + 1] - factors.middles[j])? {
                    return Ok(Incomplete::OutOfTime);
                }
                let multiplier = factors.values[k] / factors.values[factors.middles[j]];
                factors.values[k] = multiplier;
                for above in factors.middles[j] + 1..factors.starts[j + 1] {
                    let place = place_of[factors.columns[above] as usize];
                    if place > 0 {
                        factors.values[place - 1] -= multiplier * factors.values[above];
                    }
                }
            }
            range.for_each(|k| place_of[factors.columns[k] as usize] = 0);
            let pivot = &mut factors.values[factors.middles[i]];
            if !(pivot.abs() > SMALL_PIVOT * size && pivot.is_finite()) {
                *pivot = if size > 0.0 { size.copysign(*pivot) } else { 1.0 };
            }
        }
        Ok(Incomplete::Factorized(Self { factors }))
    }
}

impl LinearOperator for IncompleteLu {
    fn dimension(&self) -> usize {
        self.factors.dimension()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let Rows { starts, values, middles, .. } = &self.factors;
        for i in 0..x.len() {
            y[i] = x[i] - self.factors.dot(starts[i]..middles[i], y);
        }
        for i in (0..x.len()).rev() {
            y[i] = (y[i] - self.factors.dot(middles[i] + 1..starts[i + 1], y)) / values[middles[i]];
        }
    }
}

/// Symmetric successive over-relaxation: a forward and a backward Gauss–Seidel sweep from zero.
///
/// Source: Saad, section 10.2, with M = (D + w L) D^-1 (D + w U) / (w (2 - w)).
pub struct Ssor {
    rows: Rows,
    relaxation: f64,
}

impl Ssor {
    /// The preconditioner of a matrix with a nonzero diagonal; `relaxation` is above 0 and below 2.
    pub fn new(matrix: &SparseMatrix, relaxation: f64) -> Self {
        Self { rows: Rows::new(matrix, |_, _| true), relaxation }
    }
}

impl LinearOperator for Ssor {
    fn dimension(&self) -> usize {
        self.rows.dimension()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let (Rows { starts, values, middles, .. }, relaxation) = (&self.rows, self.relaxation);
        for i in 0..x.len() {
            y[i] = (x[i] - relaxation * self.rows.dot(starts[i]..middles[i], y)) / values[middles[i]];
        }
        let scale = relaxation * (2.0 - relaxation);
        for i in (0..x.len()).rev() {
            let after = self.rows.dot(middles[i] + 1..starts[i + 1], y) / values[middles[i]];
            // The rows after `i` are scaled already.
            y[i] = scale * y[i] - relaxation * after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};

    /// A tridiagonal matrix, for which incomplete factorizations are complete.
    fn tridiagonal(count: usize, [below, middle, above]: [f64; 3]) -> SparseMatrix {
        let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
        for i in 0..count as i32 {
            for (j, value) in [(i - 1, below), (i, middle), (i + 1, above)] {
                if (0..count as i32).contains(&j) {
                    indices.push(j);
                    data.push(value);
                }
            }
            indptr.push(indices.len() as i32);
        }
        SparseMatrix { rows: count, columns: count, indptr: indptr.into(), indices: indices.into(), data: data.into() }
    }

    fn error_of_inverse(matrix: &SparseMatrix, operator: &impl LinearOperator) -> f64 {
        let expected: Vec<f64> = (0..matrix.rows).map(|k| (k as f64).sin()).collect();
        let (mut product, mut found) = (vec![0.0; matrix.rows], vec![f64::NAN; matrix.rows]);
        matrix.for_each_entry(|i, j, value| product[i] += value * expected[j]);
        operator.apply(&product, &mut found);
        found.iter().zip(&expected).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max)
    }

    fn factors<T>(outcome: Incomplete<T>) -> Option<T> {
        match outcome {
            Incomplete::Factorized(factors) => Some(factors),
            Incomplete::Indefinite | Incomplete::OutOfTime => None,
        }
    }

    #[test]
    fn factorizations_without_fill_are_complete() {
        let run = testing::untimed(&RunOptions::default());
        let symmetric = tridiagonal(30, [-1.0, 2.5, -1.0]);
        let cholesky = factors(IncompleteCholesky::new(&symmetric, &run).expect("not cancelled"));
        assert!(error_of_inverse(&symmetric, &cholesky.expect("positive definite")) < 1e-13);
        let general = tridiagonal(30, [-2.0, 3.5, 1.0]);
        let lu = factors(IncompleteLu::new(&general, &run).expect("not cancelled"));
        assert!(error_of_inverse(&general, &lu.expect("in time")) < 1e-13);
    }

    #[test]
    fn ssor_is_its_formula() {
        let (matrix, relaxation) = (tridiagonal(3, [-1.0, 2.0, -0.5]), 1.3);
        let ssor = Ssor::new(&matrix, relaxation);
        let mut y = [0.0; 3];
        ssor.apply(&[1.0, -2.0, 0.5], &mut y);
        // M y by the three factors.
        let upper: Vec<f64> =
            (0..3).map(|i| 2.0 * y[i] + relaxation * if i < 2 { -0.5 * y[i + 1] } else { 0.0 }).collect();
        let middle: Vec<f64> = upper.iter().map(|entry| entry / 2.0).collect();
        let lower: Vec<f64> = (0..3)
            .map(|i| 2.0 * middle[i] + relaxation * if i > 0 { -middle[i - 1] } else { 0.0 })
            .map(|entry| entry / (relaxation * (2.0 - relaxation)))
            .collect();
        for (found, expected) in lower.iter().zip([1.0, -2.0, 0.5]) {
            assert!((found - expected).abs() < 1e-14, "{lower:?}");
        }
    }

    #[test]
    fn an_indefinite_matrix_has_no_incomplete_cholesky_factorization() {
        let run = testing::untimed(&RunOptions::default());
        let matrix = tridiagonal(5, [-1.0, -2.0, -1.0]);
        let outcome = IncompleteCholesky::new(&matrix, &run).expect("not cancelled");
        assert!(matches!(outcome, Incomplete::Indefinite));
    }
}
