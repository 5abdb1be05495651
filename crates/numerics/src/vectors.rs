//! Inner products, norms and linear combinations of vectors. Sums use the fixed tree of
//! [`parallel::sum`](crate::parallel::sum).

use crate::parallel::{LEAF, Tree};
use crate::simd::{Arithmetic, Kernel, LANES, dispatch, sum_of_lanes};

/// The inner product of two vectors. For n entries the error is at most (37 + log2(n / 256)) u times the sum of |x_i
/// y_i|, u = 2^-53. Panics if the lengths differ.
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len(), "an inner product needs vectors of one length");
    dispatch(Dot(x, y))
}

/// The inner product, summed in order: for vectors so short that a call of [`dot`] takes longer than the product. If
/// lengths differ, the last entries of the longer vector are ignored.
#[inline]
pub fn dot_in_order(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Fewer terms are summed in order: setting up several sums would take longer than it saves.
const FEW: usize = 16;

/// The sum of the terms of `0..count`: of many in four parts, because additions to a single sum would wait for each other.
#[inline(always)]
pub fn sum_of_terms(count: usize, mut term: impl FnMut(usize) -> f64) -> f64 {
    if count < FEW {
        return (0..count).map(term).sum();
    }
    let (mut sums, mut start) = ([0.0; 4], 0);
    while start + sums.len() <= count {
        sums.iter_mut().enumerate().for_each(|(part, sum)| *sum += term(start + part));
        start += sums.len();
    }
    for (part, sum) in sums.iter_mut().enumerate() {
        if start + part < count {
            *sum += term(start + part);
        }
    }
    let [a, b, c, d] = sums;
    (a + c) + (b + d)
}

/// The 2-norm. If the squares overflow or vanish, the vector is first scaled by its largest entry.
pub fn norm(x: &[f64]) -> f64 {
    let square = dot(x, x);
    if square.is_finite() && square > SMALLEST_SQUARE {
        return square.sqrt();
    }
    let largest = largest(x);
    if largest == 0.0 || !largest.is_finite() {
        return square.sqrt();
    }
    let scaled: Vec<_> = x.iter().map(|entry| entry / largest).collect();
    largest * dot(&scaled, &scaled).sqrt()
}

/// Returns whether all entries are finite.
pub fn are_finite(x: &[f64]) -> bool {
    dispatch(AreFinite(x))
}

struct AreFinite<'a>(&'a [f64]);

impl Kernel for AreFinite<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) -> bool {
        // A product with zero is zero or NaN, and so is a sum of these.
        let (chunks, rest) = self.0.as_chunks::<{ 4 * LANES }>();
        let mut sums = [0.0; 4 * LANES];
        for chunk in chunks {
            sums.iter_mut().zip(chunk).for_each(|(sum, x)| *sum += 0.0 * x);
        }
        let zero = sums.iter().sum::<f64>() + rest.iter().map(|x| 0.0 * x).sum::<f64>();
        zero == 0.0
    }
}

/// Sums of squares above this have lost nothing to underflow: the smallest normal number divided by the machine
/// epsilon.
pub const SMALLEST_SQUARE: f64 = f64::MIN_POSITIVE / f64::EPSILON;

/// The larger number, or the first if the second is NaN. In WebAssembly `f64::max` is a call.
#[inline]
pub fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// The largest absolute value; NaN if there is one, 0 for an empty slice.
pub fn largest(x: &[f64]) -> f64 {
    dispatch(Largest(x))
}

struct Largest<'a>(&'a [f64]);

impl Kernel for Largest<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) -> f64 {
        // Magnitudes are ordered as their bits, and those of NaN are above infinity.
        let (chunks, rest) = self.0.as_chunks::<{ 4 * LANES }>();
        let mut bits = [0; 4 * LANES];
        for chunk in chunks {
            bits.iter_mut().zip(chunk).for_each(|(largest, x)| *largest = magnitude(*x).max(*largest));
        }
        let largest = bits.into_iter().chain(rest.iter().map(|x| magnitude(*x))).fold(0, i64::max);
        f64::from_bits(largest as u64)
    }
}

/// The bits of an absolute value.
#[inline(always)]
fn magnitude(x: f64) -> i64 {
    x.abs().to_bits() as i64
}

/// The index of the largest entry, the first of equal ones; 0 for an empty slice. NaN is never larger.
pub fn argmax(x: &[f64]) -> usize {
    argmax_by(x.len(), |k| x[k])
}

/// The index below `count` with the largest value, as [`argmax`].
#[inline]
pub fn argmax_by(count: usize, value: impl Fn(usize) -> f64) -> usize {
    (1..count).fold(0, |best, k| if value(k) > value(best) { k } else { best })
}

/// Shortens a vector to a norm, if it is longer.
pub fn clip_norm(x: &mut [f64], longest: f64) {
    let length = norm(x);
    if length > longest {
        x.iter_mut().for_each(|entry| *entry *= longest / length);
    }
}

/// `to` plus `factor` times `of`, with the length of the shorter vector.
pub fn sum_with(to: &[f64], factor: f64, of: &[f64]) -> Vec<f64> {
    to.iter().zip(of).map(|(to, of)| to + factor * of).collect()
}

/// The difference of two vectors, with the length of the shorter one.
pub fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// x - P(x - step), where P clips to the bounds and x is within them. Avoids the difference of x and x - step, so that
/// a step far below the rounding of x is returned unchanged.
#[inline]
pub fn clipped_step(x: f64, step: f64, lower: f64, upper: f64) -> f64 {
    if step > x - lower {
        x - lower
    } else if step < x - upper {
        x - upper
    } else {
        step
    }
}

/// Adds `factor` times `x` to `y`. Panics if the lengths differ.
pub fn add_scaled(y: &mut [f64], factor: f64, x: &[f64]) {
    assert_eq!(x.len(), y.len(), "a sum needs vectors of one length");
    dispatch(AddScaled { y, factor, x });
}

/// Writes `factor` times `x` into `y`. Panics if the lengths differ.
pub fn write_scaled(y: &mut [f64], factor: f64, x: &[f64]) {
    assert_eq!(x.len(), y.len(), "a multiple of a vector is as long as it");
    dispatch(WriteScaled { y, factor, x });
}

/// Multiplies `y` by `factor` and adds `x` to it. Panics if the lengths differ.
pub fn scale_and_add(y: &mut [f64], factor: f64, x: &[f64]) {
    assert_eq!(x.len(), y.len(), "a sum needs vectors of one length");
    dispatch(ScaleAndAdd { y, factor, x });
}

struct Dot<'a>(&'a [f64], &'a [f64]);

impl Kernel for Dot<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> f64 {
        // Short vectors need a single block; clearing the memory of a tree would take longer than the product.
        if self.0.len() <= LEAF {
            return dot_of_leaf(arithmetic, self.0, self.1);
        }
        let mut tree = Tree::default();
        for (x, y) in self.0.chunks(LEAF).zip(self.1.chunks(LEAF)) {
            tree.push(dot_of_leaf(arithmetic, x, y));
        }
        tree.total()
    }
}

#[inline(always)]
fn dot_of_leaf<A: Arithmetic>(arithmetic: A, x: &[f64], y: &[f64]) -> f64 {
    let (x_groups, x_rest) = x.as_chunks::<LANES>();
    let (y_groups, y_rest) = y.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for (x, y) in x_groups.iter().zip(y_groups) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane = arithmetic.mul_add(*x, *y, *lane);
        }
    }
    for ((lane, x), y) in lanes.iter_mut().zip(x_rest).zip(y_rest) {
        *lane = arithmetic.mul_add(*x, *y, *lane);
    }
    sum_of_lanes(lanes)
}

struct AddScaled<'a> {
    y: &'a mut [f64],
    factor: f64,
    x: &'a [f64],
}

impl Kernel for AddScaled<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for (y, x) in self.y.iter_mut().zip(self.x) {
            *y = arithmetic.mul_add(self.factor, *x, *y);
        }
    }
}

struct WriteScaled<'a> {
    y: &'a mut [f64],
    factor: f64,
    x: &'a [f64],
}

impl Kernel for WriteScaled<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        for (y, x) in self.y.iter_mut().zip(self.x) {
            *y = self.factor * x;
        }
    }
}

struct ScaleAndAdd<'a> {
    y: &'a mut [f64],
    factor: f64,
    x: &'a [f64],
}

impl Kernel for ScaleAndAdd<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for (y, x) in self.y.iter_mut().zip(self.x) {
            *y = arithmetic.mul_add(self.factor, *y, *x);
        }
    }
}
