//! The sum of a leaf of the tree by which sums are taken.

use superlinear_numerics::simd::{LANES, sum_of_lanes};

/// Chunks are added in turn to so many sums: an addition takes several cycles, and waits for none before it.
pub const TURNS: usize = 4;

/// A leaf's sum under way.
#[derive(Clone, Copy, Default)]
pub struct LeafSum([[f64; LANES]; TURNS]);

impl LeafSum {
    /// Adds the chunk with this number in the leaf, or what there is of the last one.
    #[inline(always)]
    pub fn add(&mut self, number: usize, values: &[f64]) {
        let lanes = &mut self.0[number % TURNS];
        lanes.iter_mut().zip(values).for_each(|(lane, value)| *lane += value);
    }

    /// The sum of all.
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
