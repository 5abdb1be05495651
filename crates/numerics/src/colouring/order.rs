//! The order in which greedy methods colour columns.

use std::cmp::Reverse;

/// The columns, those with the most neighbours first; among as many, in their order.
pub fn most_first(neighbours: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let mut order: Vec<_> = neighbours.enumerate().map(|(column, count)| (Reverse(count), column)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, column)| column)
}
