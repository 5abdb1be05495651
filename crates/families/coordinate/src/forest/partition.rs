//! Partition of a graph into a few forests: one is chosen greedily, then one of the rest, and so on. On a grid the
//! result is two interlocking combs.

use super::select::ForestSelection;
use crate::order::descending;
use superlinear_interface::SparseMatrix;
use superlinear_systems::symmetric::diagonal;

/// The number of each node's forest, and the number of forests.
///
/// Nodes are tried in order of descending diagonal entries, because nodes with many neighbors are hard to place later.
pub(crate) fn tree_partition(matrix: &SparseMatrix) -> (Vec<u32>, u32) {
    const UNCOVERED: u32 = u32::MAX;
    let mut forest_of = vec![UNCOVERED; matrix.rows];
    let mut rest = by_descending_diagonal(matrix);
    let mut selection = ForestSelection::new(matrix.rows);
    let mut count = 0;
    while !rest.is_empty() {
        selection.clear();
        selection.grow(matrix, rest.iter().copied(), |_| true);
        rest.retain(|&node| !selection.contains(node));
        for (node, forest) in forest_of.iter_mut().enumerate() {
            if selection.contains(node) {
                *forest = count;
            }
        }
        count += 1;
    }
    (forest_of, count)
}

/// The nodes in order of descending diagonal entries; ties in ascending order.
pub(crate) fn by_descending_diagonal(matrix: &SparseMatrix) -> Vec<usize> {
    let diagonal = diagonal(matrix);
    descending(&diagonal)
}
