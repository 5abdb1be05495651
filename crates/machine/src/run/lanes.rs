//! A register's contents for one chunk of lanes: eight numbers, or a single one in a region with one lane.

use superlinear_numerics::simd::LANES;

/// A chunk of lanes.
pub trait Lanes: Copy {
    /// The number of lanes.
    const COUNT: usize;
    /// A chunk of equal numbers.
    fn splat(value: f64) -> Self;
    /// A chunk from a function of the lane.
    fn from_fn(f: impl FnMut(usize) -> f64) -> Self;
    /// The number in a lane.
    fn get(&self, lane: usize) -> f64;
    /// The numbers.
    fn as_slice(&self) -> &[f64];
    /// Views numbers as complete chunks; a remainder is dropped.
    fn chunks(numbers: &[f64]) -> &[Self];
    /// Views chunks as numbers.
    fn numbers(chunks: &[Self]) -> &[f64];
    /// Views chunks as mutable numbers.
    fn numbers_mut(chunks: &mut [Self]) -> &mut [f64];
}

impl Lanes for f64 {
    const COUNT: usize = 1;
    #[inline(always)]
    fn splat(value: f64) -> Self {
        value
    }
    #[inline(always)]
    fn from_fn(mut f: impl FnMut(usize) -> f64) -> Self {
        f(0)
    }
    #[inline(always)]
    fn get(&self, _: usize) -> f64 {
        *self
    }
    #[inline(always)]
    fn as_slice(&self) -> &[f64] {
        std::slice::from_ref(self)
    }
    #[inline(always)]
    fn chunks(numbers: &[f64]) -> &[Self] {
        numbers
    }
    #[inline(always)]
    fn numbers(chunks: &[Self]) -> &[f64] {
        chunks
    }
    #[inline(always)]
    fn numbers_mut(chunks: &mut [Self]) -> &mut [f64] {
        chunks
    }
}

impl Lanes for [f64; LANES] {
    const COUNT: usize = LANES;
    #[inline(always)]
    fn splat(value: f64) -> Self {
        [value; LANES]
    }
    #[inline(always)]
    fn from_fn(mut f: impl FnMut(usize) -> f64) -> Self {
        let mut lanes = [0.0; LANES];
        for (k, lane) in lanes.iter_mut().enumerate() {
            *lane = f(k);
        }
        lanes
    }
    #[inline(always)]
    fn get(&self, lane: usize) -> f64 {
        self[lane]
    }
    #[inline(always)]
    fn as_slice(&self) -> &[f64] {
        self
    }
    #[inline(always)]
    fn chunks(numbers: &[f64]) -> &[Self] {
        numbers.as_chunks().0
    }
    #[inline(always)]
    fn numbers(chunks: &[Self]) -> &[f64] {
        chunks.as_flattened()
    }
    #[inline(always)]
    fn numbers_mut(chunks: &mut [Self]) -> &mut [f64] {
        chunks.as_flattened_mut()
    }
}
