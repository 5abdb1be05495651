//! Sums, and logarithms of sums of exponentials, along axes of stored tensors.

use super::leaf::LeafSum;
use crate::plan::Reduce;
use superlinear_numerics::parallel::{LEAF, Tree};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch, sum_of_lanes};

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
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Reduce { is_log_sum_exp, before, length, after, .. } = *self.reduce;
        for block in 0..before {
            let rows = &self.a[block * length * after..][..length * after];
            let result = &mut self.result[block * after..][..after];
            match (is_log_sum_exp, after) {
                (false, 1) => result[0] = sum(rows),
                (false, _) => sum_rows(rows, result),
                (true, 1) => result[0] = log_sum_exp(arithmetic, rows),
                (true, _) => log_sum_exp_rows(arithmetic, rows, result),
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

#[inline(always)]
fn lane_sums(values: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, &value)| *lane += f(value));
    }
    lanes.iter_mut().zip(rest).for_each(|(lane, &value)| *lane += f(value));
    sum_of_lanes(lanes)
}

/// The sum of rows: leaves of as many rows as a leaf has numbers, one row after another, then the leaves pairwise.
#[inline(always)]
fn sum_rows(rows: &[f64], result: &mut [f64]) {
    let width = result.len();
    let mut levels: Vec<Option<Vec<f64>>> = Vec::new();
    for leaf in rows.chunks(LEAF * width) {
        let mut sum = vec![0.0; width];
        for row in leaf.chunks_exact(width) {
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        // Like the digits of a binary counter.
        let mut level = 0;
        while let Some(Some(other)) = levels.get_mut(level).map(Option::take) {
            sum.iter_mut().zip(&other).for_each(|(sum, value)| *sum += value);
            level += 1;
        }
        if level == levels.len() {
            levels.push(None);
        }
        levels[level] = Some(sum);
    }
    result.fill(0.0);
    for sum in levels.into_iter().flatten() {
        result.iter_mut().zip(&sum).for_each(|(total, value)| *total += value);
    }
}

/// The largest lies on the outside of the exponentials, so that none overflows.
#[inline(always)]
fn log_sum_exp<A: Arithmetic>(arithmetic: A, values: &[f64]) -> f64 {
    let largest = values.iter().fold(f64::NEG_INFINITY, |most, &value| if value > most { value } else { most });
    if largest.is_infinite() {
        return if values.iter().any(|value| value.is_nan()) { f64::NAN } else { largest };
    }
    largest + arithmetic.ln(lane_sums(values, |value| arithmetic.exp(value - largest)))
}

#[inline(always)]
fn log_sum_exp_rows<A: Arithmetic>(arithmetic: A, rows: &[f64], result: &mut [f64]) {
    let width = result.len();
    let mut column = vec![0.0; rows.len() / width];
    for (k, result) in result.iter_mut().enumerate() {
        column.iter_mut().zip(rows[k..].iter().step_by(width)).for_each(|(to, &value)| *to = value);
        *result = log_sum_exp(arithmetic, &column);
    }
}
