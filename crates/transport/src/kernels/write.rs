//! A block of the dense plan.

use super::exponentials::Targets;
use super::rows::ROWS_BETWEEN_POLLS;
use crate::cost::Cost;
use crate::passes::Scratch;
use std::ops::Range;
use superlinear_interface::Cancellation;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// Writes the plan's rows one after the other into zeros.
pub(crate) struct WriteRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub rows: Range<usize>,
    /// The masses of these rows.
    pub masses: &'a [f64],
    /// 1 / L times the potentials of these rows.
    pub potentials: &'a [f64],
    /// These rows of the plan.
    pub plan: &'a mut [f64],
    pub scratch: &'a mut Scratch,
    pub cancellation: Cancellation<'a>,
}

impl Kernel for WriteRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Scratch { cost: buffer, row, .. } = self.scratch;
        let columns = self.plan.len() / self.rows.len();
        let sources = self.masses.iter().zip(self.potentials).zip(self.plan.chunks_exact_mut(columns));
        for (i, ((&mass, &f), plan)) in self.rows.zip(sources) {
            if i % ROWS_BETWEEN_POLLS == 0 && self.cancellation.is_requested() {
                break;
            }
            row.set_exponents(arithmetic, self.cost.row(arithmetic, i, buffer), self.targets, f);
            row.exponentiate(arithmetic, self.targets.mass);
            for (group, exponentials) in row.iter() {
                let masses = &self.targets.mass[group];
                let entries = plan[group * LANES..].iter_mut().zip(exponentials.iter().zip(masses));
                for (entry, (exponential, target_mass)) in entries {
                    *entry = mass * target_mass * exponential;
                }
            }
        }
    }
}
