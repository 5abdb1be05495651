//! Hyperbolic sine, cosine and tangent, branch-free, from the exponential.

use super::exponential::{half_exp, one_plus_exp};
use super::{Arithmetic, polynomial};

/// Coefficients of (sinh(x)/x - 1)/x^2 in x^2 on [0, 1], error below 3.5e-19, by tests/data/make_polynomials.py.
const SINE_SERIES: [f64; 7] = [
    0.16666666666666666,
    0.008333333333333299,
    0.00019841269841324198,
    2.7557319191381816e-06,
    2.5052117695907823e-08,
    1.6057679623801638e-10,
    7.746178593018827e-13,
];

/// The limit of the odd series for the tangent. Here the tangent is 1/2, and its difference from 1 has as many digits.
const NEAR: f64 = 0.55;

/// Coefficients of (tanh(x)/x - 1)/x^2 in x^2 on [0, 0.55^2], error below 2.23e-19, by the same.
const TANGENT_SERIES: [f64; 12] = [
    -0.3333333333333333,
    0.1333333333333331,
    -0.05396825396822037,
    0.021869488534073906,
    -0.0088632354631468,
    0.0035921267699626346,
    -0.001455819097151351,
    0.0005899052969492733,
    -0.0002384727248015252,
    9.455133052924858e-05,
    -3.372080112046316e-05,
    7.874274345344419e-06,
];

/// exp(|x|)/2 and exp(-|x|)/2.
#[inline(always)]
fn halves<A: Arithmetic>(arithmetic: A, x: f64) -> (f64, f64) {
    let growing = half_exp(arithmetic, x.abs());
    (growing, 0.25 / growing)
}

/// Uses the odd series for |x| up to 1, because the difference of exponentials would lose digits.
#[inline(always)]
pub(super) fn sinh<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let square = x * x;
    let near = arithmetic.mul_add(x * square, polynomial(arithmetic, square, SINE_SERIES), x);
    let (growing, falling) = halves(arithmetic, x);
    (if x.abs() > 1.0 { growing - falling } else { near }).copysign(x)
}

#[inline(always)]
pub(super) fn cosh<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let (growing, falling) = halves(arithmetic, x);
    growing + falling
}

/// 1 - 2 / (1 + exp(2 |x|)), or the odd series if that would lose digits.
#[inline(always)]
pub(super) fn tanh<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let square = x * x;
    let near = arithmetic.mul_add(x * square, polynomial(arithmetic, square, TANGENT_SERIES), x);
    let far = 1.0 - 2.0 / one_plus_exp(arithmetic, 2.0 * x.abs());
    (if x.abs() < NEAR { near } else { far }).copysign(x)
}
