//! All nodes of a graph cut into few forests: greedily one, one of the rest, and so on. On a grid these are two combs that
//! reach into each other.

use super::select::ForestSelection;
use crate::order::descending;
use superlinear_interface::SparseMatrix;

/// The forests, each as which nodes belong to it: the number of each node's forest, and how many there are.
///
/// Nodes are tried by descending diagonal entries, so that those with many neighbours find room.
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

/// The nodes by descending diagonal entries, of equal ones the lowest first.
pub(crate) fn by_descending_diagonal(matrix: &SparseMatrix) -> Vec<usize> {
    let diagonal = crate::graph::symmetric::diagonal(matrix);
    descending(&diagonal)
}
