//! Sine and cosine of an angle in turns, branch-free, after fdlibm's k_sin.c and k_cos.c (Sun Microsystems, 1993).

use super::Arithmetic;
use std::f64::consts::FRAC_PI_2;

/// 1.5 * 2^52. Adding it to a number below 2^51 rounds the number to an integer, stored in the low bits of the sum.
pub(super) const ROUNDER: f64 = 6755399441055744.0;

/// Minimax coefficients, highest first, of (sin(x)/x - 1)/x^2 in x^2 on [0, (pi/4)^2], error below 2^-58.
pub(super) const SINE: [f64; 6] = [
    f64::from_bits(0x3de5_d93a_5acf_d57c),
    f64::from_bits(0xbe5a_e5e6_8a2b_9ceb),
    f64::from_bits(0x3ec7_1de3_57b1_fe7d),
    f64::from_bits(0xbf2a_01a0_19c1_61d5),
    f64::from_bits(0x3f81_1111_1110_f8a6),
    f64::from_bits(0xbfc5_5555_5555_5549),
];

/// Minimax coefficients, highest first, of (cos(x) - 1 + x^2/2)/x^4 in x^2 on [0, (pi/4)^2], error below 2^-58.
pub(super) const COSINE: [f64; 6] = [
    f64::from_bits(0xbda8_fae9_be88_38d4),
    f64::from_bits(0x3e21_ee9e_bdb4_b1c4),
    f64::from_bits(0xbe92_7e4f_809c_52ad),
    f64::from_bits(0x3efa_01a0_19cb_1590),
    f64::from_bits(0xbf56_c16c_16c1_5177),
    f64::from_bits(0x3fa5_5555_5555_554c),
];

/// sin and cos of 2 pi t, where 4 t = k + r quarter turns with r from -1/2 to 1/2. Both steps to r are exact.
#[inline(always)]
pub(super) fn sin_cos<A: Arithmetic>(arithmetic: A, turns: f64) -> (f64, f64) {
    let quarters = 4.0 * turns;
    let shifted = quarters + ROUNDER;
    let k = shifted.to_bits();
    let x = (quarters - (shifted - ROUNDER)) * FRAC_PI_2;
    let square = x * x;
    let series = |coefficients: [f64; 6]| {
        coefficients[1..].iter().fold(coefficients[0], |sum, &next| arithmetic.mul_add(sum, square, next))
    };
    let sine = arithmetic.mul_add(x * square, series(SINE), x);
    // 1 - x^2/2 loses the low bits of x^2/2; they are added again.
    let half = 0.5 * square;
    let high = 1.0 - half;
    let cosine = high + arithmetic.mul_add(square * square, series(COSINE), (1.0 - high) - half);
    let (sine, cosine) = if k & 1 == 0 { (sine, cosine) } else { (cosine, sine) };
    let negative_if = |value: f64, bit: u64| f64::from_bits(value.to_bits() ^ (bit & 2) << 62);
    (negative_if(sine, k), negative_if(cosine, k.wrapping_add(1)))
}
