//! Loops over the kept entries S of a block of rows: products with the parts of the Hessian, and other sums for
//! Newton's method.
//!
//! Each kernel overwrites `columns` with the block's terms of sums over the rows. Inner loops write to local arrays:
//! the compiler vectorizes only if it can prove the absence of aliases.

use crate::kept::{KeptRow, KeptRows, decode};
use crate::lanes::{Lanes, total};
use superlinear_interface::Cancellation;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// Number of rows between two checks of a kernel for cancellation.
const ROWS_BETWEEN_POLLS: usize = 64;

/// The rows of a block with kept entries, and their indices, until cancellation.
#[inline(always)]
fn rows<'a>(kept: &'a KeptRows, cancellation: Cancellation<'a>) -> Rows<'a> {
    Rows { kept, cancellation, next: 0 }
}

/// A custom iterator, since adapters of the standard library would be compiled separately, without the instruction set.
struct Rows<'a> {
    kept: &'a KeptRows,
    cancellation: Cancellation<'a>,
    next: usize,
}

impl<'a> Iterator for Rows<'a> {
    type Item = (usize, KeptRow<'a>);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        while self.next < self.kept.count() {
            let k = self.next;
            if k.is_multiple_of(ROWS_BETWEEN_POLLS) && self.cancellation.is_requested() {
                return None;
            }
            self.next += 1;
            if let Some(row) = self.kept.row(k) {
                return Some((k, row));
            }
        }
        None
    }
}

/// The sum of the row's entries times weights, divided by its scale.
#[inline(always)]
fn weighted_sum<A: Arithmetic>(arithmetic: A, row: KeptRow<'_>, weights: &[Lanes]) -> f64 {
    let mut sums = [0.0; LANES];
    for (&group, codes) in row.groups.iter().zip(row.codes) {
        let (entries, weights) = (decode(codes), &weights[group as usize]);
        for lane in 0..LANES {
            sums[lane] = arithmetic.mul_add(entries[lane], weights[lane], sums[lane]);
        }
    }
    total(sums)
}

/// Prepares the elimination of the rows: 1 / R_i, and the diagonal of S' R^-1 (R - S) without cancellation.
pub(crate) struct PrepareRows<'a> {
    pub kept: &'a KeptRows,
    /// R_i - sum_j S_ij of these rows.
    pub slack: &'a [f64],
    /// 1 / R_i of these rows, as output.
    pub inverse: &'a mut [f64],
    pub columns: &'a mut [Lanes],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for PrepareRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { kept, slack, inverse, columns, cancellation } = self;
        columns.fill([0.0; LANES]);
        for (inverse, slack) in inverse.iter_mut().zip(slack) {
            *inverse = 1.0 / slack;
        }
        for (k, row) in rows(kept, cancellation) {
            let (pivot, others) = pivot_and_others(row);
            let beside_pivot = slack[k] + row.scale * others;
            let whole = row.scale * pivot + beside_pivot;
            inverse[k] = 1.0 / whole;
            let weight = row.scale * inverse[k];
            for (&group, codes) in row.groups.iter().zip(row.codes) {
                let (entries, mut sums) = (decode(codes), columns[group as usize]);
                for lane in 0..LANES {
                    let beside = arithmetic.mul_add(-row.scale, entries[lane], whole);
                    sums[lane] = arithmetic.mul_add(weight * entries[lane], beside, sums[lane]);
                }
                columns[group as usize] = sums;
            }
            // For the row's largest entry the difference cancels, but the sum of the others does not.
            let cancelled = arithmetic.mul_add(-row.scale, pivot, whole);
            columns.as_flattened_mut()[row.pivot_column()] += weight * pivot * (beside_pivot - cancelled);
        }
    }
}

/// The largest entry and the sum of all others, divided by the row's scale.
#[inline(always)]
fn pivot_and_others(row: KeptRow<'_>) -> (f64, f64) {
    let mut sums = [0.0; LANES];
    let (group, lane) = row.pivot;
    for codes in row.codes[..group].iter().chain(&row.codes[group + 1..]) {
        for (sum, entry) in sums.iter_mut().zip(decode(codes)) {
            *sum += entry;
        }
    }
    let mut rest = decode(&row.codes[group]);
    let pivot = std::mem::replace(&mut rest[lane], 0.0);
    (pivot, total(sums) + total(rest))
}

/// S' R^-1 u, for the right-hand side after elimination of the rows.
pub(crate) struct CondenseRows<'a> {
    pub kept: &'a KeptRows,
    pub inverse: &'a [f64],
    pub u: &'a [f64],
    pub columns: &'a mut [Lanes],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for CondenseRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { kept, inverse, u, columns, cancellation } = self;
        columns.fill([0.0; LANES]);
        for (k, row) in rows(kept, cancellation) {
            let weight = row.scale * u[k] * inverse[k];
            for (&group, codes) in row.groups.iter().zip(row.codes) {
                let (entries, mut sums) = (decode(codes), columns[group as usize]);
                for lane in 0..LANES {
                    sums[lane] = arithmetic.mul_add(weight, entries[lane], sums[lane]);
                }
                columns[group as usize] = sums;
            }
        }
    }
}

/// The rows' term of (D - S' R^-1 S) y in difference form; the other term is the columns' slack times y.
pub(crate) struct ApplyRows<'a> {
    pub kept: &'a KeptRows,
    pub slack: &'a [f64],
    pub inverse: &'a [f64],
    pub y: &'a [Lanes],
    pub columns: &'a mut [Lanes],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for ApplyRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { kept, slack, inverse, y, columns, cancellation } = self;
        columns.fill([0.0; LANES]);
        for (k, row) in rows(kept, cancellation) {
            let y_pivot = y.as_flattened()[row.pivot_column()];
            let relative = row.scale * weighted_difference(arithmetic, row, y, y_pivot);
            let mean = (relative - slack[k] * y_pivot) * inverse[k];
            for (&group, codes) in row.groups.iter().zip(row.codes) {
                let (entries, y, mut sums) = (decode(codes), &y[group as usize], columns[group as usize]);
                for lane in 0..LANES {
                    let difference = (y[lane] - y_pivot) - mean;
                    sums[lane] = arithmetic.mul_add(row.scale * entries[lane], difference, sums[lane]);
                }
                columns[group as usize] = sums;
            }
        }
    }
}

/// The sum of the row's entries times y - `origin`, divided by its scale.
#[inline(always)]
fn weighted_difference<A: Arithmetic>(arithmetic: A, row: KeptRow<'_>, y: &[Lanes], origin: f64) -> f64 {
    let mut sums = [0.0; LANES];
    for (&group, codes) in row.groups.iter().zip(row.codes) {
        let (entries, y) = (decode(codes), &y[group as usize]);
        for lane in 0..LANES {
            sums[lane] = arithmetic.mul_add(entries[lane], y[lane] - origin, sums[lane]);
        }
    }
    total(sums)
}

/// S y by rows, and S' x by columns.
pub(crate) struct ApplyRowsBothWays<'a> {
    pub kept: &'a KeptRows,
    /// x of these rows.
    pub x: &'a [f64],
    pub y: &'a [Lanes],
    /// S y of these rows, as output.
    pub product: &'a mut [f64],
    pub columns: &'a mut [Lanes],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for ApplyRowsBothWays<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { kept, x, y, product, columns, cancellation } = self;
        columns.fill([0.0; LANES]);
        product.fill(0.0);
        for (k, row) in rows(kept, cancellation) {
            let weight = row.scale * x[k];
            let mut totals = [0.0; LANES];
            for (&group, codes) in row.groups.iter().zip(row.codes) {
                let (entries, y, mut sums) = (decode(codes), &y[group as usize], columns[group as usize]);
                for lane in 0..LANES {
                    totals[lane] = arithmetic.mul_add(entries[lane], y[lane], totals[lane]);
                    sums[lane] = arithmetic.mul_add(weight, entries[lane], sums[lane]);
                }
                columns[group as usize] = sums;
            }
            product[k] = row.scale * total(totals);
        }
    }
}

/// x = R^-1 (u - S y).
pub(crate) struct BackSubstituteRows<'a> {
    pub kept: &'a KeptRows,
    pub inverse: &'a [f64],
    pub u: &'a [f64],
    pub y: &'a [Lanes],
    pub x: &'a mut [f64],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for BackSubstituteRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { kept, inverse, u, y, x, cancellation } = self;
        for ((x, u), inverse) in x.iter_mut().zip(u).zip(inverse) {
            *x = u * inverse;
        }
        for (k, row) in rows(kept, cancellation) {
            x[k] -= row.scale * weighted_sum(arithmetic, row, y) * inverse[k];
        }
    }
}

/// The changes of the row sums for relative growth of each column's entries.
pub(crate) struct GrowRows<'a> {
    pub kept: &'a KeptRows,
    /// The relative growth of each column's entries, padded.
    pub growth: &'a [Lanes],
    /// The sums of these rows, updated in place.
    pub row_sums: &'a mut [f64],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for GrowRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for (k, row) in rows(self.kept, self.cancellation) {
            self.row_sums[k] += row.scale * weighted_sum(arithmetic, row, self.growth);
        }
    }
}

/// The changes of the kept entries' sums if each entry S_ij becomes (1 + p_i) (1 + q_j) S_ij.
pub(crate) struct ChangeRows<'a> {
    pub kept: &'a KeptRows,
    /// p of these rows.
    pub row_growth: &'a [f64],
    /// q, padded.
    pub column_growth: &'a [Lanes],
    /// The changes of these rows' sums.
    pub row_changes: &'a mut [f64],
    pub columns: &'a mut [Lanes],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for ChangeRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { kept, row_growth, column_growth, row_changes, columns, cancellation } = self;
        columns.fill([0.0; LANES]);
        row_changes.fill(0.0);
        for (k, row) in rows(kept, cancellation) {
            let p = row_growth[k];
            let mut totals = [0.0; LANES];
            for (&group, codes) in row.groups.iter().zip(row.codes) {
                let (entries, q) = (decode(codes), &column_growth[group as usize]);
                let mut sums = columns[group as usize];
                for lane in 0..LANES {
                    let change = entries[lane] * (p + arithmetic.mul_add(p, q[lane], q[lane]));
                    totals[lane] += change;
                    sums[lane] = arithmetic.mul_add(row.scale, change, sums[lane]);
                }
                columns[group as usize] = sums;
            }
            row_changes[k] = row.scale * total(totals);
        }
    }
}
