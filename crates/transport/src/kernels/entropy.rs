//! A block of the derivative by the regularization: the plan's entries times their exponents.

use super::exponentials::{CUT, Targets};
use super::rows::{Lanes, larger, total};
use super::sources::{Source, Sources};
use crate::cost::Cost;
use crate::passes::Scratch;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// For each row the sum of P ln E, and for the columns the sums of a_i E ln E.
pub(crate) struct EntropyRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub sources: Sources<'a>,
    /// The sums of these rows.
    pub sums: &'a mut [f64],
    pub scratch: &'a mut Scratch,
}

impl Kernel for EntropyRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Scratch { cost: buffer, row, columns } = self.scratch;
        columns.fill([0.0; LANES]);
        for (Source { i, mass, f }, sum) in self.sources.iter().zip(self.sums) {
            row.set_exponents(arithmetic, self.cost.row(arithmetic, i, buffer), self.targets, f);
            let mut sums: Lanes = [0.0; LANES];
            for (group, exponents) in row.iter() {
                let (masses, mut column_sums) = (&self.targets.mass[group], columns[group]);
                for lane in 0..LANES {
                    // Below the cut of whole groups an entry is nothing, and a forbidden pair's exponent is infinite.
                    let exponent = larger(exponents[lane], 2.0 * CUT);
                    let term = arithmetic.exp(exponent) * exponent;
                    sums[lane] = arithmetic.mul_add(masses[lane], term, sums[lane]);
                    column_sums[lane] = arithmetic.mul_add(mass, term, column_sums[lane]);
                }
                columns[group] = column_sums;
            }
            *sum = mass * total(sums);
        }
    }
}
