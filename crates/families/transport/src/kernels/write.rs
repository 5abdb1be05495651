//! One block of the dense plan.

use super::exponentials::Targets;
use super::scratch::Scratch;
use super::sources::{Source, Sources};
use crate::cost::Cost;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// Writes the plan's rows one after the other, into zeros.
pub(crate) struct WriteRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub sources: Sources<'a>,
    /// These rows of the plan.
    pub plan: &'a mut [f64],
    pub scratch: &'a mut Scratch,
}

impl Kernel for WriteRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Scratch { cost: buffer, row, .. } = self.scratch;
        let columns = self.plan.len() / self.sources.rows.len();
        for (Source { i, mass, f }, plan) in self.sources.iter().zip(self.plan.chunks_exact_mut(columns)) {
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
