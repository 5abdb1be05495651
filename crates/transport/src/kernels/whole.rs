//! Products with the kept entries of a small block of rows: decoded, and with zeros in the place of all others.
//!
//! A row of a few registers is multiplied in less time than it takes to decode it, to find out how many registers there are, and
//! to add up the lanes of its sum. Here no loop ends at a place that the processor cannot foresee, and a product is made in
//! three: first the sums of all rows lane by lane, then those over the lanes, and then what the rows add to the columns.

use super::registers::Registers;
use super::rows::Lanes;
use crate::kept::{KeptRows, decode};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// Rows that are multiplied side by side: y and the columns' sums are then read and written once for all of them.
const TILE: usize = 4;

/// The rows of a block, decoded. Their number is filled up to whole tiles by rows of zeros.
#[derive(Debug, Default)]
pub(crate) struct WholeRows {
    /// The rows one after the other.
    entries: Registers,
    /// The column of the largest entry of each row.
    pivots: Vec<u32>,
    /// What a product works in: the sum of each row, lane by lane, and by how much the row's mean exceeds y at its pivot.
    sums: Registers,
    means: Vec<f64>,
}

/// Decodes the kept entries of a block.
pub(crate) struct DecodeRows<'a> {
    pub kept: &'a KeptRows,
    /// How many registers a whole row has.
    pub groups: usize,
    pub rows: &'a mut WholeRows,
}

impl Kernel for DecodeRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Self { kept, groups, rows: WholeRows { entries, pivots, sums, means } } = self;
        let count = kept.count().next_multiple_of(TILE);
        entries.reset(count * groups, 0.0);
        sums.reset(count, 0.0);
        means.clear();
        means.resize(count, 0.0);
        pivots.clear();
        pivots.resize(count, 0);
        for k in 0..kept.count() {
            let Some(row) = kept.row(k) else { continue };
            pivots[k] = row.pivot_column() as u32;
            let whole = &mut entries[k * groups..][..groups];
            for (&group, codes) in row.groups.iter().zip(row.codes) {
                let (mut numbers, entries) = (decode(codes), &mut whole[group as usize]);
                for number in &mut numbers {
                    *number *= row.scale;
                }
                *entries = numbers;
            }
        }
    }
}

/// The rows' part of (D - S' R^-1 S) y in difference form; the other part is the columns' slack times y.
pub(crate) struct ApplyWholeRows<'a> {
    pub rows: &'a mut WholeRows,
    pub slack: &'a [f64],
    pub inverse: &'a [f64],
    pub y: &'a [Lanes],
    pub columns: &'a mut [Lanes],
}

impl Kernel for ApplyWholeRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { rows: WholeRows { entries, pivots, sums, means }, slack, inverse, y, columns } = self;
        let flat_y = y.as_flattened();
        let pivots = pivots.as_chunks::<TILE>().0;
        for ((tile, pivots), sums) in entries.chunks_exact(TILE * y.len()).zip(pivots).zip(sums.as_chunks_mut().0) {
            weighted_differences(arithmetic, tile, y, origins(flat_y, pivots), sums);
        }
        let diagonals = slack.iter().zip(inverse);
        for (((mean, sums), pivot), (slack, inverse)) in
            means.iter_mut().zip(&**sums).zip(pivots.as_flattened()).zip(diagonals)
        {
            let [a, b, c, d, e, f, g, h] = sums;
            let sum = ((a + e) + (c + g)) + ((b + f) + (d + h));
            *mean = (sum - slack * flat_y[*pivot as usize]) * inverse;
        }
        columns.fill([0.0; LANES]);
        let (columns, entries) = (columns.as_flattened_mut(), entries.as_flattened());
        for ((tile, pivots), means) in entries.chunks_exact(TILE * flat_y.len()).zip(pivots).zip(means.as_chunks().0) {
            add_differences(arithmetic, tile, flat_y, origins(flat_y, pivots), means, columns);
        }
    }
}

/// y at the pivots.
#[inline(always)]
fn origins(y: &[f64], pivots: &[u32; TILE]) -> [f64; TILE] {
    let mut origins = [0.0; TILE];
    for k in 0..TILE {
        origins[k] = y[pivots[k] as usize];
    }
    origins
}

/// The rows of a tile.
#[inline(always)]
fn split<T>(tile: &[T]) -> [&[T]; TILE] {
    let (low, high) = tile.split_at(tile.len() / 2);
    let ((first, second), (third, fourth)) = (low.split_at(low.len() / 2), high.split_at(high.len() / 2));
    [first, second, third, fourth]
}

/// The sums of the rows' entries times y less the rows' origins, lane by lane.
#[inline(always)]
fn weighted_differences<A: Arithmetic>(
    arithmetic: A,
    tile: &[Lanes],
    y: &[Lanes],
    origins: [f64; TILE],
    sums: &mut [Lanes; TILE],
) {
    let [first, second, third, fourth] = split(tile);
    let [mut a, mut b, mut c, mut d] = [[0.0; LANES]; TILE];
    for (((first, second), (third, fourth)), y) in first.iter().zip(second).zip(third.iter().zip(fourth)).zip(y) {
        add_weighted_difference(arithmetic, first, y, origins[0], &mut a);
        add_weighted_difference(arithmetic, second, y, origins[1], &mut b);
        add_weighted_difference(arithmetic, third, y, origins[2], &mut c);
        add_weighted_difference(arithmetic, fourth, y, origins[3], &mut d);
    }
    *sums = [a, b, c, d];
}

#[inline(always)]
fn add_weighted_difference<A: Arithmetic>(arithmetic: A, entries: &Lanes, y: &Lanes, origin: f64, sums: &mut Lanes) {
    for lane in 0..LANES {
        sums[lane] = arithmetic.mul_add(entries[lane], y[lane] - origin, sums[lane]);
    }
}

/// Adds the rows' entries times y less the rows' origins and means to the columns' sums. By single columns, not by registers: a
/// compiler that sees the lanes of many registers takes one lane of each together.
#[inline(always)]
fn add_differences<A: Arithmetic>(
    arithmetic: A,
    tile: &[f64],
    y: &[f64],
    origins: [f64; TILE],
    means: &[f64; TILE],
    columns: &mut [f64],
) {
    let [first, second, third, fourth] = split(tile);
    let rows = first.iter().zip(second).zip(third.iter().zip(fourth));
    for ((((first, second), (third, fourth)), y), sum) in rows.zip(y).zip(columns) {
        let low = arithmetic.mul_add(*first, (y - origins[0]) - means[0], *sum);
        let low = arithmetic.mul_add(*second, (y - origins[1]) - means[1], low);
        let low = arithmetic.mul_add(*third, (y - origins[2]) - means[2], low);
        *sum = arithmetic.mul_add(*fourth, (y - origins[3]) - means[3], low);
    }
}
