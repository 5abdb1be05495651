//! The subsampled randomized Hadamard transform: S = P H D / sqrt(s) with random signs D, the Walsh-Hadamard transform
//! H of size n₂, the next power of two, and a sample P of s of its n₂ rows without replacement.
//!
//! H is the product of transforms of the high and of the low bits of the row indices. So a block of b rows undergoes
//! its own fast transform in cache, and each sampled row then adds its entry of the result, with the sign determined by
//! the high bits: n (log2 b + s / b) additions per column instead of n₂ log2 n₂, one pass over the operand, and no
//! memory for the transform.
//!
//! Source: Ailon and Chazelle, SIAM J. Comput. 39, 2009; Tropp, Adv. Adapt. Data Anal. 3, 2011.

use super::columns::Columns;
use std::collections::HashSet;
use std::ops::Range;
use superlinear_numerics::random::Stream;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// Limits on the rows in a block; more than the rows of the sketch are useless.
const FEWEST_COLUMNS: usize = 64;
const MAX_COLUMNS: usize = 4096;

/// Number of entries of a panel, transformed in the second-level cache.
const PANEL_ENTRIES: usize = 1 << 15;

/// The stream position of the row sample, far behind the signs.
const CHOICE: u64 = 1 << 60;

/// Number of signs in a block of the random stream.
const SIGNS_PER_BLOCK: usize = 128;

pub(super) struct Srht {
    /// The sampled rows of the full transform, ascending.
    chosen: Vec<u32>,
    /// The number of columns in a block, a power of two.
    height: usize,
    seed: u64,
    stream: u64,
}

/// The random data of a block of columns.
pub(super) struct Block {
    /// The index of the block.
    index: u32,
    /// The sign of each column.
    signs: Vec<f64>,
}

impl Srht {
    /// A transform with `rows` rows, at most `columns` rounded up to a power of two.
    pub(crate) fn new(rows: usize, columns: usize, seed: u64, stream: u64) -> Self {
        let transformed = columns.next_power_of_two();
        let mut random = Stream::starting_at(seed, stream, CHOICE);
        let height = rows.next_power_of_two().clamp(FEWEST_COLUMNS, MAX_COLUMNS).min(transformed);
        Self { chosen: choose(rows, transformed, &mut random), height, seed, stream }
    }
}

/// Samples `count` of the integers below `bound`, ascending, each set with equal probability (Floyd; Bentley,
/// Programming Pearls, Commun. ACM 30, 1987).
fn choose(count: usize, bound: usize, random: &mut Stream) -> Vec<u32> {
    let mut chosen = HashSet::with_capacity(count);
    for last in (bound - count) as u32..bound as u32 {
        let candidate = random.below(last + 1);
        if !chosen.insert(candidate) {
            chosen.insert(last);
        }
    }
    let mut chosen = chosen.into_iter().collect::<Vec<_>>();
    chosen.sort_unstable();
    chosen
}

impl Columns for Srht {
    type Block = Block;

    fn columns_per_block(&self) -> usize {
        self.height
    }

    fn widest_panel(&self) -> usize {
        (PANEL_ENTRIES / self.height / LANES).max(1) * LANES
    }

    fn scale(&self) -> f64 {
        1.0 / (self.chosen.len() as f64).sqrt()
    }

    fn draw(&self, columns: Range<usize>) -> Block {
        let index = (columns.start / self.height) as u32;
        let first = (columns.start / SIGNS_PER_BLOCK) as u64;
        let mut random = Stream::starting_at(self.seed, self.stream, first);
        let skipped = columns.start % SIGNS_PER_BLOCK;
        for _ in 0..skipped / 32 {
            random.next_u32();
        }
        let mut signs = Vec::with_capacity(columns.len().next_multiple_of(32));
        while signs.len() < skipped % 32 + columns.len() {
            let word = random.next_u32();
            signs.extend((0..32).map(|bit| sign(word >> bit)));
        }
        signs.drain(..skipped % 32);
        signs.truncate(columns.len());
        Block { index, signs }
    }

    fn add(&self, block: &Block, panel: &mut [f64], width: usize, sums: &mut [f64]) {
        dispatch(Add { transform: self, block, panel, width, sums });
    }

    fn apply_transpose(&self, block: &Block, matrix: &[f64], width: usize, panel: &mut [f64]) {
        dispatch(ApplyTranspose { transform: self, block, matrix, width, panel });
    }
}

impl Srht {
    /// The row of a block's transform used by a sampled row, and its sign.
    #[inline(always)]
    fn place(&self, chosen: u32, block: &Block) -> (usize, f64) {
        let high = chosen / self.height as u32;
        (chosen as usize % self.height, sign((high & block.index).count_ones()))
    }
}

/// -1 if the lowest bit is set, otherwise 1.
#[inline(always)]
fn sign(bits: u32) -> f64 {
    1.0 - 2.0 * f64::from(bits & 1)
}

struct Add<'a> {
    transform: &'a Srht,
    block: &'a Block,
    panel: &'a mut [f64],
    width: usize,
    sums: &'a mut [f64],
}

impl Kernel for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        multiply_rows(self.panel, self.width, &self.block.signs);
        walsh_hadamard(self.panel, self.width);
        for (&chosen, sums) in self.transform.chosen.iter().zip(self.sums.chunks_exact_mut(self.width)) {
            let (row, sign) = self.transform.place(chosen, self.block);
            for (sum, value) in sums.iter_mut().zip(&self.panel[row * self.width..]) {
                *sum = arithmetic.mul_add(sign, *value, *sum);
            }
        }
    }
}

struct ApplyTranspose<'a> {
    transform: &'a Srht,
    block: &'a Block,
    matrix: &'a [f64],
    width: usize,
    panel: &'a mut [f64],
}

impl Kernel for ApplyTranspose<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        self.panel.fill(0.0);
        for (&chosen, values) in self.transform.chosen.iter().zip(self.matrix.chunks_exact(self.width)) {
            let (row, sign) = self.transform.place(chosen, self.block);
            for (sum, value) in self.panel[row * self.width..].iter_mut().zip(values) {
                *sum = arithmetic.mul_add(sign, *value, *sum);
            }
        }
        walsh_hadamard(self.panel, self.width);
        multiply_rows(self.panel, self.width, &self.block.signs);
    }
}

#[inline(always)]
fn multiply_rows(rows: &mut [f64], width: usize, factors: &[f64]) {
    for (row, factor) in rows.chunks_exact_mut(width).zip(factors) {
        row.iter_mut().for_each(|entry| *entry *= factor);
    }
}

/// The Walsh-Hadamard transform of each column of a row-major matrix with `width` columns. Its number of rows must be a
/// power of two.
#[inline(always)]
pub(super) fn walsh_hadamard(rows: &mut [f64], width: usize) {
    let mut half = width;
    while half < rows.len() {
        for pair in rows.chunks_exact_mut(2 * half) {
            let (upper, lower) = pair.split_at_mut(half);
            for (a, b) in upper.iter_mut().zip(lower) {
                (*a, *b) = (*a + *b, *a - *b);
            }
        }
        half *= 2;
    }
}
