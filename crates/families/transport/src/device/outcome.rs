//! The result of a half pass: for each own point one number per chunk of the other points, combined in the order of the
//! chunks.

use crate::lanes::larger;
use std::sync::Arc;

/// The numbers of one half pass.
pub(super) struct Outcome {
    /// The number of own points.
    pub count: usize,
    /// The number of chunks of the other points.
    pub chunks: usize,
    /// The numbers, by kind, then chunk, then own point in the device's order.
    pub numbers: Vec<f64>,
    /// The index of each own point of the device in the instance.
    pub order: Arc<[u32]>,
}

impl Outcome {
    /// The numbers of kind `kind` from chunk `chunk`.
    pub(crate) fn chunk(&self, kind: usize, chunk: usize) -> &[f64] {
        let start = (kind * self.chunks + chunk) * self.count;
        &self.numbers[start..start + self.count]
    }

    /// The sums over the chunks.
    pub(crate) fn sums(&self, kind: usize) -> Vec<f64> {
        self.joined(kind, |sum, number| sum + number)
    }

    /// The maxima over the chunks.
    pub(crate) fn largest(&self, kind: usize) -> Vec<f64> {
        self.joined(kind, |largest, number| larger(number, largest))
    }

    /// The minima over the chunks.
    pub(crate) fn smallest(&self, kind: usize) -> Vec<f64> {
        self.joined(kind, |smallest, number| -larger(-number, -smallest))
    }

    /// Converts numbers from the device's order of own points to the instance's.
    pub(crate) fn in_order<T: Copy + Default>(&self, numbers: &[T]) -> Vec<T> {
        let mut ordered = vec![T::default(); numbers.len()];
        for (&number, &place) in numbers.iter().zip(&*self.order) {
            ordered[place as usize] = number;
        }
        ordered
    }

    fn joined(&self, kind: usize, join: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let mut joined = self.chunk(kind, 0).to_vec();
        for chunk in 1..self.chunks {
            for (whole, &part) in joined.iter_mut().zip(self.chunk(kind, chunk)) {
                *whole = join(*whole, part);
            }
        }
        self.in_order(&joined)
    }
}
