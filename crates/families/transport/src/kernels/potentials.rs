//! The update of potentials by the logarithms of sums.

use superlinear_numerics::simd::{Arithmetic, Kernel};

/// Subtracts `level` times ln(sum) from each potential, and multiplies by `relaxation`. For untrusted sums the result
/// is meaningless and corrected afterwards.
pub(crate) struct SubtractLogarithms<'a> {
    pub level: f64,
    pub relaxation: f64,
    pub sums: &'a [f64],
    pub potentials: &'a mut [f64],
}

impl Kernel for SubtractLogarithms<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for (potential, &sum) in self.potentials.iter_mut().zip(self.sums) {
            *potential = self.relaxation * arithmetic.mul_add(-self.level, arithmetic.ln(sum), *potential);
        }
    }
}
