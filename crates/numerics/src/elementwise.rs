//! Elementary functions of all elements of a slice.

use crate::simd::{Arithmetic, Kernel, dispatch};

/// Replaces each value by its exponential; accuracy and special values as in [`Arithmetic::exp`].
pub fn exp(values: &mut [f64]) {
    dispatch(Exponential(values));
}

/// Replaces each value by its natural logarithm; accuracy and special values as in [`Arithmetic::ln`].
pub fn ln(values: &mut [f64]) {
    dispatch(Logarithm(values));
}

struct Exponential<'a>(&'a mut [f64]);

impl Kernel for Exponential<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for value in self.0 {
            *value = arithmetic.exp(*value);
        }
    }
}

struct Logarithm<'a>(&'a mut [f64]);

impl Kernel for Logarithm<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for value in self.0 {
            *value = arithmetic.ln(*value);
        }
    }
}
