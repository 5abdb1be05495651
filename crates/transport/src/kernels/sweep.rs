//! A block of a fused sweep: new source potentials, and what they add to the column sums, in one pass over the rows.

use super::exponentials::{Targets, log_sum};
use super::rows::ROWS_BETWEEN_POLLS;
use crate::cost::Cost;
use crate::passes::{BeforeSweep, Scratch};
use std::ops::Range;
use superlinear_interface::Cancellation;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// A row sum below this, relative to the mass of the row, is computed again by subtracting the largest exponent first: what the
/// cut took from it could matter, exp(-8) being only 14 digits above exp(-40).
pub(crate) const SMALLEST_TRUSTED_SUM: f64 = 3.3546262790251185e-4;

/// For each row: s_i = sum of b_j E_ij, whose logarithm is left in `log_sums`, and a_i E_ij / s_i added to the column sums.
pub(crate) struct SweepRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub rows: Range<usize>,
    /// The masses of these rows.
    pub masses: &'a [f64],
    /// 1 / L times the potentials of these rows.
    pub potentials: &'a [f64],
    /// ln s_i of these rows.
    pub log_sums: &'a mut [f64],
    pub scratch: &'a mut Scratch,
    pub cancellation: Cancellation<'a>,
}

impl Kernel for SweepRows<'_> {
    /// Of the rows alone.
    type Output = BeforeSweep;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> BeforeSweep {
        let Scratch { cost: buffer, row, columns } = self.scratch;
        columns.fill([0.0; LANES]);
        let mut before = BeforeSweep { error: 0.0, mass: 0.0 };
        let sources = self.masses.iter().zip(self.potentials).zip(self.log_sums.iter_mut());
        for (i, ((&mass, &f), log_s)) in self.rows.zip(sources) {
            if i % ROWS_BETWEEN_POLLS == 0 && self.cancellation.is_requested() {
                break;
            }
            let cost = self.cost.row(arithmetic, i, buffer);
            row.set_exponents(arithmetic, cost, self.targets, f);
            let s = row.exponentiate(arithmetic, self.targets.mass);
            if s > SMALLEST_TRUSTED_SUM && s < f64::INFINITY {
                *log_s = arithmetic.ln(s);
                row.add_to(arithmetic, mass / s, columns);
            } else {
                *log_s = log_sum(cost, self.targets, f);
                row.set_shifted_exponentials(cost, self.targets, f, *log_s);
                row.add_to(arithmetic, mass, columns);
            }
            before.error += mass * (s - 1.0).abs();
            before.mass += mass * s;
        }
        before
    }
}
