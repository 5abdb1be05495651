//! Sparse sign sketches: a few entries of random sign per column, one in each of as many bands of rows.
//!
//! Source: Achlioptas 2003; Kane and Nelson, Sparser Johnson-Lindenstrauss Transforms, J. ACM 61, 2014 (the block
//! construction). With one entry per column it is the CountSketch of Clarkson and Woodruff, STOC 2013.

use super::columns::Columns;
use super::operand::Operand;
use std::ops::Range;
use superlinear_interface::SparseMatrix;
use superlinear_numerics::random::Stream;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// Number of columns in a block: the operand's corresponding rows stay in the second-level cache.
const COLUMNS_PER_BLOCK: usize = 512;

pub(super) struct SparseSign {
    rows: usize,
    /// The number of entries per column, and of bands of rows.
    nonzeros: usize,
    seed: u64,
    stream: u64,
}

/// The entries of a block of columns, one column after the other.
pub(super) struct Block {
    rows: Vec<u32>,
    signs: Vec<f64>,
}

impl SparseSign {
    /// A sketch with this many entries per column, at least one and at most one per row.
    pub(crate) fn new(rows: usize, nonzeros: usize, seed: u64, stream: u64) -> Self {
        Self { rows, nonzeros: nonzeros.clamp(1, rows), seed, stream }
    }

    /// The entries of each column of a block.
    fn columns<'b>(
        &self,
        block: &'b Block,
    ) -> impl Iterator<Item = impl Iterator<Item = (usize, f64)> + use<'b>> + use<'b> {
        let columns = block.rows.chunks_exact(self.nonzeros).zip(block.signs.chunks_exact(self.nonzeros));
        columns.map(|(rows, signs)| rows.iter().map(|&row| row as usize).zip(signs.iter().copied()))
    }

    /// Adds a block of columns times the rows of a sparse operand, starting at row `first`.
    pub(crate) fn add_sparse(
        &self,
        block: &Block,
        first: usize,
        operand: &Operand,
        matrix: &SparseMatrix,
        sums: &mut [f64],
    ) {
        let width = operand.columns();
        for (i, entries) in (first..).zip(self.columns(block)) {
            let (indices, values) = matrix.row(i);
            for (row, sign) in entries {
                let factor = sign * operand.row_factor(i);
                let (of_matrix, beside) = sums[row * width..(row + 1) * width].split_at_mut(matrix.columns);
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

impl Columns for SparseSign {
    type Block = Block;

    fn columns_per_block(&self) -> usize {
        COLUMNS_PER_BLOCK
    }

    fn widest_panel(&self) -> usize {
        LANES
    }

    fn scale(&self) -> f64 {
        1.0 / (self.nonzeros as f64).sqrt()
    }

    /// Each entry uses 32 random bits: the lowest is its sign, the others its position in its band.
    fn draw(&self, columns: Range<usize>) -> Block {
        let blocks_per_column = self.nonzeros.div_ceil(4);
        let mut words = vec![0; columns.len() * blocks_per_column * 4];
        let first = columns.start as u64 * blocks_per_column as u64;
        Stream::starting_at(self.seed, self.stream, first).fill_u32(&mut words);
        let mut rows = vec![0; columns.len() * self.nonzeros];
        let mut signs = vec![0.0; columns.len() * self.nonzeros];
        let bands = (0..self.nonzeros).map(|band| self.band(band)).collect::<Vec<_>>();
        let columns = rows.chunks_exact_mut(self.nonzeros).zip(signs.chunks_exact_mut(self.nonzeros));
        for (words, (rows, signs)) in words.chunks_exact(blocks_per_column * 4).zip(columns) {
            for (((word, band), row), sign) in words.iter().zip(&bands).zip(rows).zip(signs) {
                let place = (u64::from(word >> 1) * u64::from(band.end - band.start)) >> 31;
                *row = band.start + place as u32;
                *sign = 1.0 - 2.0 * f64::from(word & 1);
            }
        }
        Block { rows, signs }
    }

    fn add(&self, block: &Block, panel: &mut [f64], width: usize, sums: &mut [f64]) {
        debug_assert_eq!(width, LANES);
        dispatch(Add { sketch: self, block, panel, sums });
    }

    fn apply_transpose(&self, block: &Block, matrix: &[f64], width: usize, panel: &mut [f64]) {
        for (entries, out) in self.columns(block).zip(panel.chunks_exact_mut(width)) {
            out.fill(0.0);
            for (row, sign) in entries {
                let values = &matrix[row * width..(row + 1) * width];
                out.iter_mut().zip(values).for_each(|(out, value)| *out += sign * value);
            }
        }
    }
}

impl SparseSign {
    fn band(&self, band: usize) -> Range<u32> {
        let start = |band| (band * self.rows / self.nonzeros) as u32;
        start(band)..start(band + 1)
    }
}

/// Adds each row of the panel to the sums of its column's entries.
struct Add<'a> {
    sketch: &'a SparseSign,
    block: &'a Block,
    panel: &'a [f64],
    sums: &'a mut [f64],
}

impl Kernel for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let (panel, sums) = (self.panel.as_chunks::<LANES>().0, self.sums.as_chunks_mut::<LANES>().0);
        for (entries, &values) in self.sketch.columns(self.block).zip(panel) {
            for (row, sign) in entries {
                let sums = &mut sums[row];
                *sums = std::array::from_fn(|lane| arithmetic.mul_add(sign, values[lane], sums[lane]));
            }
        }
    }
}
