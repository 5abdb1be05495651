//! One block of a fused sweep: new source potentials and their column sums, in one pass over the rows.

use super::exponentials::{Targets, log_sum};
use super::scratch::Scratch;
use super::sources::{Source, Sources};
use crate::cost::Cost;
use crate::sums::BeforeSweep;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// exp(-8): a row sum below this, relative to the mass of the row, is recomputed with the largest exponent subtracted
/// first. It is only 14 digits above exp(-40), so the cut could matter.
const SMALLEST_TRUSTED_SUM: f64 = 3.3546262790251185e-4;

/// Returns whether the logarithm of a sum of exponentials is accurate.
#[inline(always)]
pub(crate) fn is_trusted(sum: f64) -> bool {
    sum > SMALLEST_TRUSTED_SUM && sum < f64::INFINITY
}

/// For each row: the decrease of f_i / L that makes the row sum right, and the resulting terms of the column sums.
///
/// With s_i = sum of b_j E_ij it is ln s_i without a penalty, and relaxation * ln s_i + (1 - relaxation) f_i / L with
/// one.
pub(crate) struct SweepRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub sources: Sources<'a>,
    /// The decrease of f_i / L for these rows.
    pub falls: &'a mut [f64],
    /// The source marginal's relaxation, and L times its softness.
    pub relaxation: f64,
    pub softness: f64,
    pub scratch: &'a mut Scratch,
}

impl Kernel for SweepRows<'_> {
    /// Results for these rows only.
    type Output = BeforeSweep;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> BeforeSweep {
        let Scratch { cost: buffer, row, columns, .. } = self.scratch;
        columns.fill([0.0; LANES]);
        let mut before = BeforeSweep::default();
        let (relaxation, softness) = (self.relaxation, self.softness);
        for (Source { i, mass, f }, fall) in self.sources.iter().zip(self.falls) {
            let cost = self.cost.row(arithmetic, i, buffer);
            row.set_exponents(arithmetic, cost, self.targets, f);
            let s = row.exponentiate(arithmetic, self.targets.mass);
            let fall_for = |log_s: f64| relaxation * log_s + (1.0 - relaxation) * f;
            if is_trusted(s) {
                *fall = fall_for(arithmetic.ln(s));
                let factor = if softness == 0.0 { 1.0 / s } else { arithmetic.exp(-*fall) };
                row.add_to(arithmetic, mass * factor, columns);
            } else {
                *fall = fall_for(log_sum(cost, self.targets, f));
                row.set_shifted_exponentials(cost, self.targets, f, *fall);
                row.add_to(arithmetic, mass, columns);
            }
            let wanted = arithmetic.exp(-f * softness);
            before.add_row(mass, s, wanted);
        }
        before
    }
}
