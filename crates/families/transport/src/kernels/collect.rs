//! A pass that collects one block of the sparse plan.

use super::exponentials::Targets;
use super::scratch::Scratch;
use super::sources::{Source, Sources};
use crate::cost::Cost;
use crate::plan_rows::PlanRows;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// Collects the entries of at least `threshold`, at most `limit` of them.
pub(crate) struct CollectRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub sources: Sources<'a>,
    pub threshold: f64,
    pub limit: usize,
    pub scratch: &'a mut Scratch,
}

impl Kernel for CollectRows<'_> {
    type Output = PlanRows;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> PlanRows {
        let Scratch { cost: buffer, row, .. } = self.scratch;
        let mut plan = PlanRows::default();
        for Source { i, mass, f } in self.sources.iter() {
            row.set_exponents(arithmetic, self.cost.row(arithmetic, i, buffer), self.targets, f);
            row.exponentiate(arithmetic, self.targets.mass);
            for (group, exponentials) in row.iter() {
                let masses = &self.targets.mass[group];
                for (lane, (exponential, target_mass)) in exponentials.iter().zip(masses).enumerate() {
                    let entry = mass * target_mass * exponential;
                    if entry >= self.threshold {
                        plan.columns.push((group * LANES + lane) as u32);
                        plan.entries.push(entry);
                    }
                }
            }
            plan.is_overfull = plan.entries.len() > self.limit;
            if plan.is_overfull {
                break;
            }
            plan.row_ends.push(plan.entries.len());
        }
        plan
    }
}
