//! A block to update, and its curvature.

use super::dense::largest_eigenvalue;
use super::smooth::Smooth;

/// A block to update.
pub(super) struct Block {
    /// The coordinates; ascending except in fixed blocks.
    pub coordinates: Vec<usize>,
    /// Whether the matrix restricted to the block is a forest.
    pub is_forest: bool,
}

/// The largest block with an eigenvalue computation. It takes about 4/3 n³ operations, 170 million at this size.
const LARGE_BLOCK: usize = 500;

/// The largest curvature of the bound of a block's Hessian. For large blocks of a graph, Gershgorin's upper bound of
/// it.
pub(super) fn block_curvature(smooth: &Smooth, block: &[usize]) -> f64 {
    match &smooth.graph {
        Some(graph) if block.len() > LARGE_BLOCK => {
            block.iter().map(|&i| graph.row(i).1.iter().map(|entry| entry.abs()).sum()).fold(0.0, f64::max)
        }
        _ => largest_eigenvalue(&smooth.bound(block)),
    }
}
