//! The cube root, branch-free, after FreeBSD's s_cbrt.c (Sun Microsystems, 1993; B. D. Evans, 2005): a third of the
//! exponent, a polynomial for 23 bits, and a step of Newton's method.

/// A third of the exponent's bias, less 0.03306 to center the error of the first approximation, in the high word.
const BIAS: u64 = 715_094_163;
/// Denormal numbers are first multiplied by 2^54, and their roots by 2^-18.
const TWO_TO_54: f64 = 18014398509481984.0;
const TWO_TO_MINUS_18: f64 = 1.0 / 262144.0;

/// Coefficients of t / cbrt(x) in t^3 / x, lowest first, for the first approximation t; error below 2^-23.5.
const QUOTIENT: [f64; 5] = [
    f64::from_bits(0x3ffe_03e6_0f61_e692),
    f64::from_bits(0xbffe_28e0_92f0_2420),
    f64::from_bits(0x3ff9_f160_4a49_d6c2),
    f64::from_bits(0xbfe8_44cb_bee7_51d9),
    f64::from_bits(0x3fc2_b000_d4e4_edd7),
];

/// The third of a number below 2^32 by a product, which the instruction sets have as vectors.
#[inline(always)]
fn third(word: u64) -> u64 {
    ((word & 0xffff_ffff) * 0xaaaa_aaab) >> 33
}

#[inline(always)]
pub(super) fn cbrt(x: f64) -> f64 {
    let size = x.abs();
    let is_denormal = size < f64::MIN_POSITIVE;
    let normal = if is_denormal { size * TWO_TO_54 } else { size };
    let t = f64::from_bits((third(normal.to_bits() >> 32) + BIAS) << 32);
    let r = (t * t) * (t / normal);
    let [c0, c1, c2, c3, c4] = QUOTIENT;
    let t = t * ((c0 + r * (c1 + r * c2)) + ((r * r) * r) * (c3 + r * c4));
    // Rounded to 23 bits, away from zero: its square is exact.
    let t = f64::from_bits((t.to_bits() + 0x8000_0000) & 0xffff_ffff_c000_0000);
    let quotient = normal / (t * t);
    let root = t + t * ((quotient - t) / (t + t + quotient));
    let root = if is_denormal { root * TWO_TO_MINUS_18 } else { root };
    if size > 0.0 && size < f64::INFINITY { root.copysign(x) } else { x }
}
