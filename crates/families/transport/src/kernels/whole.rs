//! Products with the kept entries of a small block of rows, decoded and with zeros for all others.
//!
//! For a row of a few registers, decoding, a loop of unpredictable length, and the sum over lanes each take longer than
//! the multiplication. Here all loop lengths are predictable, and a product has three stages: the sums of all rows lane
//! by lane, then the sums over the lanes, then the rows' terms of the columns.
//!
//! Loops that write to the columns use single numbers, not registers: given the lanes of many registers, a compiler
//! gathers one lane of each.

use crate::kept::{KeptRows, decode};
use crate::lanes::Lanes;
use crate::registers::Registers;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, sum_of_lanes};

/// Number of rows multiplied together: y and the column sums are then read and written once for all of them.
const TILE: usize = 4;

/// The decoded rows of a block, padded to whole tiles with rows of zeros.
#[derive(Debug, Default)]
pub(crate) struct WholeRows {
    /// The rows one after the other.
    entries: Registers,
    /// The column of the largest entry of each row, its pivot.
    pivots: Vec<u32>,
    /// The workspace of products: the sum of each row, lane by lane, and one number per row.
    sums: Registers,
    numbers: Vec<f64>,
}

impl WholeRows {
    /// Decodes the kept entries of rows of `groups` registers.
    #[inline(always)]
    fn decode(&mut self, kept: &KeptRows, groups: usize) {
        let count = kept.count().next_multiple_of(TILE);
        self.entries.reset(count * groups, 0.0);
        self.sums.reset(count, 0.0);
        self.numbers.clear();
        self.numbers.resize(count, 0.0);
        self.pivots.clear();
        self.pivots.resize(count, 0);
        for k in 0..kept.count() {
            let Some(row) = kept.row(k) else { continue };
            self.pivots[k] = row.pivot_column() as u32;
            let whole = &mut self.entries[k * groups..][..groups];
            for (&group, codes) in row.groups.iter().zip(row.codes) {
                let mut numbers = decode(codes);
                for number in &mut numbers {
                    *number *= row.scale;
                }
                whole[group as usize] = numbers;
            }
        }
    }

    /// Swaps the rows' largest entries with `numbers`.
    #[inline(always)]
    fn exchange_pivots(&mut self, columns: usize) {
        let rows = self.entries.as_flattened_mut().chunks_exact_mut(columns);
        for ((row, &pivot), number) in rows.zip(&self.pivots).zip(&mut self.numbers) {
            std::mem::swap(&mut row[pivot as usize], number);
        }
    }
}

/// Decodes the kept entries of a block and prepares the elimination of its rows: 1 / R_i, and the diagonal of S' R^-1
/// (R - S) without cancellation.
pub(crate) struct PrepareWholeRows<'a> {
    pub kept: &'a KeptRows,
    /// R_i - sum_j S_ij of these rows.
    pub slack: &'a [f64],
    /// 1 / R_i of these rows, as output.
    pub inverse: &'a mut [f64],
    pub rows: &'a mut WholeRows,
    pub columns: &'a mut [Lanes],
}

impl Kernel for PrepareWholeRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { kept, slack, inverse, rows, columns } = self;
        rows.decode(kept, columns.len());
        // The pivots are taken out: for them R_i - S_ij is the sum of the other entries, for the others a difference.
        rows.exchange_pivots(columns.len() * LANES);
        let WholeRows { entries, pivots, sums, numbers } = &mut *rows;
        for (row, sums) in entries.chunks_exact(columns.len()).zip(sums.iter_mut()) {
            *sums = sum_of_registers(row);
        }
        columns.fill([0.0; LANES]);
        let columns = columns.as_flattened_mut();
        let mut wholes = [1.0; TILE];
        let tiles = entries.as_flattened().chunks_exact(TILE * columns.len());
        for (k, tile) in tiles.enumerate() {
            let rows = k * TILE..slack.len().min((k + 1) * TILE);
            for (i, whole) in rows.zip(&mut wholes) {
                let beside_pivot = slack[i] + sum_of_lanes(sums[i]);
                *whole = numbers[i] + beside_pivot;
                inverse[i] = 1.0 / *whole;
                columns[pivots[i] as usize] += numbers[i] * inverse[i] * beside_pivot;
            }
            add_to_diagonal(arithmetic, tile, &wholes, columns);
        }
        let count = columns.len();
        rows.exchange_pivots(count);
    }
}

/// The sum of registers, lane by lane.
#[inline(always)]
fn sum_of_registers(registers: &[Lanes]) -> Lanes {
    let mut sums = [0.0; LANES];
    for register in registers {
        for lane in 0..LANES {
            sums[lane] += register[lane];
        }
    }
    sums
}

/// Adds S_ij (R_i - S_ij) / R_i of the rows of a tile to the column sums, given R_i.
#[inline(always)]
fn add_to_diagonal<A: Arithmetic>(arithmetic: A, tile: &[f64], wholes: &[f64; TILE], columns: &mut [f64]) {
    let mut inverse = [0.0; TILE];
    for k in 0..TILE {
        inverse[k] = 1.0 / wholes[k];
    }
    let [first, second, third, fourth] = split(tile);
    let rows = first.iter().zip(second).zip(third.iter().zip(fourth));
    for (((first, second), (third, fourth)), sum) in rows.zip(columns) {
        let low = arithmetic.mul_add(first * inverse[0], wholes[0] - first, *sum);
        let low = arithmetic.mul_add(second * inverse[1], wholes[1] - second, low);
        let low = arithmetic.mul_add(third * inverse[2], wholes[2] - third, low);
        *sum = arithmetic.mul_add(fourth * inverse[3], wholes[3] - fourth, low);
    }
}

/// The rows' term of (D - S' R^-1 S) y in difference form; the other term is the columns' slack times y.
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
        let Self { rows: WholeRows { entries, pivots, sums, numbers: means }, slack, inverse, y, columns } = self;
        let flat_y = y.as_flattened();
        let pivots = pivots.as_chunks::<TILE>().0;
        for ((tile, pivots), sums) in entries.chunks_exact(TILE * y.len()).zip(pivots).zip(sums.as_chunks_mut().0) {
            weighted_differences(arithmetic, tile, y, origins(flat_y, pivots), sums);
        }
        let diagonals = slack.iter().zip(inverse);
        for (((mean, sums), pivot), (slack, inverse)) in
            means.iter_mut().zip(&**sums).zip(pivots.as_flattened()).zip(diagonals)
        {
            *mean = (sum_of_lanes(*sums) - slack * flat_y[*pivot as usize]) * inverse;
        }
        columns.fill([0.0; LANES]);
        let (columns, entries) = (columns.as_flattened_mut(), entries.as_flattened());
        for ((tile, pivots), means) in entries.chunks_exact(TILE * flat_y.len()).zip(pivots).zip(means.as_chunks().0) {
            add_differences(arithmetic, tile, flat_y, origins(flat_y, pivots), means, columns);
        }
    }
}

/// S' R^-1 u, for the right-hand side after elimination of the rows.
pub(crate) struct CondenseWholeRows<'a> {
    pub rows: &'a mut WholeRows,
    pub inverse: &'a [f64],
    pub u: &'a [f64],
    pub columns: &'a mut [Lanes],
}

impl Kernel for CondenseWholeRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { rows: WholeRows { entries, numbers: weights, .. }, inverse, u, columns } = self;
        for (weight, (u, inverse)) in weights.iter_mut().zip(u.iter().zip(inverse)) {
            *weight = u * inverse;
        }
        columns.fill([0.0; LANES]);
        let columns = columns.as_flattened_mut();
        let tiles = entries.as_flattened().chunks_exact(TILE * columns.len());
        for (tile, weights) in tiles.zip(weights.as_chunks().0) {
            add_weighted(arithmetic, tile, weights, columns);
        }
    }
}

/// x = R^-1 (u - S y).
pub(crate) struct BackSubstituteWholeRows<'a> {
    pub rows: &'a mut WholeRows,
    pub inverse: &'a [f64],
    pub u: &'a [f64],
    pub y: &'a [Lanes],
    pub x: &'a mut [f64],
}

impl Kernel for BackSubstituteWholeRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { rows: WholeRows { entries, sums, .. }, inverse, u, y, x } = self;
        for (tile, sums) in entries.chunks_exact(TILE * y.len()).zip(sums.as_chunks_mut().0) {
            weighted_differences(arithmetic, tile, y, [0.0; TILE], sums);
        }
        for ((x, sums), (u, inverse)) in x.iter_mut().zip(&**sums).zip(u.iter().zip(inverse)) {
            *x = (u - sum_of_lanes(*sums)) * inverse;
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

/// The sums of the rows' entries times y minus the rows' origins, lane by lane.
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

/// Adds the rows' entries times y minus the rows' origins and means to the column sums.
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

/// Adds the rows' entries times the rows' weights to the column sums.
#[inline(always)]
fn add_weighted<A: Arithmetic>(arithmetic: A, tile: &[f64], weights: &[f64; TILE], columns: &mut [f64]) {
    let [first, second, third, fourth] = split(tile);
    let rows = first.iter().zip(second).zip(third.iter().zip(fourth));
    for (((first, second), (third, fourth)), sum) in rows.zip(columns) {
        let low = arithmetic.mul_add(*first, weights[0], *sum);
        let low = arithmetic.mul_add(*second, weights[1], low);
        let low = arithmetic.mul_add(*third, weights[2], low);
        *sum = arithmetic.mul_add(*fourth, weights[3], low);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::{OpenRow, encode};
    use crate::kernels::hessian::{ApplyRows, BackSubstituteRows, CondenseRows, PrepareRows};
    use superlinear_interface::RunOptions;
    use superlinear_interface::testing;
    use superlinear_numerics::simd::dispatch;

    /// Rows with one dominant entry in four registers, except for the third row, without kept entries.
    fn kept_rows(count: usize) -> KeptRows {
        let mut kept = KeptRows::default();
        kept.clear(count, 4, usize::MAX);
        for k in 0..count {
            let OpenRow { groups, codes, .. } = kept.begin_row(2);
            groups.copy_from_slice(&[k as u32 % 2, 3]);
            codes.fill([encode(1e-3 / (k + 1) as f64); LANES]);
            codes[1][k % LANES] = encode(0.9);
            kept.end_row(if k == 2 { 0 } else { 2 }, (LANES + k % LANES) as u32, 0.1 * (k + 1) as f64, 0.0);
        }
        kept
    }

    fn assert_near(got: &[f64], expected: &[f64]) {
        let largest = expected.iter().fold(0.0, |largest: f64, number| largest.max(number.abs()));
        for (got, expected) in got.iter().zip(expected) {
            assert!((got - expected).abs() <= 1e-14 * largest, "got {got:e}, expected {expected:e}");
        }
    }

    #[test]
    fn whole_rows_multiply_as_coded_ones() {
        let run = testing::untimed(&RunOptions::default());
        let cancellation = run.cancellation();
        for count in [1, 4, 7] {
            let kept = &kept_rows(count);
            let slack: Vec<f64> = (0..count).map(|k| 1e-9 * (k + 1) as f64).collect();
            let u: Vec<f64> = (0..count).map(|k| (k as f64).cos()).collect();
            let y: Vec<Lanes> = (0..4).map(|k| [(k as f64).sin(); LANES]).collect();
            let slack = &slack[..];
            let mut rows = WholeRows::default();
            let [mut inverse, mut x] = [vec![0.0; count], vec![0.0; count]];
            let [mut own_inverse, mut own_x] = [inverse.clone(), x.clone()];
            let [mut columns, mut own_columns] = [[[0.0; LANES]; 4]; 2];

            dispatch(PrepareRows { kept, slack, inverse: &mut inverse, columns: &mut columns, cancellation });
            let (rows, u, y) = (&mut rows, &u[..], &y[..]);
            dispatch(PrepareWholeRows { kept, slack, inverse: &mut own_inverse, rows, columns: &mut own_columns });
            assert_near(&own_inverse, &inverse);
            assert_near(own_columns.as_flattened(), columns.as_flattened());

            let inverse = &inverse[..];
            dispatch(ApplyRows { kept, slack, inverse, y, columns: &mut columns, cancellation });
            dispatch(ApplyWholeRows { rows, slack, inverse, y, columns: &mut own_columns });
            assert_near(own_columns.as_flattened(), columns.as_flattened());

            dispatch(CondenseRows { kept, inverse, u, columns: &mut columns, cancellation });
            dispatch(CondenseWholeRows { rows, inverse, u, columns: &mut own_columns });
            assert_near(own_columns.as_flattened(), columns.as_flattened());

            dispatch(BackSubstituteRows { kept, inverse, u, y, x: &mut x, cancellation });
            dispatch(BackSubstituteWholeRows { rows, inverse, u, y, x: &mut own_x });
            assert_near(&own_x, &x);
        }
    }
}
