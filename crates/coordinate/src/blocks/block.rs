//! A block to be updated, and its curvature.

use super::dense::largest_eigenvalue;
use super::smooth::Smooth;

/// A block to be updated.
pub(super) struct Block {
    /// Ascending but for fixed blocks.
    pub coordinates: Vec<usize>,
    /// Whether its part of the matrix is a forest.
    pub is_forest: bool,
}

/// Eigenvalues of a larger block are not computed: they take about 4/3 n^3 operations, here 170 million, for each block.
const LARGE_BLOCK: usize = 500;

/// The largest curvature of a block's bound; of large blocks of a graph by Gershgorin's theorem.
pub(super) fn block_curvature(smooth: &Smooth, block: &[usize]) -> f64 {
    match &smooth.graph {
        Some(graph) if block.len() > LARGE_BLOCK => {
            block.iter().map(|&i| graph.row(i).1.iter().map(|entry| entry.abs()).sum()).fold(0.0, f64::max)
        }
        _ => largest_eigenvalue(&smooth.bound(block)),
    }
}
