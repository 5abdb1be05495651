//! The sum of a block (leaf) of pairwise summation.

use superlinear_numerics::simd::{LANES, sum_of_lanes};

/// The number of interleaved partial sums: an addition takes several cycles, and should not wait for the previous one.
pub const TURNS: usize = 4;

/// The partial sums of a block.
#[derive(Clone, Copy, Default)]
pub struct LeafSum([[f64; LANES]; TURNS]);

impl LeafSum {
    /// Adds the chunk with this index in the block; the last one may be incomplete.
    #[inline(always)]
    pub fn add(&mut self, number: usize, values: &[f64]) {
        let lanes = &mut self.0[number % TURNS];
        lanes.iter_mut().zip(values).for_each(|(lane, value)| *lane += value);
    }

    /// The total.
    #[inline(always)]
    pub fn total(&self) -> f64 {
        let [a, b, c, d] = self.0;
        let mut lanes = [0.0; LANES];
        for k in 0..LANES {
            lanes[k] = (a[k] + b[k]) + (c[k] + d[k]);
        }
        sum_of_lanes(lanes)
    }
}
