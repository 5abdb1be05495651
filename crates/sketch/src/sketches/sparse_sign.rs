//! Sparse sign sketches: a few entries of random sign in each column, one in each of as many bands of rows.
//!
//! Source: Achlioptas 2003; Kane and Nelson, Sparser Johnson-Lindenstrauss Transforms, J. ACM 61, 2014 (the block
//! construction). With one entry a column it is the CountSketch of Clarkson and Woodruff, STOC 2013.

use super::operand::Operand;
use super::pass::Columns;
use std::ops::Range;
use superlinear_interface::SparseMatrix;
use superlinear_numerics::random::Stream;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// A block has about as many columns as the sketch has rows, between these: then each row of sums takes in several rows of
/// the operand between being read and written, and both stay in the second-level cache.
const FEWEST_COLUMNS: usize = 64;
const MOST_COLUMNS: usize = 1024;

/// Bytes of a panel and of the sums that it is added to: together they fit the second-level cache.
const PANEL_BYTES: usize = 1 << 19;

/// Registers of [`LANES`] sums that are kept while entries are added.
const REGISTERS: usize = 4;

/// A sparse sign sketch.
pub(super) struct SparseSign {
    rows: usize,
    /// Entries in each column, and bands of rows.
    nonzeros: usize,
    seed: u64,
    stream: u64,
}

/// The entries of a block of columns, in the order of their rows.
pub(super) struct Block {
    /// Where each row's entries begin; one more for the end.
    starts: Vec<u32>,
    /// The column within the block, doubled, plus one where the entry is negative.
    entries: Vec<u32>,
}

impl SparseSign {
    /// A sketch with this many entries in each column, from one up to one in each row.
    pub fn new(rows: usize, nonzeros: usize, seed: u64, stream: u64) -> Self {
        Self { rows, nonzeros: nonzeros.clamp(1, rows), seed, stream }
    }

    /// Adds a block of columns times the rows of a sparse operand from `first` on.
    pub fn add_sparse(&self, block: &Block, first: usize, operand: &Operand, matrix: &SparseMatrix, sums: &mut [f64]) {
        for (entries, sums) in block.rows().zip(sums.chunks_exact_mut(operand.columns())) {
            let (of_matrix, beside) = sums.split_at_mut(matrix.columns);
            for &entry in entries {
                let i = first + column(entry);
                let factor = sign(entry) * operand.row_factor(i);
                let (indices, values) = matrix.row(i);
                for (&column, value) in indices.iter().zip(values) {
                    of_matrix[column as usize] += factor * value;
                }
                for (sum, value) in beside.iter_mut().zip(operand.right_sides(i)) {
                    *sum += factor * value;
                }
            }
        }
    }
}

impl Block {
    /// The entries of each row.
    fn rows(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.entries[ends[0] as usize..ends[1] as usize])
    }
}

#[inline(always)]
fn column(entry: u32) -> usize {
    (entry >> 1) as usize
}

#[inline(always)]
fn sign(entry: u32) -> f64 {
    1.0 - 2.0 * f64::from(entry & 1)
}

impl Columns for SparseSign {
    type Block = Block;

    fn columns_per_block(&self) -> usize {
        self.rows.clamp(FEWEST_COLUMNS, MOST_COLUMNS)
    }

    fn widest_panel(&self) -> usize {
        let height = self.columns_per_block() + self.rows;
        (PANEL_BYTES / size_of::<f64>() / height / LANES).max(1) * LANES
    }

    fn scale(&self) -> f64 {
        1.0 / (self.nonzeros as f64).sqrt()
    }

    /// Each entry takes 32 bits: the lowest is its sign, the others its place in its band.
    fn draw(&self, columns: Range<usize>) -> Block {
        let words_per_column = self.nonzeros.next_multiple_of(4);
        let first = columns.start as u64 * (words_per_column / 4) as u64;
        let mut random = Stream::starting_at(self.seed, self.stream, first);
        let mut starts = vec![0; self.rows + 2];
        let mut placed = Vec::with_capacity(columns.len() * self.nonzeros);
        for _ in columns.clone() {
            for band in 0..words_per_column {
                let word = random.next_u32();
                if band < self.nonzeros {
                    let row = self.row_in_band(band, word);
                    starts[row + 2] += 1;
                    placed.push((row as u32, word & 1));
                }
            }
        }
        for row in 2..starts.len() {
            starts[row] += starts[row - 1];
        }
        let mut entries = vec![0; placed.len()];
        for (k, (row, negative)) in placed.into_iter().enumerate() {
            let place = &mut starts[row as usize + 1];
            entries[*place as usize] = (k / self.nonzeros) as u32 * 2 + negative;
            *place += 1;
        }
        starts.pop();
        Block { starts, entries }
    }

    fn add(&self, block: &Block, panel: &mut [f64], width: usize, sums: &mut [f64]) {
        dispatch(Add { block, panel, width, sums });
    }

    fn apply_transpose(&self, block: &Block, matrix: &[f64], width: usize, panel: &mut [f64]) {
        panel.fill(0.0);
        for (entries, row) in block.rows().zip(matrix.chunks_exact(width)) {
            for &entry in entries {
                let sums = &mut panel[column(entry) * width..][..width];
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += sign(entry) * value);
            }
        }
    }
}

impl SparseSign {
    fn row_in_band(&self, band: usize, word: u32) -> usize {
        let (first, end) = (band * self.rows / self.nonzeros, (band + 1) * self.rows / self.nonzeros);
        first + (u64::from(word >> 1) * (end - first) as u64 >> 31) as usize
    }
}

/// Adds to each row of sums the rows of the panel that it has entries for.
struct Add<'a> {
    block: &'a Block,
    panel: &'a [f64],
    width: usize,
    sums: &'a mut [f64],
}

impl Kernel for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let panel = self.panel.as_chunks::<LANES>().0;
        let stride = self.width / LANES;
        let starts = self.block.starts.windows(2);
        for (ends, sums) in starts.zip(self.sums.as_chunks_mut::<LANES>().0.chunks_exact_mut(stride)) {
            let entries = &self.block.entries[ends[0] as usize..ends[1] as usize];
            let mut wide = sums.chunks_exact_mut(REGISTERS);
            let mut offset = 0;
            for sums in &mut wide {
                add_entries::<A, REGISTERS>(arithmetic, entries, &panel[offset..], stride, sums);
                offset += REGISTERS;
            }
            for sums in wide.into_remainder().chunks_exact_mut(1) {
                add_entries::<A, 1>(arithmetic, entries, &panel[offset..], stride, sums);
                offset += 1;
            }
        }
    }
}

/// Adds the first `N` groups of some of the panel's rows, with their signs, to `N` groups of sums.
#[inline(always)]
fn add_entries<A: Arithmetic, const N: usize>(
    arithmetic: A,
    entries: &[u32],
    panel: &[[f64; LANES]],
    stride: usize,
    sums: &mut [[f64; LANES]],
) {
    let sums: &mut [[f64; LANES]; N] = sums.try_into().expect("N groups");
    let mut kept = *sums;
    for &entry in entries {
        let sign = sign(entry);
        let row = &panel[column(entry) * stride..][..N];
        for (kept, values) in kept.iter_mut().zip(row) {
            for (kept, value) in kept.iter_mut().zip(values) {
                *kept = arithmetic.mul_add(sign, *value, *kept);
            }
        }
    }
    *sums = kept;
}
