//! The interface between a kind of sketch and a pass over an operand.

use std::ops::Range;

/// A kind of sketch, by blocks of its columns, without the factor `scale`. A block is multiplied by the operand's block
/// of rows with the same indices.
pub(super) trait Columns: Sync {
    /// The random data of a block of columns.
    type Block;

    /// The number of columns in a block. Blocks start at multiples of it.
    fn columns_per_block(&self) -> usize;

    /// The maximum number of the operand's columns multiplied at a time, a multiple of
    /// [`LANES`](superlinear_numerics::simd::LANES).
    fn widest_panel(&self) -> usize;

    /// The factor to be applied to all entries.
    fn scale(&self) -> f64;

    /// Samples a block of columns.
    fn draw(&self, columns: Range<usize>) -> Self::Block;

    /// Adds the block times `panel` to `sums`. Both are row-major with `width` columns; `panel` has one row per column
    /// of a full block and may be overwritten.
    fn add(&self, block: &Self::Block, panel: &mut [f64], width: usize, sums: &mut [f64]);

    /// Writes the transpose of the block times `matrix` to `panel`, with the sizes of [`add`](Self::add).
    fn apply_transpose(&self, block: &Self::Block, matrix: &[f64], width: usize, panel: &mut [f64]);
}
