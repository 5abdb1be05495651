//! Arc tangent of a number and of a point, branch-free.

use super::{Arithmetic, polynomial};
use std::f64::consts::{FRAC_PI_4, SQRT_2};

/// pi/4 - `FRAC_PI_4`. Multiples up to 4 of `FRAC_PI_4` are exact, because its last bits are 0.
const FRAC_PI_4_LOW: f64 = 3.061616997868383e-17;

/// Coefficients of (atan(t)/t - 1)/t^2 in t^2 on [0, (sqrt(2) - 1)^2], error below 1.16e-18, by
/// tests/data/make_polynomials.py.
const SERIES: [f64; 12] = [
    -0.3333333333333333,
    0.19999999999999804,
    -0.14285714285659828,
    0.11111111105155447,
    -0.09090908753500877,
    0.07692296375032143,
    -0.06666424885738255,
    0.05878928997834775,
    -0.05230454270650244,
    0.04551593220626549,
    -0.034570561981427744,
    0.016285756855221028,
];

/// Coordinates outside this range are scaled, so that nothing below overflows or loses relevant denormal numbers.
const LARGE: f64 = f64::from_bits((1023 + 1000) << 52);
const SMALL: f64 = f64::from_bits((1023 - 900) << 52);
const SHRINK: f64 = f64::from_bits((1023 - 60) << 52);
const GROW: f64 = f64::from_bits((1023 + 200) << 52);

/// `eighths` pi/4 + atan(a/b), or minus the arc tangent, for 0 <= a <= b. For large ratios,
/// atan(a/b) = pi/4 + atan((a - b)/(a + b)).
#[inline(always)]
fn around<A: Arithmetic>(arithmetic: A, a: f64, b: f64, eighths: f64, minus: bool) -> f64 {
    let is_far = a > (SQRT_2 - 1.0) * b;
    let t = (if is_far { a - b } else { a }) / (if is_far { a + b } else { b });
    let (t, one) = if minus { (-t, -1.0) } else { (t, 1.0) };
    let eighths = if is_far { eighths + one } else { eighths };
    let square = t * t;
    let low = arithmetic.mul_add(t * square, polynomial(arithmetic, square, SERIES), eighths * FRAC_PI_4_LOW);
    arithmetic.mul_add(eighths, FRAC_PI_4, t + low)
}

#[inline(always)]
pub(super) fn atan<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let size = x.abs();
    let is_steep = size > 1.0;
    let (a, b) = if is_steep { (1.0, size) } else { (size, 1.0) };
    around(arithmetic, a, b, if is_steep { 2.0 } else { 0.0 }, is_steep).copysign(x)
}

#[inline(always)]
pub(super) fn atan2<A: Arithmetic>(arithmetic: A, y: f64, x: f64) -> f64 {
    let is_steep = y.abs() > x.abs();
    let is_left = x.is_sign_negative();
    let (a, b) = if is_steep { (x.abs(), y.abs()) } else { (y.abs(), x.abs()) };
    let scale = if b < SMALL { GROW } else { 1.0 };
    let scale = if b > LARGE { SHRINK } else { scale };
    let (a, b) = (a * scale, b * scale);
    // An infinite coordinate acts as 1 beside 0, or beside 1 if both are infinite. At the origin the angle is the one
    // of the half axis of x.
    let a = if b == f64::INFINITY { if a == f64::INFINITY { 1.0 } else { 0.0 } } else { a };
    let b = if b == f64::INFINITY || b == 0.0 { 1.0 } else { b };
    let eighths = if is_left { 4.0 } else { 0.0 };
    let eighths = if is_steep { 2.0 } else { eighths };
    let angle = around(arithmetic, a, b, eighths, is_steep != is_left).copysign(y);
    if x.is_nan() || y.is_nan() { f64::NAN } else { angle }
}
