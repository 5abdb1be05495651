//! Rows of data, complete or in batches, in order or shuffled.

use superlinear_numerics::random::Stream;

/// Rows of the inputs given by row.
#[derive(Clone)]
pub struct Rows<'a> {
    /// The number of rows.
    pub count: usize,
    /// The elements of each input in all rows, one after another, by input index; empty for other inputs.
    pub elements: Vec<&'a [f64]>,
}

impl<'a> Rows<'a> {
    /// `count` rows from `start` on.
    pub fn part(&self, start: usize, count: usize) -> Rows<'a> {
        let of = |elements: &&'a [f64]| {
            let width = elements.len() / self.count;
            &elements[start * width..(start + count) * width]
        };
        Rows { count, elements: self.elements.iter().map(of).collect() }
    }

    /// The rows with these indices, copied into a list of numbers for each input.
    pub fn copied<'c>(&self, indices: &[u32], copies: &'c mut Vec<Vec<f64>>) -> Rows<'c> {
        copies.resize_with(self.elements.len(), Vec::new);
        for (copy, elements) in copies.iter_mut().zip(&self.elements) {
            let width = elements.len() / self.count;
            copy.clear();
            for &row in indices {
                copy.extend_from_slice(&elements[row as usize * width..][..width]);
            }
        }
        Rows { count: indices.len(), elements: copies.iter().map(Vec::as_slice).collect() }
    }
}

/// The first random stream for shuffling; streams of initial weights have smaller indices.
const FIRST_STREAM: u64 = 1 << 32;

/// Divides rows into batches; the last one may be smaller.
pub struct Batches<'a> {
    rows: &'a Rows<'a>,
    size: usize,
    /// The seed for shuffling, if rows are shuffled.
    seed: Option<u64>,
    order: Vec<u32>,
    /// The rows of a shuffled batch, by input.
    copies: Vec<Vec<f64>>,
}

impl<'a> Batches<'a> {
    /// Batches of a size, shuffled with a seed or in order.
    pub fn new(rows: &'a Rows<'a>, size: usize, seed: Option<u64>) -> Self {
        Self { rows, size, seed, order: Vec::new(), copies: Vec::new() }
    }

    /// The number of batches.
    pub fn count(&self) -> usize {
        self.rows.count.div_ceil(self.size)
    }

    /// Sets the order for an epoch, counted from 0.
    pub fn begin(&mut self, epoch: u32) {
        if let Some(seed) = self.seed {
            self.order.clear();
            self.order.extend((0..=u32::MAX).take(self.rows.count));
            Stream::new(seed, FIRST_STREAM + u64::from(epoch)).shuffle(&mut self.order);
        }
    }

    /// A batch of the epoch.
    pub fn batch(&mut self, k: usize) -> Rows<'_> {
        let start = k * self.size;
        let count = self.size.min(self.rows.count - start);
        if self.seed.is_none() {
            return self.rows.part(start, count);
        }
        self.rows.copied(&self.order[start..start + count], &mut self.copies)
    }
}
