//! A block of an evaluation: the row and column sums of the plan, and the entries that a Newton step keeps.

use super::exponentials::{ActiveRow, Targets};
use super::rows::{Lanes, total};
use super::sources::{Source, Sources};
use crate::cost::Cost;
use crate::kept::{KeptRows, encode};
use crate::passes::Scratch;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// For each row: r_i = a_i times the sum of b_j E_ij, a_i E_ij added to the column sums, and the groups of entries a_i b_j E_ij
/// with one of at least `threshold` kept.
pub(crate) struct EvaluateRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub sources: Sources<'a>,
    /// The row sums r_i of these rows.
    pub row_sums: &'a mut [f64],
    /// Which entries to keep: those of at least this size; infinity for none.
    pub threshold: f64,
    pub kept: &'a mut KeptRows,
    pub scratch: &'a mut Scratch,
}

impl Kernel for EvaluateRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { scratch: Scratch { cost: buffer, row, columns }, kept, .. } = self;
        columns.fill([0.0; LANES]);
        let end = self.sources.rows.end;
        for (Source { i, mass, f }, row_sum) in self.sources.iter().zip(self.row_sums) {
            let cost = self.cost.row(arithmetic, i, buffer);
            row.set_exponents(arithmetic, cost, self.targets, f);
            let sum = row.exponentiate(arithmetic, self.targets.mass);
            *row_sum = mass * sum;
            row.add_to(arithmetic, mass, columns);
            if self.threshold < f64::INFINITY {
                let relative_threshold = self.threshold / *row_sum;
                kept.reserve(row.active_groups(), end - i);
                let inverse = if sum >= f64::MIN_POSITIVE { 1.0 / sum } else { 0.0 };
                keep_entries(row, self.targets.mass, *row_sum, inverse, relative_threshold, kept);
            }
        }
    }
}

/// Keeps the groups of one row with an entry of at least `threshold`. Entries and threshold are parts of the row's sum, which is
/// `scale`; b_j E_ij is an entry once it is multiplied by `inverse`.
#[inline(always)]
fn keep_entries(
    row: &ActiveRow,
    target_masses: &[Lanes],
    scale: f64,
    inverse: f64,
    threshold: f64,
    kept: &mut KeptRows,
) {
    let mut left_out: Lanes = [0.0; LANES];
    for (group, exponentials) in row.iter() {
        let masses = &target_masses[group];
        let mut entries: Lanes = [0.0; LANES];
        let mut codes = [0; LANES];
        let mut any = false;
        for lane in 0..LANES {
            entries[lane] = masses[lane] * exponentials[lane] * inverse;
            codes[lane] = encode(entries[lane]);
            any |= entries[lane] >= threshold;
        }
        let is_kept = any && !kept.is_full();
        kept.is_overfull |= any && !is_kept;
        if is_kept {
            kept.push(group, codes);
        }
        let mut columns = kept.left_out_columns[group];
        for lane in 0..LANES {
            let lost = if is_kept && codes[lane] > 0 { 0.0 } else { entries[lane] };
            left_out[lane] += lost;
            columns[lane] += scale * lost;
        }
        kept.left_out_columns[group] = columns;
    }
    kept.end_row(scale, scale * total(left_out));
}
