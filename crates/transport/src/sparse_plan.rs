//! The large entries of a plan, by rows.

use superlinear_interface::Cancellation;
use superlinear_numerics::simd::LANES;

/// The columns and entries of all rows of all blocks. They end early once the run is cancelled, so whoever goes through
/// them asks `ensure_wanted` before using what came of it; a block takes a few milliseconds at most.
pub(crate) fn rows_of<'a>(
    kept: &'a [Rows],
    cancellation: Cancellation<'a>,
) -> impl Iterator<Item = (&'a [u32], &'a [f64])> {
    let wanted = kept.iter().take_while(move |_| !cancellation.is_requested());
    wanted.flat_map(|rows| (0..rows.count()).map(|k| rows.row(k)))
}

/// Consecutive rows of a sparse plan. In each, the largest entry comes first; the others have no order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Where each row begins, and where the last ends.
    pub starts: Vec<usize>,
    pub columns: Vec<u32>,
    pub entries: Vec<f64>,
    /// No more entries than this are kept.
    pub limit: usize,
    /// True once entries were lost to the limit.
    pub is_overfull: bool,
}

impl Rows {
    pub fn clear(&mut self) {
        self.starts.clear();
        self.starts.push(0);
        self.columns.clear();
        self.entries.clear();
        self.is_overfull = false;
    }

    /// Adds those of a group of entries that are at least `threshold`; the first of them is in column `first`.
    #[inline(always)]
    pub fn push_group(&mut self, first: usize, entries: &[f64; LANES], threshold: f64) {
        if self.entries.len() + LANES > self.limit {
            self.is_overfull = true;
            return;
        }
        for (lane, &entry) in entries.iter().enumerate() {
            if entry >= threshold {
                self.columns.push((first + lane) as u32);
                self.entries.push(entry);
            }
        }
    }

    /// Ends a row: moves its largest entry to its front.
    #[inline(always)]
    pub fn end_row(&mut self) {
        let start = self.starts[self.starts.len() - 1];
        let row = &self.entries[start..];
        let mut largest = 0;
        for (k, &entry) in row.iter().enumerate() {
            if entry > row[largest] {
                largest = k;
            }
        }
        if !row.is_empty() {
            self.entries.swap(start, start + largest);
            self.columns.swap(start, start + largest);
        }
        self.starts.push(self.entries.len());
    }

    /// The columns and entries of the `k`-th row.
    #[inline(always)]
    pub fn row(&self, k: usize) -> (&[u32], &[f64]) {
        let range = self.starts[k]..self.starts[k + 1];
        (&self.columns[range.clone()], &self.entries[range])
    }

    /// The columns and entries of the `k`-th row, the entries to be changed.
    pub fn row_mut(&mut self, k: usize) -> (&[u32], &mut [f64]) {
        let range = self.starts[k]..self.starts[k + 1];
        (&self.columns[range.clone()], &mut self.entries[range])
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}
