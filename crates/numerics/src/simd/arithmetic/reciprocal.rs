//! A reciprocal without a division, for corrections of the last digit.

/// Twice the bits of 1, minus a correction that halves the largest error.
const MIRROR: u64 = 0x7fde_6238_da3c_2118;

/// 1 / `x` to 5.1 per cent, for a positive x below 2^1000: negates the exponent and, approximately, the mantissa.
#[inline(always)]
pub(super) fn rough_reciprocal(x: f64) -> f64 {
    f64::from_bits(MIRROR.wrapping_sub(x.to_bits()))
}
