//! The large entries of a plan, by rows and in whole registers: what Newton's method needs of the Hessian.
//!
//! An entry is kept as its part of its row's sum, in 16 bits. The Hessian is the Laplacian of a graph whose weights are the
//! plan's entries, so relative errors of the weights change its quadratic form, hence the convergence factor of the
//! steps, by no more than their size. What is left out is summed exactly, by row and by column.

use crate::kernels::rows::{Lanes, larger, smaller};
use superlinear_numerics::simd::LANES;

/// A number from 0 to 4: 6 bits of exponent above 10 bits of mantissa, with a relative error of 2^-11 where it is not tiny.
pub(crate) type Code = u16;

/// The codes of one register.
pub(crate) type Codes = [Code; LANES];

/// The bits of a code are those of a double from this bit on, less the bits of the smallest number.
const CODE_POSITION: u32 = 42;
const HALF_UNIT: u64 = 1 << (CODE_POSITION - 1);

/// 2^-62, which is coded as 0, like all numbers below; and the largest number that has a code.
const SMALLEST: f64 = f64::from_bits(SMALLEST_BITS);
const SMALLEST_BITS: u64 = (1023 - 62) << 52;
const LARGEST: f64 = f64::from_bits(SMALLEST_BITS + ((Code::MAX as u64) << CODE_POSITION));

/// The code of a number from 0 to 4.
#[inline(always)]
pub(crate) fn encode(number: f64) -> Code {
    let number = larger(smaller(number, LARGEST), SMALLEST);
    ((number.to_bits() + HALF_UNIT - SMALLEST_BITS) >> CODE_POSITION) as Code
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
    /// Where each row begins in the two that follow, and where the last one ends.
    starts: Vec<usize>,
    /// Which columns: group k begins with column k times the length of a register.
    groups: Vec<u32>,
    codes: Vec<Codes>,
    /// Where in the codes, counted one by one, each row's largest entry is.
    pivots: Vec<usize>,
    /// What the codes of each row are to be multiplied by.
    pub scales: Vec<f64>,
    /// The sum of what was left out, by row.
    pub left_out: Vec<f64>,
    /// The sum of what was left out of these rows, by column.
    pub left_out_columns: Vec<Lanes>,
    /// No more entries than this are kept.
    limit: usize,
    /// True once entries were lost to the limit.
    pub is_overfull: bool,
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

impl KeptRows {
    /// Forgets all rows; there will be columns for `groups` registers, and no more than `limit` entries are to be kept.
    pub fn clear(&mut self, groups: usize, limit: usize) {
        self.starts.clear();
        self.starts.push(0);
        self.groups.clear();
        self.codes.clear();
        self.pivots.clear();
        self.scales.clear();
        self.left_out.clear();
        self.left_out_columns.clear();
        self.left_out_columns.resize(groups, [0.0; LANES]);
        self.limit = limit;
        self.is_overfull = false;
    }

    /// Makes room for `groups` more in this row, and where memory has to be found, for as many in each of the `rows` that are to
    /// come: doubling would waste as much again.
    pub fn reserve(&mut self, groups: usize, rows: usize) {
        let free = self.codes.capacity() - self.codes.len();
        if free < groups {
            let mean = (self.codes.len() + groups) / self.starts.len();
            let more = groups + (mean * rows).min(self.limit / LANES);
            self.codes.reserve_exact(more);
            self.groups.reserve_exact(more);
        }
    }

    /// True where no more can be kept.
    #[inline(always)]
    pub fn is_full(&self) -> bool {
        (self.codes.len() + 1) * LANES > self.limit
    }

    /// Adds the codes of one group to the row that has not ended yet.
    #[inline(always)]
    pub fn push(&mut self, group: usize, codes: Codes) {
        self.groups.push(group as u32);
        self.codes.push(codes);
    }

    /// Ends a row.
    #[inline(always)]
    pub fn end_row(&mut self, scale: f64, left_out: f64) {
        let start = self.starts[self.starts.len() - 1];
        let codes = self.codes[start..].as_flattened();
        let largest = codes.iter().fold(0, |largest: Code, &code| largest.max(code));
        let pivot = codes.iter().position(|&code| code == largest).unwrap_or(0);
        self.pivots.push(pivot);
        self.scales.push(scale);
        self.left_out.push(left_out);
        self.starts.push(self.codes.len());
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.pivots.len()
    }

    /// How many entries are kept.
    pub fn entries(&self) -> usize {
        self.codes.len() * LANES
    }

    /// The `k`-th row, unless nothing is kept of it.
    #[inline(always)]
    pub fn row(&self, k: usize) -> Option<KeptRow<'_>> {
        let range = self.starts[k]..self.starts[k + 1];
        let pivot = (self.pivots[k] / LANES, self.pivots[k] % LANES);
        let (groups, codes) = (&self.groups[range.clone()], &self.codes[range]);
        (!groups.is_empty()).then_some(KeptRow { groups, codes, scale: self.scales[k], pivot })
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn codes_are_right_to_eleven_bits() {
        for step in 0..4000 {
            let number = 3.9 * 0.99f64.powi(step);
            let decoded = decode(&[encode(number); 8])[3];
            assert!((decoded - number).abs() <= number / 2048.0 + 5e-19, "{number:e} became {decoded:e}");
        }
        assert_eq!((encode(0.0), decode(&[0; 8])[0]), (0, 0.0));
    }
}
