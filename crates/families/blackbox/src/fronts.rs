//! Objective vectors ordered by dominance: the ranks of successive fronts, and crowding distances within a front.

mod crowding;
mod ranks;
#[cfg(test)]
mod tests;

pub use crowding::crowding;
pub use ranks::ranks;

use std::cmp::Ordering;

/// Objective vectors, all of the same length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Objectives<'a> {
    /// The number of objectives.
    pub width: usize,
    /// The vectors, concatenated.
    pub values: &'a [f64],
}

impl<'a> Objectives<'a> {
    /// The number of vectors.
    pub(crate) fn count(&self) -> usize {
        self.values.len() / self.width
    }

    /// The vector at an index.
    pub(crate) fn get(&self, index: usize) -> &'a [f64] {
        &self.values[index * self.width..][..self.width]
    }

    /// The lexicographic order of two vectors.
    pub(crate) fn lexicographic(&self, i: usize, j: usize) -> Ordering {
        compare(self.get(i), self.get(j))
    }
}

/// The lexicographic order.
fn compare(a: &[f64], b: &[f64]) -> Ordering {
    let orders = a.iter().zip(b).map(|(a, b)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    orders.fold(Ordering::Equal, Ordering::then)
}
