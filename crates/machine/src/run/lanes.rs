//! What a register holds for one chunk of lanes: eight numbers, or the one of a region with a single lane.

use superlinear_numerics::simd::LANES;

/// A chunk of lanes.
pub trait Lanes: Copy {
    /// How many lanes.
    const COUNT: usize;
    /// All the same.
    fn splat(value: f64) -> Self;
    /// By lane.
    fn from_fn(f: impl FnMut(usize) -> f64) -> Self;
    /// The number in a lane.
    fn get(&self, lane: usize) -> f64;
    /// The numbers.
    fn as_slice(&self) -> &[f64];
    /// The numbers as chunks, as far as these are whole.
    fn chunks(numbers: &[f64]) -> &[Self];
    /// The numbers of chunks.
    fn numbers(chunks: &[Self]) -> &[f64];
    /// The numbers of chunks.
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
