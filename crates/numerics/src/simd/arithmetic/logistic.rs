//! The logistic function and its integral, branch-free.

use super::exponential::one_plus_exp;
use super::{Arithmetic, polynomial};

/// Coefficients of (2 atanh(s)/s - 2)/s^2 in s^2 on [0, 1/9], error below 9.03e-17, by tests/data/make_polynomials.py.
const SERIES: [f64; 10] = [
    0.6666666666666666,
    0.40000000000014585,
    0.2857142856710876,
    0.22222222717427864,
    0.18181789436132859,
    0.15385570064958623,
    0.13314144209654935,
    0.12001072809590713,
    0.08800738486144674,
    0.1616404561194353,
];

/// 1 / (1 + e) or e / (1 + e) with e = exp(-|x|).
#[inline(always)]
pub(super) fn sigmoid<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let falling = -x.abs();
    (if x < 0.0 { arithmetic.exp(falling) } else { 1.0 }) / one_plus_exp(arithmetic, falling)
}

/// max(x, 0) + ln(1 + f) with f = exp(-|x|), the logarithm as in logarithm.rs, but on all of [0, 1].
#[inline(always)]
pub(super) fn softplus<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let positive = if x > 0.0 { x } else { 0.0 };
    let f = arithmetic.exp(-x.abs());
    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    let series = arithmetic.mul_add(polynomial(arithmetic, z, SERIES), z, half_square);
    positive + (f - arithmetic.mul_add(-s, series, half_square))
}
