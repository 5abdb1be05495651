//! Products with dense row-major blocks, four rows at a time, so that only memory limits a pass over a matrix.

use crate::simd::{Arithmetic, Kernel, LANES, dispatch};

/// Rows processed together: each entry of the vector is read once for all of them.
pub const GROUP: usize = 4;

/// Writes the product of the dense row-major block `rows`, as wide as `x`, with `x` into `y`. Panics if the lengths are
/// inconsistent.
pub fn apply(rows: &[f64], x: &[f64], y: &mut [f64]) {
    assert_eq!(rows.len(), x.len() * y.len(), "a block of rows as wide as x");
    dispatch(Apply { rows, x, y });
}

/// Adds the product of the transpose of the dense row-major block `rows`, as wide as `x`, with `y` to `x`. Panics if
/// the lengths are inconsistent.
pub fn apply_transpose(rows: &[f64], y: &[f64], x: &mut [f64]) {
    assert_eq!(rows.len(), x.len() * y.len(), "a block of rows as wide as x");
    dispatch(ApplyTranspose { rows, y, x });
}

struct Apply<'a> {
    rows: &'a [f64],
    x: &'a [f64],
    y: &'a mut [f64],
}

impl Kernel for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let width = self.x.len();
        let mut rows = self.rows.chunks_exact(GROUP * width);
        let (groups, rest) = self.y.as_chunks_mut::<GROUP>();
        for (y, rows) in groups.iter_mut().zip(&mut rows) {
            *y = products(arithmetic, split(rows, width), self.x);
        }
        for (y, row) in rest.iter_mut().zip(rows.remainder().chunks_exact(width)) {
            [*y] = products(arithmetic, [row], self.x);
        }
    }
}

struct ApplyTranspose<'a> {
    rows: &'a [f64],
    y: &'a [f64],
    x: &'a mut [f64],
}

impl Kernel for ApplyTranspose<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let width = self.x.len();
        let mut rows = self.rows.chunks_exact(GROUP * width);
        let (groups, rest) = self.y.as_chunks::<GROUP>();
        for (y, rows) in groups.iter().zip(&mut rows) {
            add_combination(arithmetic, split(rows, width), *y, self.x);
        }
        for (y, row) in rest.iter().zip(rows.remainder().chunks_exact(width)) {
            add_combination(arithmetic, [row], [*y], self.x);
        }
    }
}

/// Splits a group of rows into its rows; for use within kernels, like the two below.
#[inline(always)]
pub fn split(rows: &[f64], width: usize) -> [&[f64]; GROUP] {
    std::array::from_fn(|k| &rows[k * width..(k + 1) * width])
}

/// The inner products of `N` rows with `x`.
#[inline(always)]
pub fn products<A: Arithmetic, const N: usize>(arithmetic: A, rows: [&[f64]; N], x: &[f64]) -> [f64; N] {
    let (groups, rest) = x.as_chunks::<LANES>();
    let row_groups = rows.map(|row| row.as_chunks::<LANES>().0);
    let row_groups = row_groups.map(|row| &row[..groups.len()]);
    let mut lanes = [[0.0; LANES]; N];
    for (j, x) in groups.iter().enumerate() {
        for (lanes, row) in lanes.iter_mut().zip(row_groups) {
            for ((lane, a), x) in lanes.iter_mut().zip(&row[j]).zip(x) {
                *lane = arithmetic.mul_add(*a, *x, *lane);
            }
        }
    }
    let mut sums = [0.0; N];
    for ((sum, lanes), row) in sums.iter_mut().zip(lanes).zip(rows) {
        let tail = row[row.len() - rest.len()..].iter().zip(rest);
        let [a, b, c, d, e, f, g, h] = lanes;
        let whole = ((a + e) + (c + g)) + ((b + f) + (d + h));
        *sum = tail.fold(whole, |sum, (a, x)| arithmetic.mul_add(*a, *x, sum));
    }
    sums
}

/// Adds `N` rows, each times its factor, to `x`.
#[inline(always)]
pub fn add_combination<A: Arithmetic, const N: usize>(
    arithmetic: A,
    rows: [&[f64]; N],
    factors: [f64; N],
    x: &mut [f64],
) {
    let rows = rows.map(|row| &row[..x.len()]);
    for (j, x) in x.iter_mut().enumerate() {
        let mut sum = *x;
        for (row, factor) in rows.iter().zip(factors) {
            sum = arithmetic.mul_add(row[j], factor, sum);
        }
        *x = sum;
    }
}
