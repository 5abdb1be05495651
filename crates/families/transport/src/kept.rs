//! The large entries of a plan, by rows and in whole registers: the data of the Hessian in Newton's method.
//!
//! An entry is stored in 16 bits as a fraction of its row sum. The Hessian is the Laplacian of a graph with the plan's
//! entries as weights, so relative errors of the weights change its quadratic form, and hence the convergence factor of
//! the steps, by no more than their size. The other entries are summed exactly, by row and by column.

use crate::lanes::Lanes;
use crate::registers::Registers;
use superlinear_numerics::simd::LANES;

/// A number from 0 to 3.998: 6 bits of exponent above 10 bits of mantissa, with a relative error of 2^-11 unless it is
/// tiny.
pub type Code = u16;

/// The codes of one register.
pub(crate) type Codes = [Code; LANES];

/// The lowest bit of a double's representation that a code keeps. The code is these bits minus the bits of the smallest
/// number.
const CODE_POSITION: u32 = 42;
const HALF_UNIT: u64 = 1 << (CODE_POSITION - 1);

/// 2^-62. It is added before encoding, so that code 0 means 0 and no number is too small.
const SMALLEST: f64 = f64::from_bits(SMALLEST_BITS);
const SMALLEST_BITS: u64 = (1023 - 62) << 52;

/// Smaller numbers are rounded to code 0. (The sum with the smallest number is rounded up from half a unit in its last
/// place.)
pub(crate) const SMALLEST_CODED: f64 =
    f64::from_bits(SMALLEST_BITS + HALF_UNIT) - SMALLEST - 0.5 * f64::EPSILON * SMALLEST;

/// Number of groups of memory cleared at a time, approximately.
const GROUPS_AHEAD: usize = 1 << 9;

/// The code of a number from 0 to 3.998. It has no comparison, because with one compilers do not vectorize by two.
#[inline(always)]
pub(crate) fn encode(number: f64) -> Code {
    ((number + SMALLEST).to_bits().wrapping_sub(SMALLEST_BITS - HALF_UNIT) >> CODE_POSITION) as Code
}

/// Decodes one register.
#[inline(always)]
pub(crate) fn decode(codes: &Codes) -> Lanes {
    let mut numbers = [0.0; LANES];
    for lane in 0..LANES {
        let bits = (u64::from(codes[lane]) << CODE_POSITION) + SMALLEST_BITS;
        numbers[lane] = f64::from_bits(bits) - SMALLEST;
    }
    numbers
}

/// The kept entries of consecutive rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptRows {
    /// The start of each row in `groups` and `codes`, and the end of the last. Their contents beyond it are undefined.
    starts: Vec<usize>,
    /// Column groups: group k starts at column k times the length of a register.
    groups: Vec<u32>,
    codes: Vec<Codes>,
    /// The position of each row's largest entry among the entries of the row.
    pivots: Vec<u32>,
    /// The factor of each row's codes.
    pub scales: Vec<f64>,
    /// The sum of the omitted entries, by row.
    pub left_out: Vec<f64>,
    /// The sum of the omitted entries of these rows, by column.
    pub left_out_columns: Registers,
    /// The expected number of rows.
    rows: usize,
    /// The maximum number of kept entries.
    limit: usize,
    /// Whether entries were dropped because of the limit.
    pub is_overfull: bool,
}

/// The selection of plan entries to keep.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keep {
    /// The minimum size of a kept entry; infinity keeps none.
    pub threshold: f64,
    /// The maximum number of entries.
    pub limit: usize,
}

impl Keep {
    /// Keeps no entries.
    pub(crate) const NOTHING: Self = Self { threshold: f64::INFINITY, limit: 0 };
}

/// The kept entries of a plan, and the sums of all others.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptEntries {
    /// The entries, in blocks of rows.
    pub blocks: Vec<KeptRows>,
    /// The column sums of all other entries, padded.
    pub left_out_columns: Vec<f64>,
}

impl KeptEntries {
    /// Returns whether entries were dropped to hold at most `limit`.
    pub(crate) fn is_overfull(&self, limit: usize) -> bool {
        self.count() > limit || self.blocks.iter().any(|rows| rows.is_overfull)
    }

    /// The number of kept entries.
    pub(crate) fn count(&self) -> usize {
        self.blocks.iter().map(KeptRows::entries).sum()
    }

    /// Splits `values`, one per row, by blocks.
    pub(crate) fn split_rows<'a>(&self, mut values: &'a mut [f64]) -> impl Iterator<Item = &'a mut [f64]> {
        self.blocks.iter().map(move |kept| {
            let (own, rest) = std::mem::take(&mut values).split_at_mut(kept.count());
            values = rest;
            own
        })
    }
}

/// The kept entries of one row.
#[derive(Clone, Copy)]
pub(crate) struct KeptRow<'a> {
    pub groups: &'a [u32],
    pub codes: &'a [Codes],
    /// The factor of the codes.
    pub scale: f64,
    /// The group and the lane of the largest entry.
    pub pivot: (usize, usize),
}

impl KeptRow<'_> {
    /// The column of the largest entry.
    pub(crate) fn pivot_column(&self) -> usize {
        self.groups[self.pivot.0] as usize * LANES + self.pivot.1
    }
}

/// A row under construction. Its writer packs the kept groups at the front.
pub(crate) struct OpenRow<'a> {
    pub groups: &'a mut [u32],
    pub codes: &'a mut [Codes],
    /// The maximum number of groups to keep.
    pub capacity: usize,
    /// The omitted sums of the rows so far, by column.
    pub left_out_columns: &'a mut [Lanes],
}

impl KeptRows {
    /// Clears all rows, for `rows` new ones with columns for `groups` registers and at most `limit` kept entries.
    pub(crate) fn clear(&mut self, rows: usize, groups: usize, limit: usize) {
        self.rows = rows;
        self.starts.clear();
        self.starts.push(0);
        self.pivots.clear();
        self.scales.clear();
        self.left_out.clear();
        self.left_out_columns.reset(groups, 0.0);
        self.limit = limit;
        self.is_overfull = false;
    }

    /// Begins a row with up to `groups` kept groups.
    #[inline(always)]
    pub(crate) fn begin_row(&mut self, groups: usize) -> OpenRow<'_> {
        let start = self.starts[self.starts.len() - 1];
        let end = start + groups;
        if self.codes.len() < end {
            self.find_memory(end, groups);
        }
        OpenRow {
            groups: &mut self.groups[start..end],
            codes: &mut self.codes[start..end],
            capacity: self.limit / LANES - (self.limit / LANES).min(start),
            left_out_columns: &mut self.left_out_columns,
        }
    }

    /// Allocates memory up to `end` for a row of up to `groups` groups. An allocation covers the expected size of all
    /// remaining rows, because doubling could waste as much again. Memory is cleared shortly before its use.
    #[cold]
    #[inline(never)]
    fn find_memory(&mut self, end: usize, groups: usize) {
        if self.codes.capacity() < end {
            let mean = end / self.starts.len();
            let whole = end + (mean * (self.rows - self.count())).min(self.limit / LANES);
            self.codes.reserve_exact(whole - self.codes.len());
            self.groups.reserve_exact(whole - self.groups.len());
        }
        let length = self.codes.capacity().min(end + groups + GROUPS_AHEAD);
        self.codes.resize(length, [0; LANES]);
        self.groups.resize(length, 0);
    }

    /// Ends a row of `count` kept groups. `pivot` is the position of the largest entry in the row.
    #[inline(always)]
    pub(crate) fn end_row(&mut self, count: usize, pivot: u32, scale: f64, left_out: f64) {
        let start = self.starts[self.starts.len() - 1];
        self.pivots.push(pivot);
        self.scales.push(scale);
        self.left_out.push(left_out);
        self.starts.push(start + count);
    }

    /// The number of rows so far.
    pub(crate) fn count(&self) -> usize {
        self.pivots.len()
    }

    /// The number of kept entries.
    pub(crate) fn entries(&self) -> usize {
        self.starts.last().map_or(0, |end| end * LANES)
    }

    /// The `k`-th row; `None` if none of its entries is kept.
    #[inline(always)]
    pub(crate) fn row(&self, k: usize) -> Option<KeptRow<'_>> {
        let range = self.starts[k]..self.starts[k + 1];
        let pivot = (self.pivots[k] as usize / LANES, self.pivots[k] as usize % LANES);
        let (groups, codes) = (&self.groups[range.clone()], &self.codes[range]);
        (!groups.is_empty()).then_some(KeptRow { groups, codes, scale: self.scales[k], pivot })
    }
}

#[cfg(test)]
mod tests {
    use super::{SMALLEST_CODED, decode, encode};

    #[test]
    fn codes_are_right_to_eleven_bits() {
        for step in 0..4000 {
            let number = 3.9 * 0.99f64.powi(step);
            let decoded = decode(&[encode(number); 8])[3];
            assert!((decoded - number).abs() <= number / 2048.0 + 5e-19, "{number:e} became {decoded:e}");
        }
        assert_eq!((encode(0.0), decode(&[0; 8])[0]), (0, 0.0));
        assert_eq!([encode(SMALLEST_CODED), encode(SMALLEST_CODED.next_down())], [1, 0]);
    }
}
