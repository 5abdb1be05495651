//! Log-sum-exp of a vector, and of each row of a matrix.

use super::BLOCK_ENTRIES;
use crate::parallel::{LEAF, Parallelism, Tree, sum_of_leaf};
use crate::simd::{Arithmetic, Kernel, LANES, dispatch};
use superlinear_interface::Matrix;

/// ln(sum exp(x)) of the `values`. For n values the error is at most (40 + 4 log2 n) u, u = 2^-53, plus half an ulp of
/// the result.
pub fn of(values: &[f64]) -> f64 {
    dispatch(Vector(values))
}

/// ln(sum over j of exp(x_ij + s_j)) for each row i of `matrix`. The optional `shifts` s, one per column, default to 0.
/// The error is the one of [`of`] plus the rounding of the sums x_ij + s_j. Panics if the number of shifts is wrong.
pub fn of_rows(matrix: &Matrix, shifts: Option<&[f64]>, parallelism: &Parallelism) -> Vec<f64> {
    let columns = matrix.columns;
    if let Some(shifts) = shifts {
        assert_eq!(shifts.len(), columns, "one shift a column");
    }
    let mut results = vec![f64::NEG_INFINITY; matrix.rows];
    if columns > 0 {
        let rows_per_block = BLOCK_ENTRIES.div_ceil(columns);
        let blocks = results.chunks_mut(rows_per_block).zip(matrix.data.chunks(rows_per_block * columns));
        parallelism.map(blocks, |_, (results, entries)| dispatch(Rows { entries, columns, shifts, results }));
    }
    results
}

struct Vector<'a>(&'a [f64]);

impl Kernel for Vector<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> f64 {
        log_sum_exp(arithmetic, self.0, &mut [0.0; LEAF])
    }
}

/// Consecutive full rows.
struct Rows<'a> {
    entries: &'a [f64],
    columns: usize,
    shifts: Option<&'a [f64]>,
    results: &'a mut [f64],
}

impl Kernel for Rows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let mut terms = [0.0; LEAF];
        let mut shifted = vec![0.0; self.shifts.map_or(0, <[f64]>::len)];
        for (result, row) in self.results.iter_mut().zip(self.entries.chunks_exact(self.columns)) {
            let exponents = match self.shifts {
                Some(shifts) => {
                    for ((sum, entry), shift) in shifted.iter_mut().zip(row).zip(shifts) {
                        *sum = entry + shift;
                    }
                    &shifted
                }
                None => row,
            };
            *result = log_sum_exp(arithmetic, exponents, &mut terms);
        }
    }
}

/// Buffer for the terms of a block of the pairwise sum. Terms are stored before they are summed, because the compiler
/// optimizes so simple a loop best.
type Terms = [f64; LEAF];

#[inline(always)]
fn log_sum_exp<A: Arithmetic>(arithmetic: A, values: &[f64], terms: &mut Terms) -> f64 {
    let largest = largest(values);
    // Relative to an infinite reference, all exponents would be NaN.
    let reference = if largest.is_finite() { largest } else { 0.0 };
    let mut tree = Tree::default();
    for leaf in values.chunks(LEAF) {
        let terms = &mut terms[..leaf.len()];
        for (term, value) in terms.iter_mut().zip(leaf) {
            *term = arithmetic.exp(value - reference);
        }
        tree.push(sum_of_leaf(terms));
    }
    reference + arithmetic.ln(tree.total())
}

/// The largest value, ignoring NaN; minus infinity for none.
#[inline(always)]
pub(super) fn largest(values: &[f64]) -> f64 {
    let (groups, rest) = values.as_chunks::<LANES>();
    let mut lanes = [f64::NEG_INFINITY; LANES];
    for group in groups {
        for (lane, &value) in lanes.iter_mut().zip(group) {
            *lane = if value > *lane { value } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(f64::NEG_INFINITY, |largest, &value| if value > largest { value } else { largest })
}
