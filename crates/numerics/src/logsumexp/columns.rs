//! Log-sum-exp of each column of a matrix, in one pass over its rows in memory order.

use super::BLOCK_ENTRIES;
use crate::parallel::{Parallelism, reduce_pairwise};
use crate::simd::{Arithmetic, Kernel, dispatch};
use superlinear_interface::Matrix;

/// The minimum number of rows per block. Each block stores two numbers per column, so all blocks together need at most
/// 1/32 of the matrix.
const BLOCK_ROWS: usize = 64;

/// ln(sum over i of exp(x_ij + s_i)) for each column j of `matrix`. The optional `shifts` s, one per row, default to 0.
///
/// For n rows in blocks of b = max(64, 2^14 / columns) the error is at most 4 (min(n, b) + 2 log2 n) u, u = 2^-53, plus
/// half an ulp of the result and the rounding of the sums x_ij + s_i. Panics if the number of shifts is wrong.
pub fn of_columns(matrix: &Matrix, shifts: Option<&[f64]>, parallelism: &Parallelism) -> Vec<f64> {
    let columns = matrix.columns;
    if let Some(shifts) = shifts {
        assert_eq!(shifts.len(), matrix.rows, "one shift a row");
    }
    if columns == 0 {
        return Vec::new();
    }
    let rows_per_block = BLOCK_ROWS.max(BLOCK_ENTRIES / columns);
    let blocks = matrix.data.chunks(rows_per_block * columns);
    let partials = parallelism.map(blocks, |block, entries| {
        let shifts = shifts.map(|shifts| &shifts[block * rows_per_block..]);
        dispatch(Block { entries, columns, shifts })
    });
    let total = reduce_pairwise(partials, |left, right| dispatch(Merge(left, right)));
    total.map_or_else(|| vec![f64::NEG_INFINITY; columns], |total| dispatch(Finish(total)))
}

/// Scaled sums over some rows: column j's is `sums[j]` times e to the power `largest[j]`.
struct ScaledSums {
    largest: Vec<f64>,
    sums: Vec<f64>,
}

impl ScaledSums {
    fn zero(columns: usize) -> Self {
        Self { largest: vec![f64::NEG_INFINITY; columns], sums: vec![0.0; columns] }
    }

    /// Adds a row to the sums: `terms[j]` times e to the power `exponents[j] + shift` for column j.
    #[inline(always)]
    fn add<A: Arithmetic>(&mut self, arithmetic: A, exponents: &[f64], shift: f64, terms: impl Iterator<Item = f64>) {
        let columns = self.largest.iter_mut().zip(&mut self.sums);
        for (((largest, sum), exponent), term) in columns.zip(exponents).zip(terms) {
            let exponent = exponent + shift;
            // The difference of equal infinities would be NaN instead of 0.
            let difference = if exponent == *largest { 0.0 } else { exponent - *largest };
            // Scale the smaller one to the larger.
            let ratio = arithmetic.exp(-difference.abs());
            let grows = difference > 0.0;
            let (scaled, whole) = if grows { (*sum, term) } else { (term, *sum) };
            *sum = arithmetic.mul_add(scaled, ratio, whole);
            *largest = if grows { exponent } else { *largest };
        }
    }
}

/// Consecutive full rows.
struct Block<'a> {
    entries: &'a [f64],
    columns: usize,
    /// The shifts of these rows, possibly followed by more.
    shifts: Option<&'a [f64]>,
}

impl Kernel for Block<'_> {
    type Output = ScaledSums;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> ScaledSums {
        let mut total = ScaledSums::zero(self.columns);
        for (row, exponents) in self.entries.chunks_exact(self.columns).enumerate() {
            let shift = self.shifts.map_or(0.0, |shifts| shifts[row]);
            total.add(arithmetic, exponents, shift, std::iter::repeat(1.0));
        }
        total
    }
}

/// The sums of two sets of rows.
struct Merge(ScaledSums, ScaledSums);

impl Kernel for Merge {
    type Output = ScaledSums;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> ScaledSums {
        let Self(mut total, other) = self;
        total.add(arithmetic, &other.largest, 0.0, other.sums.iter().copied());
        total
    }
}

/// The logarithms of the sums.
struct Finish(ScaledSums);

impl Kernel for Finish {
    type Output = Vec<f64>;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> Vec<f64> {
        let ScaledSums { mut largest, sums } = self.0;
        for (result, sum) in largest.iter_mut().zip(&sums) {
            *result += arithmetic.ln(*sum);
        }
        largest
    }
}
