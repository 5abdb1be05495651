//! Logarithms, branch-free, after fdlibm's e_log.c (Sun Microsystems, 1993), and after FreeBSD's e_log2.c and e_log10.c
//! for the bases 2 and 10.

use super::{Arithmetic, LN_2_HIGH, LN_2_LOW};

/// The bits of 1 and of sqrt(1/2), rounded to the high word: mantissas are reduced to the range from sqrt(1/2) to
/// sqrt(2).
const ONE: u64 = 0x3ff0_0000_0000_0000;
const SQRT_HALF: u64 = 0x3fe6_a09e_0000_0000;
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;

/// The mask for the sign, the exponent and the first 20 bits of the mantissa.
const HIGH_BITS: u64 = 0xffff_ffff_0000_0000;

/// The bits of 2^52, to read a small integer in its mantissa as a double.
const TWO_TO_52: u64 = 0x4330_0000_0000_0000;
const EXPONENT_BIAS: f64 = 1023.0;

/// Denormal numbers are first multiplied by 2^54.
const DENORMAL_SHIFT: f64 = 54.0;
const TWO_TO_54: f64 = 18014398509481984.0;

/// Minimax coefficients, highest first, of (ln(1+s) - ln(1-s) - 2s)/s in s^2 on [0, 0.1716], error below 2^-58.45.
const COEFFICIENTS: [f64; 7] = [
    f64::from_bits(0x3fc2_f112_df3e_5244),
    f64::from_bits(0x3fc3_9a09_d078_c69f),
    f64::from_bits(0x3fc7_4664_96cb_03de),
    f64::from_bits(0x3fcc_71c5_1d8e_78af),
    f64::from_bits(0x3fd2_4924_9422_9359),
    f64::from_bits(0x3fd9_9999_9997_fa04),
    f64::from_bits(0x3fe5_5555_5555_5593),
];

/// k and f of x = 2^k (1 + f), with 1 + f between sqrt(1/2) and sqrt(2), for a normal number x times 2^(`bias` - 1023).
#[inline(always)]
fn split(x: f64, bias: f64) -> (f64, f64) {
    let shifted = x.to_bits().wrapping_add(ONE - SQRT_HALF);
    let k = f64::from_bits((shifted >> 52) | TWO_TO_52) - (f64::from_bits(TWO_TO_52) + bias);
    (k, f64::from_bits((shifted & MANTISSA).wrapping_add(SQRT_HALF)) - 1.0)
}

/// f^2/2, s, and f^2/2 + R(s^2) of ln(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)), with s = f / (2 + f).
#[inline(always)]
fn parts<A: Arithmetic>(arithmetic: A, f: f64) -> (f64, f64, f64) {
    let s = f / (2.0 + f);
    let z = s * s;
    let mut series = COEFFICIENTS[0];
    for &coefficient in &COEFFICIENTS[1..] {
        series = arithmetic.mul_add(series, z, coefficient);
    }
    let half_square = 0.5 * f * f;
    (half_square, s, arithmetic.mul_add(series, z, half_square))
}

/// k ln 2 + ln(1 + f) + `low`.
#[inline(always)]
fn sum<A: Arithmetic>(arithmetic: A, k: f64, f: f64, low: f64) -> f64 {
    let (half_square, s, rest) = parts(arithmetic, f);
    let correction = arithmetic.mul_add(s, rest, arithmetic.mul_add(k, LN_2_LOW, low));
    arithmetic.mul_add(k, LN_2_HIGH, f - (half_square - correction))
}

/// The logarithm of `x`, also a denormal number, from `finite` of its k and f.
#[inline(always)]
fn of_split(x: f64, finite: impl Fn(f64, f64) -> f64) -> f64 {
    let is_denormal = x < f64::MIN_POSITIVE;
    let normal = if is_denormal { x * TWO_TO_54 } else { x };
    let bias = if is_denormal { EXPONENT_BIAS + DENORMAL_SHIFT } else { EXPONENT_BIAS };
    let (k, f) = split(normal, bias);
    let positive = if x > 0.0 { finite(k, f) } else { f64::NAN };
    let nonnegative = if x == 0.0 { f64::NEG_INFINITY } else { positive };
    if x < f64::INFINITY { nonnegative } else { x }
}

#[inline(always)]
pub(super) fn ln<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    // Minus zero, so that the compiler omits the addition.
    of_split(x, |k, f| sum(arithmetic, k, f, -0.0))
}

/// The base of a logarithm. Products of the high parts with k and with 21 bits are exact.
struct Base {
    /// 1 / ln(base).
    inverse: Split,
    /// log(2).
    of_two: Split,
}

/// A number in two parts.
struct Split {
    high: f64,
    low: f64,
}

const TWO: Base = Base {
    inverse: Split { high: f64::from_bits(0x3ff7_1547_6520_0000), low: f64::from_bits(0x3de7_05fc_2eef_a200) },
    of_two: Split { high: 1.0, low: 0.0 },
};

const TEN: Base = Base {
    inverse: Split { high: f64::from_bits(0x3fdb_cb7b_1520_0000), low: f64::from_bits(0x3dbb_9438_ca9a_add5) },
    of_two: Split { high: f64::from_bits(0x3fd3_4413_509f_6000), low: f64::from_bits(0x3d59_fef3_11f1_2b36) },
};

/// ln(1 + f) in two parts, of which the first has 21 bits, times 1 / ln(base), plus k log(2).
#[inline(always)]
fn in_base<A: Arithmetic>(arithmetic: A, base: &Base, x: f64) -> f64 {
    of_split(x, |k, f| {
        let (half_square, s, rest) = parts(arithmetic, f);
        let high = f64::from_bits((f - half_square).to_bits() & HIGH_BITS);
        let low = arithmetic.mul_add(s, rest, (f - high) - half_square);
        let Base { inverse, of_two } = base;
        let (whole, fraction) = (k * of_two.high, high * inverse.high);
        let sum = whole + fraction;
        let rounding = (whole - sum) + fraction;
        let low = arithmetic.mul_add(low, inverse.high, (low + high) * inverse.low + k * of_two.low);
        sum + (low + rounding)
    })
}

#[inline(always)]
pub(super) fn log2<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    in_base(arithmetic, &TWO, x)
}

#[inline(always)]
pub(super) fn log10<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    in_base(arithmetic, &TEN, x)
}

/// The logarithm of u = 1 + x, rounded, corrected for its rounding error c: ln(u + c) = ln(u) + c/u. For k = 0, f is x
/// itself.
#[inline(always)]
pub(super) fn log1p<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let u = 1.0 + x;
    let back = u - 1.0;
    let c = (1.0 - (u - back)) + (x - back);
    let (k, rounded) = split(u, EXPONENT_BIAS);
    let (f, low) = if k == 0.0 { (x, 0.0) } else { (rounded, c / u) };
    // The sign of 0 is lost in the sums.
    let finite = sum(arithmetic, k, f, low).copysign(x);
    let inside = if x > -1.0 { finite } else { f64::NAN };
    let closed = if x == -1.0 { f64::NEG_INFINITY } else { inside };
    if x < f64::INFINITY { closed } else { x }
}
