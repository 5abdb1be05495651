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

/// Replaces each value x by ln(1 + e^x), to an ulp of 1 and two of the result.
pub fn softplus(values: &mut [f64]) {
    dispatch(Softplus(values));
}

/// Replaces each value x by x ln x; 0 and negative values by 0.
pub fn entropy(values: &mut [f64]) {
    dispatch(Entropy(values));
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

struct Softplus<'a>(&'a mut [f64]);

impl Kernel for Softplus<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for value in self.0 {
            let positive = if *value > 0.0 { *value } else { 0.0 };
            *value = positive + arithmetic.ln(1.0 + arithmetic.exp(-value.abs()));
        }
    }
}

struct Entropy<'a>(&'a mut [f64]);

impl Kernel for Entropy<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for value in self.0 {
            let product = *value * arithmetic.ln(*value);
            *value = if *value <= 0.0 { 0.0 } else { product };
        }
    }
}
