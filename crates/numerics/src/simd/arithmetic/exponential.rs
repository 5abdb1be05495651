//! The exponential function, branch-free.

use super::{Arithmetic, LN_2_HIGH, LN_2_LOW};

/// Arguments are clamped to this range. Beyond it the arithmetic below gives 0 or infinity; a NaN passes.
const SMALLEST_ARGUMENT: f64 = -708.4;
const LARGEST_ARGUMENT: f64 = 710.0;
const LARGEST_ARGUMENT_OF_HALF: f64 = 711.0;
/// Below this, exp(x) - 1 rounds to -1.
const SMALLEST_ARGUMENT_OF_EXPM1: f64 = -40.0;

/// 1.5 * 2^52 + 1022. Adding it to a number below 2^51 rounds the number to an integer k, and leaves k + 1022, the
/// biased exponent of 2^(k-1), in the low bits of the sum.
const ROUNDER: f64 = 6755399441055744.0 + 1022.0;
const EXPONENT_POSITION: u32 = f64::MANTISSA_DIGITS - 1;

/// ln sqrt(9/8), the middle of the reduction interval [ln 3/4, ln 3/2]. On the symmetric interval of the same length,
/// [-ln 2 / 2, ln 2 / 2], the roundings before the last one weigh most for results just above 1/sqrt(2), and the error
/// is up to 1.05 ulp.
const MIDDLE: f64 = 0.05889151782819173;

/// Coefficients of q in exp(r) = 1 + r + r^2 q(r), even and odd powers of r, lowest first: minimax on that interval
/// with a relative error of 4.2e-18, by tests/data/make_coefficients.py.
const EVEN: [f64; 5] =
    [0.4999999999999999, 0.04166666666668426, 0.0013888888885819138, 2.4801575251963243e-05, 2.7590826294470695e-07];
const ODD: [f64; 5] =
    [0.16666666666667757, 0.008333333332411267, 0.00019841272494423883, 2.7554118934237386e-06, 2.6456231826290592e-08];

/// x = k ln 2 + r, by Cody and Waite's two-part reduction.
struct Reduced {
    /// `ROUNDER` + k.
    shifted: f64,
    r: f64,
}

impl Reduced {
    /// Reduces an argument between `SMALLEST_ARGUMENT` and about `LARGEST_ARGUMENT`.
    #[inline(always)]
    fn of<A: Arithmetic>(arithmetic: A, x: f64) -> Self {
        let shifted = arithmetic.mul_add(x - MIDDLE, std::f64::consts::LOG2_E, ROUNDER);
        let k = shifted - ROUNDER;
        let r = arithmetic.mul_add(-k, LN_2_LOW, arithmetic.mul_add(-k, LN_2_HIGH, x));
        Self { shifted, r }
    }

    /// exp(r) - 1, r^2 q(r) + r.
    #[inline(always)]
    fn tail<A: Arithmetic>(&self, arithmetic: A) -> f64 {
        arithmetic.mul_add(self.r * self.r, self.quotient(arithmetic), self.r)
    }

    /// q(r).
    #[inline(always)]
    fn quotient<A: Arithmetic>(&self, arithmetic: A) -> f64 {
        let r = self.r;
        let square = r * r;
        // Estrin's scheme: short chains of operations let the processor overlap more elements.
        let fourth = square * square;
        let pair = |k: usize| arithmetic.mul_add(ODD[k], r, EVEN[k]);
        let low = arithmetic.mul_add(pair(1), square, pair(0));
        let high = arithmetic.mul_add(pair(4), fourth, arithmetic.mul_add(pair(3), square, pair(2)));
        arithmetic.mul_add(high, fourth, low)
    }

    /// 2^(k-1), representable because k is at most 1024. At k = -1022 its bits are those of 0.
    #[inline(always)]
    fn half_power(&self) -> f64 {
        f64::from_bits(self.shifted.to_bits() << EXPONENT_POSITION)
    }

    /// 2^(k-2).
    #[inline(always)]
    fn quarter_power(&self) -> f64 {
        f64::from_bits(self.shifted.to_bits().wrapping_sub(1) << EXPONENT_POSITION)
    }
}

#[inline(always)]
fn clamp(x: f64, smallest: f64, largest: f64) -> f64 {
    let x = if largest < x { largest } else { x };
    if smallest > x { smallest } else { x }
}

/// exp(x) = 2^k exp(r).
#[inline(always)]
pub(super) fn exp<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let reduced = Reduced::of(arithmetic, clamp(x, SMALLEST_ARGUMENT, LARGEST_ARGUMENT));
    // 2 exp(r) 2^(k-1) instead of exp(r) 2^k, because 2^1024 is no double.
    arithmetic.mul_add(reduced.tail(arithmetic), 2.0, 2.0) * reduced.half_power()
}

/// `factor` exp(`high` + `low`), for `low` below 0.001, with little more error than a product.
#[inline(always)]
pub(super) fn times_exp<A: Arithmetic>(arithmetic: A, factor: f64, high: f64, low: f64) -> f64 {
    let high = clamp(high, SMALLEST_ARGUMENT, LARGEST_ARGUMENT);
    let Reduced { shifted, r: rounded } = Reduced::of(arithmetic, high);
    let k = shifted - ROUNDER;
    let r = rounded + low;
    // The rounding errors of the two sums in r; the first product is exact.
    let reduction = arithmetic.mul_add(-k, LN_2_LOW, arithmetic.mul_add(-k, LN_2_HIGH, high) - rounded);
    let lost = (low - (r - rounded)) + reduction;
    let reduced = Reduced { shifted, r };
    let tail = r + arithmetic.mul_add(r * r, reduced.quotient(arithmetic), arithmetic.mul_add(lost, r, lost));
    let double = 2.0 * factor;
    arithmetic.mul_add(double, tail, double) * reduced.half_power()
}

/// 1 + exp(x), with one more rounding than exp(r): 2^k + 1 is exact, or 1 is negligible.
#[inline(always)]
pub(super) fn one_plus_exp<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let reduced = Reduced::of(arithmetic, clamp(x, SMALLEST_ARGUMENT, LARGEST_ARGUMENT));
    let power = reduced.half_power();
    2.0 * arithmetic.mul_add(power, reduced.tail(arithmetic), power + 0.5)
}

/// exp(x) / 2 for x >= 0. It overflows at a slightly larger argument than exp(x).
#[inline(always)]
pub(super) fn half_exp<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    // Beyond 710.5 the result is infinity, because k = 1026 or by the product.
    let reduced = Reduced::of(arithmetic, clamp(x, 0.0, LARGEST_ARGUMENT_OF_HALF));
    arithmetic.mul_add(reduced.tail(arithmetic), 2.0, 2.0) * reduced.quarter_power()
}

/// exp(x) - 1 = 2 (2^(k-1) (exp(r) - 1) + (2^(k-1) - 1/2)); for k = 0, exp(r) - 1 itself, which keeps its digits near
/// 0.
#[inline(always)]
pub(super) fn expm1<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let reduced = Reduced::of(arithmetic, clamp(x, SMALLEST_ARGUMENT_OF_EXPM1, LARGEST_ARGUMENT));
    let tail = reduced.tail(arithmetic);
    let power = reduced.half_power();
    let far = 2.0 * arithmetic.mul_add(power, tail, power - 0.5);
    // The sign of 0 is lost in the sums above.
    (if power == 0.5 { tail } else { far }).copysign(x)
}
