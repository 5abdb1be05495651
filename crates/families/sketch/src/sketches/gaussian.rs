//! Gaussian sketches: independent normal entries of variance 1/s, generated tile by tile.

use super::columns::Columns;
use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use std::ops::Range;
use superlinear_numerics::random::Stream;
use superlinear_numerics::simd::LANES;

/// Number of entries of a tile of S, and limits on its columns: it stays in the second-level cache.
const TILE_ENTRIES: usize = 1 << 16;
const FEWEST_COLUMNS: usize = 8;
const MAX_COLUMNS: usize = 256;

/// Maximum number of an operand's columns multiplied by a tile at a time.
const WIDEST_PANEL: usize = 256;

pub(super) struct Gaussian {
    rows: usize,
    seed: u64,
    stream: u64,
}

impl Gaussian {
    /// A sketch with this many rows.
    pub(crate) fn new(rows: usize, seed: u64, stream: u64) -> Self {
        Self { rows, seed, stream }
    }
}

impl Columns for Gaussian {
    /// The columns, one after the other.
    type Block = Vec<f64>;

    fn columns_per_block(&self) -> usize {
        (TILE_ENTRIES / self.rows).clamp(FEWEST_COLUMNS, MAX_COLUMNS) / LANES * LANES
    }

    fn widest_panel(&self) -> usize {
        WIDEST_PANEL
    }

    fn scale(&self) -> f64 {
        1.0 / (self.rows as f64).sqrt()
    }

    /// A block of the random stream yields two normal numbers; each column starts with a new block.
    fn draw(&self, columns: Range<usize>) -> Vec<f64> {
        let mut block = vec![0.0; self.columns_per_block() * self.rows];
        for (i, column) in columns.zip(block.chunks_exact_mut(self.rows)) {
            let first = i as u64 * self.rows.div_ceil(2) as u64;
            let mut random = Stream::starting_at(self.seed, self.stream, first);
            random.fill_normal(column);
        }
        block
    }

    fn add(&self, block: &Vec<f64>, panel: &mut [f64], width: usize, sums: &mut [f64]) {
        let count = panel.len() / width;
        let sums = MatMut::from_row_major_slice_mut(sums, self.rows, width);
        let columns = MatRef::from_column_major_slice(block, self.rows, count);
        let panel = MatRef::from_row_major_slice(panel, count, width);
        matmul(sums, Accum::Add, columns, panel, 1.0, Par::Seq);
    }

    fn apply_transpose(&self, block: &Vec<f64>, matrix: &[f64], width: usize, panel: &mut [f64]) {
        let count = panel.len() / width;
        let panel = MatMut::from_row_major_slice_mut(panel, count, width);
        let columns = MatRef::from_column_major_slice(block, self.rows, count);
        let matrix = MatRef::from_row_major_slice(matrix, self.rows, width);
        matmul(panel, Accum::Replace, columns.transpose(), matrix, 1.0, Par::Seq);
    }
}
