//! A block of the gradients in the source points.

use super::exponentials::Targets;
use super::rows::ROWS_BETWEEN_POLLS;
use crate::cost::PointCost;
use crate::passes::Scratch;
use std::ops::Range;
use superlinear_interface::Cancellation;
use superlinear_numerics::simd::{Arithmetic, Kernel};

/// For each row the sum of P_ij times the gradient of the cost in the source, as the metric's own coordinates have it.
pub(crate) struct PointGradientRows<'a> {
    pub cost: &'a PointCost,
    pub targets: Targets<'a>,
    pub rows: Range<usize>,
    /// The masses of these rows.
    pub masses: &'a [f64],
    /// 1 / L times the potentials of these rows.
    pub potentials: &'a [f64],
    /// The gradients, one a row.
    pub gradients: &'a mut [f64],
    pub scratch: &'a mut Scratch,
    pub cancellation: Cancellation<'a>,
}

impl Kernel for PointGradientRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Scratch { cost: buffer, row, .. } = self.scratch;
        let gradients = self.gradients.chunks_exact_mut(self.cost.dimension());
        let sources = self.masses.iter().zip(self.potentials).zip(gradients);
        for (i, ((&mass, &f), gradient)) in self.rows.zip(sources) {
            if i % ROWS_BETWEEN_POLLS == 0 && self.cancellation.is_requested() {
                break;
            }
            row.set_exponents(arithmetic, self.cost.row(arithmetic, i, buffer), self.targets, f);
            row.exponentiate(arithmetic, self.targets.mass);
            self.cost.add_gradient(i, mass, row.iter(), self.targets.mass, gradient);
        }
    }
}
