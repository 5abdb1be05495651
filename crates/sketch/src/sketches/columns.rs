//! What a pass over an operand asks of a kind of sketch.

use std::ops::Range;

/// A kind of sketch, by blocks of its columns; each meets the block of rows of the operand that has the same numbers. Up to
/// the factor `scale`.
pub(super) trait Columns: Sync {
    /// What is random in a block of columns.
    type Block;

    /// Columns in a block. Blocks begin at multiples of it.
    fn columns_per_block(&self) -> usize;

    /// The most columns of the operand that a block meets at a time, a multiple of
    /// [`LANES`](superlinear_numerics::simd::LANES).
    fn widest_panel(&self) -> usize;

    /// The factor by which all entries are too large.
    fn scale(&self) -> f64;

    /// Draws a block of columns.
    fn draw(&self, columns: Range<usize>) -> Self::Block;

    /// Adds the block times `panel` to `sums`. Both are row-major and `width` wide, `panel` has a row for each column of a
    /// whole block; it may be overwritten.
    fn add(&self, block: &Self::Block, panel: &mut [f64], width: usize, sums: &mut [f64]);

    /// Writes the transpose of the block times `matrix` into `panel`, all sizes as for [`add`](Self::add).
    fn apply_transpose(&self, block: &Self::Block, matrix: &[f64], width: usize, panel: &mut [f64]);
}
