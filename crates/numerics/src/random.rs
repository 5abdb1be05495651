//! Random numbers by counting: Philox4x32-10.
//!
//! A stream's numbers are a function of the seed, the stream's number and the place in the stream, so that any part of a
//! random matrix can be made alone: what comes out depends neither on the number of threads nor on how work is cut.
//!
//! Source: Salmon, Moraes, Dror, Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011.

use crate::simd::{Arithmetic, Kernel, dispatch};

/// Multipliers and key increments of the paper's table 2 and section 3.2: the golden ratio and the square root of 3 less 1.
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const KEY_INCREMENTS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// The four words at `counter` of the generator with this `key`.
#[inline]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [[c0], [c1], [c2], [c3]] = philox_lanes(counter.map(|word| [word]), key);
    [c0, c1, c2, c3]
}

/// The same at several counters at once: word `i` of counter `k` stands at `[i][k]`.
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

/// Words made at a time.
const WORDS: usize = 4;

/// Counters that vectorised code takes at once.
const COUNTERS: usize = 16;

/// A stream of random numbers, read from any place on.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u32; 2],
    stream: [u32; 2],
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

    /// The same from its `block`-th four words on. Blocks are independent: cut a stream between tiles by giving each a
    /// range of blocks of its own.
    pub fn starting_at(seed: u64, stream: u64, block: u64) -> Self {
        let (key, stream) = (halves(seed), halves(stream));
        Self { key, stream, block, words: [0; WORDS], used: WORDS, spare_normal: None }
    }

    /// 32 random bits.
    #[inline]
    pub fn next_u32(&mut self) -> u32 {
        if self.used == WORDS {
            let [low, high] = halves(self.block);
            self.words = philox([low, high, self.stream[0], self.stream[1]], self.key);
            self.block = self.block.wrapping_add(1);
            self.used = 0;
        }
        self.used += 1;
        self.words[self.used - 1]
    }

    /// Fills `words` as [`next_u32`](Self::next_u32) would one by one, several times as fast.
    pub fn fill_u32(&mut self, words: &mut [u32]) {
        let (rest, words) = words.split_at_mut((WORDS - self.used).min(words.len()));
        rest.fill_with(|| self.next_u32());
        let (groups, words) = words.as_chunks_mut::<{ WORDS * COUNTERS }>();
        dispatch(Fill { key: self.key, stream: self.stream, block: self.block, groups });
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
        (self.next_u64() >> 11) as f64 * (f64::EPSILON / 2.0)
    }

    /// Uniform among the whole numbers below `bound`, without bias (Lemire, ACM Trans. Model. Comput. Simul. 29, 2019).
    /// Panics where `bound` is 0.
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

    /// Standard normal, by Box and Muller's transform with `libm`'s functions, whose bits are the same on every platform.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        // In (0, 1], so that the logarithm is finite.
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        let (sine, cosine) = libm::sincos(2.0 * std::f64::consts::PI * self.uniform());
        self.spare_normal = Some(radius * sine);
        radius * cosine
    }

    /// Puts `items` in random order (Fisher and Yates; Knuth, The Art of Computer Programming 2, algorithm 3.4.2P). Panics
    /// for more than 2^32 - 1 of them.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let bound = u32::try_from(last + 1).expect("fewer than 2^32 items");
            items.swap(last, self.below(bound) as usize);
        }
    }
}

fn halves(word: u64) -> [u32; 2] {
    [word as u32, (word >> 32) as u32]
}

struct Fill<'a> {
    key: [u32; 2],
    stream: [u32; 2],
    block: u64,
    groups: &'a mut [[u32; WORDS * COUNTERS]],
}

impl Kernel for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let mut block = self.block;
        for group in self.groups {
            let blocks: [u64; COUNTERS] = std::array::from_fn(|lane| block.wrapping_add(lane as u64));
            let [low, high] = [blocks.map(|block| block as u32), blocks.map(|block| (block >> 32) as u32)];
            let [stream_low, stream_high] = self.stream.map(|word| [word; COUNTERS]);
            let words = philox_lanes([low, high, stream_low, stream_high], self.key);
            for (lane, out) in group.as_chunks_mut::<WORDS>().0.iter_mut().enumerate() {
                *out = words.map(|word| word[lane]);
            }
            block = block.wrapping_add(COUNTERS as u64);
        }
    }
}
