//! Vectors of objectives by dominance: in fronts, the vectors of each of which only those of earlier ones dominate, and within
//! a front by how far apart they are.

mod crowding;
mod ranks;
#[cfg(test)]
mod tests;

pub use crowding::crowding;
pub use ranks::ranks;

use std::cmp::Ordering;

/// Vectors with an objective in each place, all as long.
#[derive(Clone, Copy, Debug)]
pub struct Objectives<'a> {
    /// How many objectives there are.
    pub width: usize,
    /// The vectors, one after the other.
    pub values: &'a [f64],
}

impl<'a> Objectives<'a> {
    /// How many vectors there are.
    pub fn count(&self) -> usize {
        self.values.len() / self.width
    }

    /// One of them.
    pub fn get(&self, index: usize) -> &'a [f64] {
        &self.values[index * self.width..][..self.width]
    }

    /// The order by the first objective, then by the second, and so on.
    pub fn lexicographic(&self, i: usize, j: usize) -> Ordering {
        compare(self.get(i), self.get(j))
    }
}

/// The order of two vectors by their first numbers that differ.
fn compare(a: &[f64], b: &[f64]) -> Ordering {
    let orders = a.iter().zip(b).map(|(a, b)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    orders.fold(Ordering::Equal, Ordering::then)
}
