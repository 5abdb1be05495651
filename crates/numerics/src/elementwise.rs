//! Elementary functions applied to slices.

use crate::simd::{Arithmetic, Kernel, dispatch};
use std::marker::PhantomData;

/// Replaces each value by its exponential; accuracy and special values as in [`Arithmetic::exp`].
pub fn exp(values: &mut [f64]) {
    replace::<Exponential>(values);
}

/// Replaces each value by its natural logarithm; accuracy and special values as in [`Arithmetic::ln`].
pub fn ln(values: &mut [f64]) {
    replace::<Logarithm>(values);
}

/// Replaces each value x by ln(1 + e^x); accuracy and special values as in [`Arithmetic::softplus`].
pub fn softplus(values: &mut [f64]) {
    replace::<Softplus>(values);
}

/// Replaces each value x by x ln x; 0 and negative values by 0.
pub fn entropy(values: &mut [f64]) {
    replace::<Entropy>(values);
}

/// A function of one variable. `of` is marked `#[inline(always)]`, as a [`Kernel`] is.
trait Function {
    fn of<A: Arithmetic>(arithmetic: A, x: f64) -> f64;
}

fn replace<F: Function>(values: &mut [f64]) {
    dispatch(Replace { values, function: PhantomData::<F> });
}

struct Replace<'a, F> {
    values: &'a mut [f64],
    function: PhantomData<F>,
}

impl<F: Function> Kernel for Replace<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for value in self.values {
            *value = F::of(arithmetic, *value);
        }
    }
}

struct Exponential;

impl Function for Exponential {
    #[inline(always)]
    fn of<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
        arithmetic.exp(x)
    }
}

struct Logarithm;

impl Function for Logarithm {
    #[inline(always)]
    fn of<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
        arithmetic.ln(x)
    }
}

struct Softplus;

impl Function for Softplus {
    #[inline(always)]
    fn of<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
        arithmetic.softplus(x)
    }
}

struct Entropy;

impl Function for Entropy {
    #[inline(always)]
    fn of<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
        let product = x * arithmetic.ln(x);
        if x <= 0.0 { 0.0 } else { product }
    }
}
