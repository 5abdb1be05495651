//! The loops of the tableau: subtraction of recorded pivots from many rows, one row or one column.

use crate::simd::{Arithmetic, Kernel, LANES, sum_of_lanes};

/// The number of pivots recorded before they are applied. With fewer, memory traffic of the tableau dominates; with
/// more, reading single rows and columns becomes slower.
pub(super) const CAPACITY: usize = 16;

/// Adjacent entries in a row of the tableau.
pub(super) type Lanes = [f64; LANES];

/// The factors of a row or a column in all recorded pivots.
pub(super) type Factors = [f64; CAPACITY];

/// The recorded rows at some adjacent columns.
pub(super) type Noted = [Lanes; CAPACITY];

/// Rows processed together: their sums fit the registers of every instruction set.
const ROWS: usize = 4;

/// Applies recorded pivots: subtracts the product of the factors with the recorded rows from the rows of the tableau.
pub(super) struct SubtractProduct<'a> {
    pub rows: &'a mut [Lanes],
    pub factors: &'a [Factors],
    pub noted: &'a [Noted],
}

impl Kernel for SubtractProduct<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { rows, factors, noted } = self;
        let width = noted.len();
        let (groups, rest) = factors.as_chunks::<ROWS>();
        let (rows, rest_of_rows) = rows.split_at_mut(groups.len() * ROWS * width);
        for (rows, factors) in rows.chunks_exact_mut(ROWS * width).zip(groups) {
            let (first, rows) = rows.split_at_mut(width);
            let (second, rows) = rows.split_at_mut(width);
            let (third, fourth) = rows.split_at_mut(width);
            for ((((a, b), c), d), noted) in first.iter_mut().zip(second).zip(third).zip(fourth).zip(noted) {
                [*a, *b, *c, *d] = difference(arithmetic, [*a, *b, *c, *d], factors, noted);
            }
        }
        for (row, factors) in rest_of_rows.chunks_exact_mut(width).zip(rest) {
            subtract_from_row(arithmetic, row, factors, noted);
        }
    }
}

/// Subtracts the recorded pivots from a row.
pub(super) struct SubtractFromRow<'a> {
    pub row: &'a mut [Lanes],
    pub factors: &'a Factors,
    pub noted: &'a [Noted],
}

impl Kernel for SubtractFromRow<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        subtract_from_row(arithmetic, self.row, self.factors, self.noted);
    }
}

/// Subtracts the recorded pivots from a column.
pub(super) struct SubtractFromColumn<'a> {
    pub column: &'a mut [f64],
    pub factors: &'a [Factors],
    pub noted: &'a Factors,
}

impl Kernel for SubtractFromColumn<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let (noted, _) = self.noted.as_chunks::<LANES>();
        for (entry, factors) in self.column.iter_mut().zip(self.factors) {
            let mut lanes = [0.0; LANES];
            for (factors, noted) in factors.as_chunks::<LANES>().0.iter().zip(noted) {
                for ((lane, factor), noted) in lanes.iter_mut().zip(factors).zip(noted) {
                    *lane = arithmetic.mul_add(*factor, *noted, *lane);
                }
            }
            *entry -= sum_of_lanes(lanes);
        }
    }
}

#[inline(always)]
fn subtract_from_row<A: Arithmetic>(arithmetic: A, row: &mut [Lanes], factors: &Factors, noted: &[Noted]) {
    for (lanes, noted) in row.iter_mut().zip(noted) {
        [*lanes] = difference(arithmetic, [*lanes], &[*factors], noted);
    }
}

#[inline(always)]
fn difference<A: Arithmetic, const N: usize>(
    arithmetic: A,
    mut rows: [Lanes; N],
    factors: &[Factors; N],
    noted: &Noted,
) -> [Lanes; N] {
    for (t, noted) in noted.iter().enumerate() {
        for (row, factors) in rows.iter_mut().zip(factors) {
            for (entry, noted) in row.iter_mut().zip(noted) {
                *entry = arithmetic.mul_add(-factors[t], *noted, *entry);
            }
        }
    }
    rows
}
