//! A block of an evaluation: the row and column sums of the plan, and the entries that a Newton step keeps.

use super::exponentials::{ActiveRow, Targets};
use super::rows::{Lanes, ROWS_BETWEEN_POLLS};
use crate::cost::Cost;
use crate::passes::Scratch;
use crate::sparse_plan::Rows;
use std::ops::Range;
use superlinear_interface::Cancellation;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// For each row: r_i = a_i times the sum of b_j E_ij, a_i E_ij added to the column sums, and the entries a_i b_j E_ij of at
/// least `threshold` kept.
pub(crate) struct EvaluateRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub rows: Range<usize>,
    /// The masses of these rows.
    pub masses: &'a [f64],
    /// 1 / L times the potentials of these rows.
    pub potentials: &'a [f64],
    /// The row sums r_i of these rows.
    pub row_sums: &'a mut [f64],
    /// Which entries to keep: those of at least this size; infinity for none.
    pub threshold: f64,
    pub kept: &'a mut Rows,
    pub scratch: &'a mut Scratch,
    pub cancellation: Cancellation<'a>,
}

impl Kernel for EvaluateRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { scratch: Scratch { cost: buffer, row, columns }, kept, .. } = self;
        columns.fill([0.0; LANES]);
        kept.clear();
        let sources = self.masses.iter().zip(self.potentials).zip(self.row_sums.iter_mut());
        for (i, ((&mass, &f), row_sum)) in self.rows.zip(sources) {
            if i % ROWS_BETWEEN_POLLS == 0 && self.cancellation.is_requested() {
                break;
            }
            let cost = self.cost.row(arithmetic, i, buffer);
            row.set_exponents(arithmetic, cost, self.targets, f);
            *row_sum = mass * row.exponentiate(arithmetic, self.targets.mass);
            row.add_to(arithmetic, mass, columns);
            if self.threshold < f64::INFINITY {
                keep_entries(mass, row, self.targets.mass, self.threshold, kept);
            }
        }
    }
}

/// Adds the entries of one row that are at least `threshold` to `kept`.
#[inline(always)]
fn keep_entries(mass: f64, row: &ActiveRow, target_masses: &[Lanes], threshold: f64, kept: &mut Rows) {
    for (group, exponentials) in row.iter() {
        let masses = &target_masses[group];
        let mut entries: Lanes = [0.0; LANES];
        let mut any = false;
        for lane in 0..LANES {
            entries[lane] = mass * masses[lane] * exponentials[lane];
            any |= entries[lane] >= threshold;
        }
        if any {
            kept.push_group(group * LANES, &entries, threshold);
        }
    }
    kept.end_row();
}
