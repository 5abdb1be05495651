//! Counter-based random numbers: Philox4x32-10.
//!
//! The numbers of a stream are a function of the seed, the stream's number and the position, so any part of a random
//! matrix can be generated alone. The result depends neither on the number of threads nor on the division of work.
//!
//! Source: Salmon, Moraes, Dror, Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011.

mod mulberry;
mod normal;
mod philox;

pub use mulberry::Mulberry32;
pub use philox::philox;

use crate::simd::dispatch;
use normal::{FillNormal, NUMBERS, box_muller, uniform};
use philox::{Blocks, COUNTERS, Fill, WORDS};

/// A stream of random numbers, readable from any position.
#[derive(Clone, Debug)]
pub struct Stream {
    blocks: Blocks,
    block: u64,
    words: [u32; WORDS],
    used: usize,
    spare_normal: Option<f64>,
}

impl Stream {
    /// Stream number `stream` of `seed`, from its beginning.
    pub fn new(seed: u64, stream: u64) -> Self {
        Self::starting_at(seed, stream, 0)
    }

    /// Stream number `stream` of `seed`, from its `block`-th four words on. Blocks are independent: to divide a stream
    /// between tiles, assign each a range of blocks.
    pub fn starting_at(seed: u64, stream: u64, block: u64) -> Self {
        Self { blocks: Blocks::new(seed, stream), block, words: [0; WORDS], used: WORDS, spare_normal: None }
    }

    /// 32 random bits.
    #[inline]
    pub fn next_u32(&mut self) -> u32 {
        if self.used == WORDS {
            self.words = self.blocks.at(self.block);
            self.block = self.block.wrapping_add(1);
            self.used = 0;
        }
        self.used += 1;
        self.words[self.used - 1]
    }

    /// Fills `words` like successive calls of [`next_u32`](Self::next_u32), several times faster.
    pub fn fill_u32(&mut self, words: &mut [u32]) {
        let (rest, words) = words.split_at_mut((WORDS - self.used).min(words.len()));
        rest.fill_with(|| self.next_u32());
        let (groups, words) = words.as_chunks_mut::<{ WORDS * COUNTERS }>();
        dispatch(Fill { blocks: self.blocks, first: self.block, groups });
        self.block = self.block.wrapping_add((groups.len() * COUNTERS) as u64);
        words.fill_with(|| self.next_u32());
    }

    /// 64 random bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        let low = self.next_u32();
        u64::from(self.next_u32()) << 32 | u64::from(low)
    }

    /// Uniform in [0, 1), a multiple of 2^-53.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        let low = self.next_u32();
        uniform(low, self.next_u32())
    }

    /// A uniform integer below `bound`, without bias (Lemire, ACM Trans. Model. Comput. Simul. 29, 2019). Panics if
    /// `bound` is 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        assert!(bound > 0, "there is no number below 0");
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u64::from(self.next_u32()) * u64::from(bound);
            if product as u32 >= threshold {
                return (product >> 32) as u32;
            }
        }
    }

    /// Standard normal, with the same bits on every platform.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        let [normal, spare] = box_muller(self.uniform(), self.uniform());
        self.spare_normal = Some(spare);
        normal
    }

    /// Fills `numbers` like successive calls of [`normal`](Self::normal), several times faster if no half of a block
    /// was used before.
    pub fn fill_normal(&mut self, numbers: &mut [f64]) {
        let is_aligned = self.used == WORDS && self.spare_normal.is_none();
        let (groups, rest) = numbers.as_chunks_mut::<NUMBERS>();
        if is_aligned {
            dispatch(FillNormal { blocks: self.blocks, first: self.block, groups });
            self.block = self.block.wrapping_add((groups.len() * COUNTERS) as u64);
        } else {
            groups.as_flattened_mut().fill_with(|| self.normal());
        }
        rest.fill_with(|| self.normal());
    }

    /// Shuffles `items` (Fisher and Yates; Knuth, The Art of Computer Programming 2, algorithm 3.4.2P). Panics for more
    /// than 2^32 - 1 items.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let bound = u32::try_from(last + 1).expect("fewer than 2^32 items");
            items.swap(last, self.below(bound) as usize);
        }
    }
}
