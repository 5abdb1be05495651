//! The partition of a problem's rows into blocks of work.

use crate::lanes::Lanes;
use std::ops::Range;

/// Approximate number of costs in a block: some 30 microseconds of work, far more than the overhead of its
/// distribution.
const BLOCK_COSTS: usize = 1 << 15;

/// Maximum number of blocks. More would only add partial column sums, one set per block.
const MAX_BLOCKS: usize = 32;

/// Equal blocks of rows. They depend only on the shape of the problem, so results do not depend on the number of
/// threads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Blocks {
    rows: usize,
    rows_per_block: usize,
}

impl Blocks {
    /// The blocks of a problem with this many rows and columns, at least one of each.
    pub(crate) fn new(rows: usize, columns: usize) -> Self {
        let count = (rows.saturating_mul(columns) / BLOCK_COSTS).clamp(1, MAX_BLOCKS.min(rows));
        Self { rows, rows_per_block: rows.div_ceil(count) }
    }

    pub(crate) fn count(self) -> usize {
        self.rows.div_ceil(self.rows_per_block)
    }

    pub(crate) fn rows_per_block(self) -> usize {
        self.rows_per_block
    }

    pub(crate) fn rows(self, block: usize) -> Range<usize> {
        let first = block * self.rows_per_block;
        first..self.rows.min(first + self.rows_per_block)
    }
}

/// Adds the blocks' terms of sums over the rows, in the order of the blocks.
pub(crate) fn sum_columns<'a>(parts: impl Iterator<Item = &'a [Lanes]>, sums: &mut Vec<f64>) {
    sums.fill(0.0);
    for part in parts {
        let part = part.as_flattened();
        sums.resize(part.len(), 0.0);
        for (sum, part) in sums.iter_mut().zip(part) {
            *sum += part;
        }
    }
}
