//! One block of an evaluation: the row and column sums of the plan, and the entries kept for a Newton step; for the
//! path's tangent also the sums of P ln E.

use super::exponentials::{ActiveRow, Targets};
use super::scratch::Scratch;
use super::sources::{Source, Sources};
use crate::cost::Cost;
use crate::kept::{KeptRows, OpenRow, SMALLEST_CODED, encode};
use crate::lanes::{Lanes, larger, largest, total};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// For each row: computes r_i = a_i times the sum of b_j E_ij, adds a_i E_ij to the column sums, and keeps the groups
/// of entries a_i b_j E_ij with one of at least `threshold`.
pub(crate) struct EvaluateRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub sources: Sources<'a>,
    /// The row sums r_i of these rows.
    pub row_sums: &'a mut [f64],
    /// The sums of P ln E of these rows, if needed; the scratch then gets the column sums of a_i E ln E.
    pub row_entropies: Option<&'a mut [f64]>,
    /// The minimum size of a kept entry; infinity keeps none.
    pub threshold: f64,
    pub kept: &'a mut KeptRows,
    pub scratch: &'a mut Scratch,
}

impl Kernel for EvaluateRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { scratch: Scratch { cost: buffer, row, columns, entropies }, kept, mut row_entropies, .. } = self;
        columns.fill([0.0; LANES]);
        if row_entropies.is_some() {
            entropies.fill([0.0; LANES]);
        }
        for (k, (Source { i, mass, f }, row_sum)) in self.sources.iter().zip(self.row_sums).enumerate() {
            let cost = self.cost.row(arithmetic, i, buffer);
            row.set_exponents(arithmetic, cost, self.targets, f);
            let sum = match &mut row_entropies {
                None => row.exponentiate(arithmetic, self.targets.mass),
                Some(row_entropies) => {
                    let (sum, entropy) = row.exponentiate_with_entropy(arithmetic, self.targets.mass, mass, entropies);
                    row_entropies[k] = mass * entropy;
                    sum
                }
            };
            *row_sum = mass * sum;
            row.add_to(arithmetic, mass, columns);
            if self.threshold < f64::INFINITY {
                let relative_threshold = self.threshold / *row_sum;
                let inverse = if sum >= f64::MIN_POSITIVE { 1.0 / sum } else { 0.0 };
                keep_entries(arithmetic, row, self.targets.mass, *row_sum, inverse, relative_threshold, kept);
            }
        }
    }
}

/// Keeps the groups of one row with an entry of at least `threshold`. Entries and threshold are fractions of the row
/// sum `scale`; b_j E_ij times `inverse` is an entry.
#[inline(always)]
fn keep_entries<A: Arithmetic>(
    arithmetic: A,
    row: &ActiveRow,
    target_masses: &[Lanes],
    scale: f64,
    inverse: f64,
    threshold: f64,
    kept: &mut KeptRows,
) {
    let OpenRow { groups, codes, capacity, left_out_columns } = kept.begin_row(row.active_groups());
    let mut left_out: Lanes = [0.0; LANES];
    let mut marks: Lanes = [0.0; LANES];
    let mut count = 0;
    let mut is_overfull = false;
    for (group, exponentials) in row.iter() {
        let masses = &target_masses[group];
        let mut entries: Lanes = [0.0; LANES];
        let mut any = false;
        for lane in 0..LANES {
            entries[lane] = masses[lane] * exponentials[lane] * inverse;
            any |= entries[lane] >= threshold;
        }
        let is_kept = any & (count < capacity);
        is_overfull |= any & !is_kept;
        // Always written, and overwritten by the next group unless kept: a branch would often be mispredicted.
        groups[count] = group as u32;
        codes[count] = entries.map(encode);
        for lane in 0..LANES {
            marks[lane] = larger(mark(entries[lane], (count * LANES + lane) as u32), marks[lane]);
        }
        count += usize::from(is_kept);
        let smallest = if is_kept { SMALLEST_CODED } else { f64::INFINITY };
        let mut columns = left_out_columns[group];
        for lane in 0..LANES {
            let lost = if entries[lane] < smallest { entries[lane] } else { 0.0 };
            left_out[lane] += lost;
            columns[lane] = arithmetic.mul_add(scale, lost, columns[lane]);
        }
        left_out_columns[group] = columns;
    }
    kept.is_overfull |= is_overfull;
    // Entries not kept are smaller than kept ones, unless the limit is reached.
    let pivot = position(largest(marks)).min((count * LANES).saturating_sub(1) as u32);
    kept.end_row(count, pivot, scale, scale * total(left_out));
}

/// The bits of a double below its leading 20 bits of mantissa.
const LOW_BITS: u64 = u32::MAX as u64;

/// An entry with a position in its low bits: the maximum of these numbers gives the position of the largest entry,
/// without a search with mispredicted branches. Entries that differ by less than a millionth count as equal.
#[inline(always)]
fn mark(entry: f64, position: u32) -> f64 {
    f64::from_bits(entry.to_bits() & !LOW_BITS | u64::from(position))
}

/// The position in a mark.
#[inline(always)]
fn position(mark: f64) -> u32 {
    (mark.to_bits() & LOW_BITS) as u32
}

#[cfg(test)]
mod tests {
    use super::{larger, mark, position};

    #[test]
    fn the_largest_mark_tells_the_place() {
        let entries = [0.0, 1e-300, 0.25, 0.25001, 1e-9, 0.0];
        let largest = (0..).zip(entries).fold(0.0, |largest, (place, entry)| larger(mark(entry, place), largest));
        assert_eq!(position(largest), 3);
        assert_eq!(position(mark(1.0, u32::MAX)), u32::MAX);
    }
}
