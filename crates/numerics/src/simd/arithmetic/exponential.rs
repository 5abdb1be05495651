//! The exponential function, without branches.

use super::{Arithmetic, LN_2_HIGH, LN_2_LOW};

/// Arguments are first brought between these. Both are beyond the ends of the range, where the result is 0 or infinity
/// by the arithmetic below; a NaN passes.
const SMALLEST_ARGUMENT: f64 = -708.4;
const LARGEST_ARGUMENT: f64 = 710.0;

/// 1.5 * 2^52 + 1022. Adding it to a number below 2^51 rounds the number to an integer k, and leaves k + 1022 in the
/// low bits of the sum, which is the biased exponent of 2^(k-1).
const ROUNDER: f64 = 6755399441055744.0 + 1022.0;
const EXPONENT_POSITION: u32 = f64::MANTISSA_DIGITS - 1;

/// ln sqrt(9/8), the middle of the interval [ln 3/4, ln 3/2] that arguments are reduced to. On the symmetric interval
/// of the same length, [-ln 2 / 2, ln 2 / 2], the roundings before the last one weigh most where the result is just
/// above 1/sqrt(2), and the error is up to 1.05 ulp.
const MIDDLE: f64 = 0.05889151782819173;

/// Coefficients of q in exp(r) = 1 + r + r^2 q(r), even and odd powers of r, lowest first: minimax on that interval
/// with a relative error of 4.2e-18, by tests/data/make_coefficients.py.
const EVEN: [f64; 5] =
    [0.4999999999999999, 0.04166666666668426, 0.0013888888885819138, 2.4801575251963243e-05, 2.7590826294470695e-07];
const ODD: [f64; 5] =
    [0.16666666666667757, 0.008333333332411267, 0.00019841272494423883, 2.7554118934237386e-06, 2.6456231826290592e-08];

/// exp(x) = 2^k exp(r) with r = x - k ln 2, by Cody and Waite's two-part reduction.
#[inline(always)]
pub(super) fn exp<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let x = if LARGEST_ARGUMENT < x { LARGEST_ARGUMENT } else { x };
    let x = if SMALLEST_ARGUMENT > x { SMALLEST_ARGUMENT } else { x };
    let shifted = arithmetic.mul_add(x - MIDDLE, std::f64::consts::LOG2_E, ROUNDER);
    let k = shifted - ROUNDER;
    let r = arithmetic.mul_add(-k, LN_2_LOW, arithmetic.mul_add(-k, LN_2_HIGH, x));
    let square = r * r;
    // Estrin's scheme: the processor overlaps more elements when their chains of operations are short.
    let fourth = square * square;
    let pair = |k: usize| arithmetic.mul_add(ODD[k], r, EVEN[k]);
    let low = arithmetic.mul_add(pair(1), square, pair(0));
    let high = arithmetic.mul_add(pair(4), fourth, arithmetic.mul_add(pair(3), square, pair(2)));
    let q = arithmetic.mul_add(high, fourth, low);
    let tail = arithmetic.mul_add(square, q, r);
    // 2 exp(r) 2^(k-1) rather than exp(r) 2^k: the largest k is 1024, and 2^1024 is no double. At the smallest, -1022,
    // the bits of 2^(k-1) are those of 0.
    arithmetic.mul_add(tail, 2.0, 2.0) * f64::from_bits(shifted.to_bits() << EXPONENT_POSITION)
}
