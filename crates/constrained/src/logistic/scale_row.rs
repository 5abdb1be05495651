//! Rows of observations, scaled for the Hessian.

use superlinear_numerics::simd::{Arithmetic, Kernel};

/// Writes a row times a factor.
pub(super) struct ScaleRow<'a> {
    pub row: &'a [f64],
    pub factor: f64,
    pub scaled: &'a mut [f64],
}

impl Kernel for ScaleRow<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        for (scaled, entry) in self.scaled.iter_mut().zip(self.row) {
            *scaled = self.factor * entry;
        }
    }
}
