//! Sums, log-sum-exps, norms, softmaxes and extrema along axes of stored tensors.

use super::leaf::LeafSum;
use crate::plan::{Along, Reduce};
use superlinear_numerics::parallel::{LEAF, Tree, add_vectors};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};
use superlinear_numerics::{logsumexp, vectors};

/// Computes a reduction.
pub fn reduce(reduce: &Reduce, a: &[f64], result: &mut [f64]) {
    dispatch(Reduction { reduce, a, result });
}

struct Reduction<'a> {
    reduce: &'a Reduce,
    a: &'a [f64],
    result: &'a mut [f64],
}

impl Kernel for Reduction<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Reduce { along, before, length, after, .. } = *self.reduce;
        if (along, after) == (Along::Softmax, 1) {
            self.result[..before * length].copy_from_slice(&self.a[..before * length]);
            return logsumexp::softmax(&mut self.result[..before * length], length);
        }
        let size = if along.keeps_axes() { length * after } else { after };
        for block in 0..before {
            let rows = &self.a[block * length * after..][..length * after];
            let result = &mut self.result[block * size..][..size];
            match (along, after) {
                (Along::Sum, 1) => result[0] = sum(rows),
                (Along::Sum, _) => sum_rows(rows, result),
                (Along::LogSumExp, 1) => result[0] = logsumexp::of(rows),
                (Along::LogSumExp, _) => by_column(rows, after, |k, column| result[k] = logsumexp::of(column)),
                (Along::Norm, 1) => result[0] = vectors::norm(rows),
                (Along::Norm, _) => by_column(rows, after, |k, column| result[k] = vectors::norm(column)),
                (Along::Softmax, _) => by_column(rows, after, |k, column| {
                    logsumexp::softmax(column, length);
                    result[k..].iter_mut().step_by(after).zip(column).for_each(|(to, value)| *to = *value);
                }),
                (Along::Min | Along::Max, _) => {
                    let is_max = along == Along::Max;
                    (0..after).for_each(|k| result[k] = rows[first_extremum(rows, k, after, is_max)]);
                }
                (Along::ArgMin | Along::ArgMax, _) => {
                    let is_max = along == Along::ArgMax;
                    result.fill(0.0);
                    (0..after).for_each(|k| result[first_extremum(rows, k, after, is_max)] = 1.0);
                }
            }
        }
    }
}

/// The sum of numbers, in the same order as in a region.
#[inline(always)]
fn sum(values: &[f64]) -> f64 {
    let mut tree = Tree::default();
    for leaf in values.chunks(LEAF) {
        let mut sum = LeafSum::default();
        for (k, chunk) in leaf.chunks(LANES).enumerate() {
            sum.add(k, chunk);
        }
        tree.push(sum.total());
    }
    tree.total()
}

/// The sum of rows: blocks of `LEAF` rows are added row by row, then the blocks pairwise.
#[inline(always)]
fn sum_rows(rows: &[f64], result: &mut [f64]) {
    let width = result.len();
    let sum_of_leaf = |leaf: &[f64]| {
        let mut sum = vec![0.0; width];
        for row in leaf.chunks_exact(width) {
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        sum
    };
    result.copy_from_slice(&add_vectors(rows.chunks(LEAF * width).map(sum_of_leaf).collect()));
}

/// The place of the first minimum or maximum of a column, or of the first NaN.
#[inline(always)]
fn first_extremum(rows: &[f64], column: usize, width: usize, is_max: bool) -> usize {
    let mut found = column;
    for place in (column..rows.len()).step_by(width) {
        let (best, value) = (rows[found], rows[place]);
        let is_better = if is_max { value > best } else { value < best };
        if is_better || (value.is_nan() && !best.is_nan()) {
            found = place;
        }
    }
    found
}

/// Passes a copy of each column to `take`, with its index.
fn by_column(rows: &[f64], width: usize, mut take: impl FnMut(usize, &mut [f64])) {
    let mut column = vec![0.0; rows.len() / width];
    for k in 0..width {
        column.iter_mut().zip(rows[k..].iter().step_by(width)).for_each(|(to, &value)| *to = value);
        take(k, &mut column);
    }
}
