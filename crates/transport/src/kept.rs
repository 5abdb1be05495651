//! The large entries of a plan, by rows and in whole registers: what Newton's method needs of the Hessian.
//!
//! An entry is kept as its part of its row's sum, in 16 bits. The Hessian is the Laplacian of a graph whose weights are the
//! plan's entries, so relative errors of the weights change its quadratic form, hence the convergence factor of the
//! steps, by no more than their size. What is left out is summed exactly, by row and by column.

use crate::lanes::Lanes;
use crate::registers::Registers;
use superlinear_numerics::simd::LANES;

/// A number from 0 to 3.998: 6 bits of exponent above 10 bits of mantissa, with a relative error of 2^-11 where it is not tiny.
pub(crate) type Code = u16;

/// The codes of one register.
pub(crate) type Codes = [Code; LANES];

/// The bits of a code are those of a double from this bit on, less the bits of the smallest number.
const CODE_POSITION: u32 = 42;
const HALF_UNIT: u64 = 1 << (CODE_POSITION - 1);

/// 2^-62. It is added to what is coded, so that a code of 0 means 0 and no number is too small.
const SMALLEST: f64 = f64::from_bits(SMALLEST_BITS);
const SMALLEST_BITS: u64 = (1023 - 62) << 52;

/// Smaller numbers are rounded to code 0. (The sum with the smallest number is rounded up from half a unit in its last place on.)
pub(crate) const SMALLEST_CODED: f64 =
    f64::from_bits(SMALLEST_BITS + HALF_UNIT) - SMALLEST - 0.5 * f64::EPSILON * SMALLEST;

/// Memory is cleared for so many groups at a time, about.
const GROUPS_AHEAD: usize = 1 << 9;

/// The code of a number from 0 to 3.998. There is no comparison in it, at which compilers give up vectors of two.
#[inline(always)]
pub(crate) fn encode(number: f64) -> Code {
    ((number + SMALLEST).to_bits().wrapping_sub(SMALLEST_BITS - HALF_UNIT) >> CODE_POSITION) as Code
}

/// The numbers of one register of codes.
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
    /// Where each row begins in the two that follow, and where the last one ends. What these hold beyond is not meant.
    starts: Vec<usize>,
    /// Which columns: group k begins with column k times the length of a register.
    groups: Vec<u32>,
    codes: Vec<Codes>,
    /// Where in its row, counted one by one, each row's largest entry is.
    pivots: Vec<u32>,
    /// What the codes of each row are to be multiplied by.
    pub scales: Vec<f64>,
    /// The sum of what was left out, by row.
    pub left_out: Vec<f64>,
    /// The sum of what was left out of these rows, by column.
    pub left_out_columns: Registers,
    /// How many rows there will be.
    rows: usize,
    /// No more entries than this are kept.
    limit: usize,
    /// True once entries were lost to the limit.
    pub is_overfull: bool,
}

/// Which entries of a plan to keep.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keep {
    /// Those of at least this size; none at infinity.
    pub threshold: f64,
    /// No more than this many of them.
    pub limit: usize,
}

impl Keep {
    /// None of them.
    pub const NOTHING: Self = Self { threshold: f64::INFINITY, limit: 0 };
}

/// The kept entries of a plan, and the sums of all others.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptEntries {
    /// The entries, in blocks of rows.
    pub blocks: Vec<KeptRows>,
    /// The sums of all other entries, by column and padded.
    pub left_out_columns: Vec<f64>,
}

impl KeptEntries {
    /// True where entries were left out to hold no more than `limit`.
    pub fn is_overfull(&self, limit: usize) -> bool {
        self.count() > limit || self.blocks.iter().any(|rows| rows.is_overfull)
    }

    /// How many entries are kept.
    pub fn count(&self) -> usize {
        self.blocks.iter().map(KeptRows::entries).sum()
    }

    /// The parts of `values`, of which each row has one, that belong to the blocks.
    pub fn split_rows<'a>(&self, mut values: &'a mut [f64]) -> impl Iterator<Item = &'a mut [f64]> {
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
    /// What the codes are to be multiplied by.
    pub scale: f64,
    /// Which of the groups holds the largest entry, and in which lane.
    pub pivot: (usize, usize),
}

impl KeptRow<'_> {
    /// The column of the largest entry.
    pub fn pivot_column(&self) -> usize {
        self.groups[self.pivot.0] as usize * LANES + self.pivot.1
    }
}

/// A row that has not ended yet. Whoever writes it keeps its groups at the front.
pub(crate) struct OpenRow<'a> {
    pub groups: &'a mut [u32],
    pub codes: &'a mut [Codes],
    /// No more groups than this may be kept.
    pub room: usize,
    /// What has been left out of the rows so far, by column.
    pub left_out_columns: &'a mut [Lanes],
}

impl KeptRows {
    /// Forgets all rows; there will be `rows` with columns for `groups` registers, and no more than `limit` entries are to be kept.
    pub fn clear(&mut self, rows: usize, groups: usize, limit: usize) {
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

    /// Begins a row of which up to `groups` groups are to be kept.
    #[inline(always)]
    pub fn begin_row(&mut self, groups: usize) -> OpenRow<'_> {
        let start = self.starts[self.starts.len() - 1];
        let end = start + groups;
        if self.codes.len() < end {
            self.find_memory(end, groups);
        }
        OpenRow {
            groups: &mut self.groups[start..end],
            codes: &mut self.codes[start..end],
            room: self.limit / LANES - (self.limit / LANES).min(start),
            left_out_columns: &mut self.left_out_columns,
        }
    }

    /// Makes room up to `end` for a row of up to `groups` groups. Where memory has to be found, as much is found for each of the
    /// rows that are to come: doubling would waste as much again. It is not touched long before it is needed.
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

    /// Ends a row of which `count` groups were kept, with the largest entry at `pivot`, counted one by one.
    #[inline(always)]
    pub fn end_row(&mut self, count: usize, pivot: u32, scale: f64, left_out: f64) {
        let start = self.starts[self.starts.len() - 1];
        self.pivots.push(pivot);
        self.scales.push(scale);
        self.left_out.push(left_out);
        self.starts.push(start + count);
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.pivots.len()
    }

    /// How many entries are kept.
    pub fn entries(&self) -> usize {
        self.starts.last().map_or(0, |end| end * LANES)
    }

    /// The `k`-th row, unless nothing is kept of it.
    #[inline(always)]
    pub fn row(&self, k: usize) -> Option<KeptRow<'_>> {
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
