//! Arc sine and arc cosine, without branches, after fdlibm's e_asin.c and e_acos.c (Sun Microsystems, 1993).

use super::{Arithmetic, polynomial};
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// pi/2 - `FRAC_PI_2`.
const FRAC_PI_2_LOW: f64 = f64::from_bits(0x3c91_a626_3314_5c07);

/// Coefficients of (asin(x)/x - 1)/x^2 in x^2 on [0, 1/4], error below 1.6e-17, by tests/data/make_polynomials.py.
const SERIES: [f64; 13] = [
    0.16666666666666669,
    0.07499999999998433,
    0.04464285714635543,
    0.030381944138531247,
    0.02237217294214989,
    0.017352392720869973,
    0.013971212973552933,
    0.011479177415184906,
    0.01032281435018578,
    0.005457506718640358,
    0.01740087944269402,
    -0.014851887071247204,
    0.028757851367421566,
];

/// The mask for the first 21 bits after the leading one, a part with an exact square.
const HIGH_BITS: u64 = 0xffff_ffff_0000_0000;

/// An arc sine between 0 and pi/6, as root + low + correction. In the far case the first term has few bits.
struct Small {
    /// Whether it is the arc sine of sqrt((1 - |x|)/2); the result for x is then pi/2 minus twice it.
    is_far: bool,
    root: f64,
    low: f64,
    correction: f64,
}

#[inline(always)]
fn small<A: Arithmetic>(arithmetic: A, x: f64) -> Small {
    let size = x.abs();
    let is_far = size >= 0.5;
    let square = if is_far { 0.5 - 0.5 * size } else { size * size };
    let root = square.sqrt();
    let high = f64::from_bits(root.to_bits() & HIGH_BITS);
    // The root minus its high bits, including the root's rounding error: (square - high^2) / (root + high). At |x| = 1
    // all are 0.
    let low = if root > 0.0 { arithmetic.mul_add(-high, high, square) / (root + high) } else { root };
    let (root, high, low) = if is_far { (root, high, low) } else { (size, size, 0.0) };
    let correction = root * (square * polynomial(arithmetic, square, SERIES));
    Small { is_far, root: high, low, correction }
}

/// pi/2 - 2 asin(sqrt((1 - x)/2)) if x is at least 1/2.
#[inline(always)]
pub(super) fn asin<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let Small { is_far, root, low, correction } = small(arithmetic, x);
    let rest = 2.0 * correction - (FRAC_PI_2_LOW - 2.0 * low);
    let far = FRAC_PI_4 - (rest - (FRAC_PI_4 - 2.0 * root));
    (if is_far { far } else { root + correction }).copysign(x)
}

/// 2 asin(sqrt((1 - x)/2)) if x is at least 1/2, pi minus the value for -x if x is at most -1/2, and pi/2 - asin(x) in
/// between.
#[inline(always)]
pub(super) fn acos<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let Small { is_far, root, low, correction } = small(arithmetic, x);
    let sum = low + correction;
    let right = 2.0 * (root + sum);
    let left = PI - 2.0 * (root + (sum - FRAC_PI_2_LOW));
    let far = if x > 0.0 { right } else { left };
    let near = FRAC_PI_2 - (root.copysign(x) - (FRAC_PI_2_LOW - correction.copysign(x)));
    if is_far { far } else { near }
}
