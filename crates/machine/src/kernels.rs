//! Kernels of scalar functions that are more than one call, and loops over numbers.

use superlinear_numerics::simd::Arithmetic;

/// −1, 0 or 1; NaN for NaN.
#[inline(always)]
pub(crate) fn sign(x: f64) -> f64 {
    let sign = if x > 0.0 { 1.0 } else { -1.0 };
    if x == 0.0 || x.is_nan() { x } else { sign }
}

/// The minimum, the first one if equal; NaN if either is.
#[inline(always)]
pub(crate) fn min(a: f64, b: f64) -> f64 {
    let least = if b < a { b } else { a };
    if b.is_nan() { b } else { least }
}

/// The maximum, the first one if equal; NaN if either is.
#[inline(always)]
pub(crate) fn max(a: f64, b: f64) -> f64 {
    let greatest = if b > a { b } else { a };
    if b.is_nan() { b } else { greatest }
}

/// The product; 0 if the first factor is 0.
#[inline(always)]
pub(crate) fn strong_multiply(a: f64, b: f64) -> f64 {
    let product = a * b;
    if a == 0.0 { 0.0 } else { product }
}

/// x − y ⌊x / y⌋, with the sign of y also if 0, as NumPy's `mod`; NaN for y = 0. Computed from the exact remainder.
pub(crate) fn modulo(x: f64, y: f64) -> f64 {
    let remainder = x % y;
    if remainder == 0.0 {
        0.0f64.copysign(y)
    } else if (remainder < 0.0) == (y < 0.0) {
        remainder
    } else {
        remainder + y
    }
}

/// x to the power y for x ≥ 0; NaN for negative x. The relative error is at most (2 + |y ln x|) units in the last
/// place.
#[inline(always)]
pub(crate) fn power<A: Arithmetic>(arithmetic: A, x: f64, y: f64) -> f64 {
    let power = arithmetic.exp(y * arithmetic.ln(x));
    if y == 0.0 { 1.0 } else { power }
}

/// Replaces each number by its function.
#[inline(always)]
pub(crate) fn each(values: &mut [f64], f: impl Fn(f64) -> f64) {
    for value in values {
        *value = f(*value);
    }
}

/// Replaces each first number by the function of both numbers.
#[inline(always)]
pub(crate) fn each_pair(first: &mut [f64], second: &[f64], f: impl Fn(f64, f64) -> f64) {
    for (x, &y) in first.iter_mut().zip(second) {
        *x = f(*x, y);
    }
}
