//! Normal random numbers by the Box–Muller transform: two per block of random words.
//!
//! Source: Box and Muller, A Note on the Generation of Random Normal Deviates, Ann. Math. Stat. 29, 1958.

use super::philox::{Blocks, COUNTERS, WORDS};
use crate::simd::{Arithmetic, Kernel, Unfused};

/// Numbers from the blocks generated at once.
pub(super) const NUMBERS: usize = 2 * COUNTERS;

/// Two independent standard normal numbers from two uniform ones. Never uses fused multiply-add, so the bits are the
/// same on every platform.
#[inline(always)]
pub(super) fn box_muller(radius: f64, angle: f64) -> [f64; 2] {
    // In (0, 1], so that the logarithm is finite.
    let radius = (-2.0 * Unfused.ln(1.0 - radius)).sqrt();
    let (sine, cosine) = Unfused.sin_cos_turns(angle);
    [radius * cosine, radius * sine]
}

/// Uniform in [0, 1), a multiple of 2^-53: the high 53 of 64 bits. Conversions of 32 bits vectorize everywhere.
#[inline(always)]
pub(super) fn uniform(low: u32, high: u32) -> f64 {
    const HIGH_UNIT: f64 = 1.0 / (1_u64 << 32) as f64;
    f64::from(high) * HIGH_UNIT + f64::from(low >> 11) * (f64::EPSILON / 2.0)
}

/// Writes the normal numbers of consecutive blocks.
pub(super) struct FillNormal<'a> {
    pub blocks: Blocks,
    pub first: u64,
    pub groups: &'a mut [[f64; NUMBERS]],
}

impl Kernel for FillNormal<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let mut block = self.first;
        for group in self.groups {
            let words: [[u32; COUNTERS]; WORDS] = self.blocks.from(block);
            let mut pairs = [[0.0; COUNTERS]; 2];
            for lane in 0..COUNTERS {
                let uniform = [uniform(words[0][lane], words[1][lane]), uniform(words[2][lane], words[3][lane])];
                [pairs[0][lane], pairs[1][lane]] = box_muller(uniform[0], uniform[1]);
            }
            for (lane, out) in group.as_chunks_mut::<2>().0.iter_mut().enumerate() {
                *out = [pairs[0][lane], pairs[1][lane]];
            }
            block = block.wrapping_add(COUNTERS as u64);
        }
    }
}
