//! Philox4x32-10, vectorized over blocks.
//!
//! Source: Salmon, Moraes, Dror, Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011.

use crate::simd::{Arithmetic, Kernel};

/// Multipliers and key increments of the paper's table 2 and section 3.2: the golden ratio and the square root of 3
/// minus 1.
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const KEY_INCREMENTS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// The four words at `counter` of the generator with this `key`.
#[inline]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [[c0], [c1], [c2], [c3]] = philox_lanes(counter.map(|word| [word]), key);
    [c0, c1, c2, c3]
}

/// The words of several counters at once: word `i` of counter `k` is at `[i][k]`.
#[inline(always)]
fn philox_lanes<const N: usize>(counters: [[u32; N]; WORDS], key: [u32; 2]) -> [[u32; N]; WORDS] {
    let ([mut c0, mut c1, mut c2, mut c3], [mut k0, mut k1]) = (counters, key);
    for _ in 0..ROUNDS {
        for lane in 0..N {
            let p0 = u64::from(MULTIPLIERS[0]) * u64::from(c0[lane]);
            let p1 = u64::from(MULTIPLIERS[1]) * u64::from(c2[lane]);
            (c0[lane], c1[lane]) = ((p1 >> 32) as u32 ^ c1[lane] ^ k0, p1 as u32);
            (c2[lane], c3[lane]) = ((p0 >> 32) as u32 ^ c3[lane] ^ k1, p0 as u32);
        }
        (k0, k1) = (k0.wrapping_add(KEY_INCREMENTS[0]), k1.wrapping_add(KEY_INCREMENTS[1]));
    }
    [c0, c1, c2, c3]
}

/// Words per block.
pub(super) const WORDS: usize = 4;

/// Counters processed at once by vectorized code: the 32-bit words of an AVX-512 register.
pub(super) const COUNTERS: usize = 16;

/// Blocks of one stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Blocks {
    key: [u32; 2],
    stream: [u32; 2],
}

impl Blocks {
    /// The blocks of stream number `stream` of `seed`.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        Self { key: halves(seed), stream: halves(stream) }
    }

    /// The words of one block.
    #[inline]
    pub(crate) fn at(self, block: u64) -> [u32; WORDS] {
        let [low, high] = halves(block);
        philox([low, high, self.stream[0], self.stream[1]], self.key)
    }

    /// The words of the blocks from `first` on: word `i` of block `k` is at `[i][k]`.
    #[inline(always)]
    pub(crate) fn from(self, first: u64) -> [[u32; COUNTERS]; WORDS] {
        let blocks: [u64; COUNTERS] = std::array::from_fn(|lane| first.wrapping_add(lane as u64));
        let [low, high] = [blocks.map(|block| block as u32), blocks.map(|block| (block >> 32) as u32)];
        let [stream_low, stream_high] = self.stream.map(|word| [word; COUNTERS]);
        philox_lanes([low, high, stream_low, stream_high], self.key)
    }
}

fn halves(word: u64) -> [u32; 2] {
    [word as u32, (word >> 32) as u32]
}

/// Writes the words of consecutive blocks.
pub(super) struct Fill<'a> {
    pub blocks: Blocks,
    pub first: u64,
    pub groups: &'a mut [[u32; WORDS * COUNTERS]],
}

impl Kernel for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let mut block = self.first;
        for group in self.groups {
            let words = self.blocks.from(block);
            for (lane, out) in group.as_chunks_mut::<WORDS>().0.iter_mut().enumerate() {
                *out = words.map(|word| word[lane]);
            }
            block = block.wrapping_add(COUNTERS as u64);
        }
    }
}
