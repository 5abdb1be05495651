//! Sine, cosine and tangent of an angle in radians, after fdlibm's e_rem_pio2.c, k_sin.c and k_cos.c (Sun Microsystems,
//! 1993).

use super::Arithmetic;
use super::turns::{COSINE, ROUNDER, SINE};
use std::f64::consts::FRAC_2_PI;

/// The largest angle, in radians, for the branch-free sine, cosine and tangent. Up to here the number of quarter turns
/// has at most 20 bits, so its products with the parts of pi/2 are exact.
pub const LARGEST_ANGLE: f64 = 1048576.0;

/// pi/2 as a sum: three parts of 33 bits and the rest.
const PARTS: [f64; 3] = [
    f64::from_bits(0x3ff9_21fb_5440_0000),
    f64::from_bits(0x3dd0_b461_1a60_0000),
    f64::from_bits(0x3ba3_198a_2e00_0000),
];
const REST: f64 = f64::from_bits(0x397b_839a_2520_49c1);

/// Angles per block. One too large for the fast path sends the whole block to the slow one.
const BLOCK: usize = 32;

/// Replaces each angle by `near` of it, or by `any` of it in blocks with angles beyond [`LARGEST_ANGLE`].
#[inline(always)]
pub(super) fn each(angles: &mut [f64], near: impl Fn(f64) -> f64, any: impl Fn(f64) -> f64) {
    for block in angles.chunks_mut(BLOCK) {
        if block.iter().fold(true, |near, angle| near & is_near(*angle)) {
            for angle in block {
                *angle = near(*angle);
            }
        } else {
            for angle in block {
                *angle = any(*angle);
            }
        }
    }
}

/// Returns whether the fast path is accurate; false for NaN.
#[inline(always)]
pub(super) fn is_near(angle: f64) -> bool {
    angle.abs() <= LARGEST_ANGLE
}

/// The sine and the cosine of an angle of magnitude up to [`LARGEST_ANGLE`]; NaN for NaN.
#[inline(always)]
pub(super) fn sin_cos<A: Arithmetic>(arithmetic: A, angle: f64) -> (f64, f64) {
    let shifted = arithmetic.mul_add(angle, FRAC_2_PI, ROUNDER);
    let k = shifted - ROUNDER;
    // x + tail = angle - k pi/2. Each difference is exact or leaves a remainder computed exactly by the next line.
    let first = arithmetic.mul_add(-k, PARTS[0], angle);
    let second = first - k * PARTS[1];
    let second_low = (first - second) - k * PARTS[1];
    let x = second - k * PARTS[2];
    let tail = arithmetic.mul_add(-k, REST, ((second - x) - k * PARTS[2]) + second_low);
    let square = x * x;
    let series = |coefficients: [f64; 6]| {
        coefficients[1..].iter().fold(coefficients[0], |sum, &next| arithmetic.mul_add(sum, square, next))
    };
    let half = 0.5 * square;
    let high = 1.0 - half;
    let sine = x + arithmetic.mul_add(x * square, series(SINE), arithmetic.mul_add(-tail, half, tail));
    // 1 - x^2/2 loses the low bits of x^2/2; they are added again.
    let low = arithmetic.mul_add(-x, tail, (1.0 - high) - half);
    let cosine = high + arithmetic.mul_add(square * square, series(COSINE), low);
    let quadrant = shifted.to_bits();
    let (sine, cosine) = if quadrant & 1 == 0 { (sine, cosine) } else { (cosine, sine) };
    let negative_if = |value: f64, bit: u64| f64::from_bits(value.to_bits() ^ (bit & 2) << 62);
    // The sign of 0 is lost in the sums.
    let sine = if angle == 0.0 { angle } else { negative_if(sine, quadrant) };
    (sine, negative_if(cosine, quadrant.wrapping_add(1)))
}

/// The tangent for the same range.
#[inline(always)]
pub(super) fn tan<A: Arithmetic>(arithmetic: A, angle: f64) -> f64 {
    let (sine, cosine) = sin_cos(arithmetic, angle);
    sine / cosine
}
