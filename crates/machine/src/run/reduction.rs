//! Sums, and logarithms of sums of exponentials, along axes of stored tensors.

use super::leaf::LeafSum;
use crate::plan::Reduce;
use superlinear_numerics::logsumexp;
use superlinear_numerics::parallel::{LEAF, Tree, add_vectors};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

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
        let Reduce { is_log_sum_exp, before, length, after, .. } = *self.reduce;
        for block in 0..before {
            let rows = &self.a[block * length * after..][..length * after];
            let result = &mut self.result[block * after..][..after];
            match (is_log_sum_exp, after) {
                (false, 1) => result[0] = sum(rows),
                (false, _) => sum_rows(rows, result),
                (true, 1) => result[0] = logsumexp::of(rows),
                (true, _) => log_sum_exp_rows(rows, result),
            }
        }
    }
}

/// The sum of numbers in the order in which a region would take it.
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

/// The sum of rows: leaves of as many rows as a leaf has numbers, one row after another, then the leaves pairwise.
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

fn log_sum_exp_rows(rows: &[f64], result: &mut [f64]) {
    let width = result.len();
    let mut column = vec![0.0; rows.len() / width];
    for (k, result) in result.iter_mut().enumerate() {
        column.iter_mut().zip(rows[k..].iter().step_by(width)).for_each(|(to, &value)| *to = value);
        *result = logsumexp::of(&column);
    }
}
