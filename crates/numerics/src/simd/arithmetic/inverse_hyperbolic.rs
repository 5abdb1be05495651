//! Inverse hyperbolic sine, cosine and tangent, branch-free, by log1p, after fdlibm's s_asinh.c, e_acosh.c and e_atanh.c
//! (Sun Microsystems, 1993).

use super::Arithmetic;
use std::f64::consts::LN_2;

/// Beyond this the inverse sine and cosine are ln(2 x) to all digits, and squares may overflow.
const LARGE: f64 = f64::from_bits((1023 + 500) << 52);

/// ln(1 + `excess`), or ln(2 x) for large x.
#[inline(always)]
fn log1p_or_double<A: Arithmetic>(arithmetic: A, x: f64, excess: f64) -> f64 {
    let (excess, doubled) = if x > LARGE { (x, LN_2) } else { (excess, 0.0) };
    arithmetic.log1p(excess) + doubled
}

/// ln(x + sqrt(x^2 + 1)) for |x|.
#[inline(always)]
pub(super) fn asinh<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let size = x.abs();
    let square = size * size;
    let excess = size + square / (1.0 + (square + 1.0).sqrt());
    log1p_or_double(arithmetic, size, excess).copysign(x)
}

/// ln(x + sqrt(x^2 - 1)), from the distance of x to 1.
#[inline(always)]
pub(super) fn acosh<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let beyond = x - 1.0;
    let excess = beyond + (beyond * (beyond + 2.0)).sqrt();
    let value = log1p_or_double(arithmetic, x, excess);
    if x >= 1.0 { value } else { f64::NAN }
}

/// ln(1 + 2 x / (1 - x)) / 2 for |x|.
#[inline(always)]
pub(super) fn atanh<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let size = x.abs();
    let double = size + size;
    let excess = double + double * size / (1.0 - size);
    let value = (0.5 * arithmetic.log1p(excess)).copysign(x);
    if size <= 1.0 { value } else { f64::NAN }
}
