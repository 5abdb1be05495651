//! One block of the gradients with respect to the source points.

use super::exponentials::Targets;
use super::scratch::Scratch;
use super::sources::{Source, Sources};
use crate::cost::PointCost;
use superlinear_numerics::simd::{Arithmetic, Kernel};

/// For each row the sum of P_ij times the gradient of the cost with respect to the source, in the metric's own
/// coordinates.
pub(crate) struct PointGradientRows<'a> {
    pub cost: &'a PointCost,
    pub targets: Targets<'a>,
    pub sources: Sources<'a>,
    /// The gradients, one per row.
    pub gradients: &'a mut [f64],
    pub scratch: &'a mut Scratch,
}

impl Kernel for PointGradientRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Scratch { cost: buffer, row, .. } = self.scratch;
        let gradients = self.gradients.chunks_exact_mut(self.cost.dimension());
        for (Source { i, mass, f }, gradient) in self.sources.iter().zip(gradients) {
            row.set_exponents(arithmetic, self.cost.row(arithmetic, i, buffer), self.targets, f);
            row.exponentiate(arithmetic, self.targets.mass);
            self.cost.add_gradient(i, mass, row.iter(), self.targets.mass, gradient);
        }
    }
}
