//! The error function, its complement, and the normal distribution function, branch-free.

use super::exponential::times_exp;
use super::{Arithmetic, polynomial, rough_reciprocal};
use std::f64::consts::FRAC_1_SQRT_2;

/// 2 / sqrt(pi) - 1.
const SLOPE_LESS_ONE: f64 = 0.1283791670955126;

/// Coefficients of (erf(x)/x - 2/sqrt(pi))/x^2 in x^2 on [0, 1], error below 5.4e-19, by
/// tests/data/make_polynomials.py.
const SERIES: [f64; 12] = [
    -0.37612638903183754,
    0.11283791670955111,
    -0.026866170645123838,
    0.005223977625303518,
    -0.0008548327010033328,
    0.00012055332214716276,
    -1.4925622504489842e-05,
    1.6461446656928561e-06,
    -1.6355118610877705e-07,
    1.4692484859133263e-08,
    -1.1500357159785296e-09,
    6.174097221305255e-11,
];

/// Coefficients of (1 + 2 x) exp(x^2) erfc(x) in (x - 4)/(x + 4) for x in [0, 28], error below 2e-18, by the same. The
/// map and the factor, which makes the function nearly constant, are from M. M. Shepherd and J. G. Laframboise,
/// Chebyshev approximation of (1 + 2x) exp(x^2) erfc(x) in 0 <= x < infinity, Mathematics of Computation 36 (1981).
const SCALED_FIRST: f64 = 1.2329951186255526;
/// The rounding error of the first coefficient.
const SCALED_FIRST_LOW: f64 = -4.497011797204883e-17;
const SCALED: [f64; 23] = [
    -0.13962111684056253,
    0.015379652102619558,
    0.06809705425469323,
    -0.10103906603629459,
    0.09373283499833023,
    -0.0663303658124095,
    0.03716751553777026,
    -0.01619773405599449,
    0.005031969975753176,
    -0.0007577732973669146,
    -0.00019925668432389153,
    0.00015062169704678355,
    -2.439924428312988e-05,
    -1.1222046316669005e-05,
    5.709784760966506e-06,
    2.9377854943443786e-07,
    -8.254699744871162e-07,
    7.471952780500971e-08,
    1.1005996198640057e-07,
    -1.799947545903142e-08,
    -1.4091982822555755e-08,
    1.868487385473519e-09,
    1.263782858042137e-09,
];

/// Below this the complement is computed from the series of the error function, because the other's map is rounded too
/// coarsely.
const NEAR: f64 = 0.4;

/// Beyond these arguments the complements of the error function and of the distribution function are 0 in double
/// precision. A NaN passes.
const LARGEST_ARGUMENT: f64 = 28.0;
const LARGEST_DEVIATION: f64 = 39.0;

/// sqrt(2) to 24 bits, and the remainder.
const SQRT_2_HIGH: f64 = 1.4142135381698608;
const SQRT_2_LOW: f64 = 2.420323420895794e-08;

/// A number as the sum of its first 21 bits, with an exact square, and the remaining ones.
#[derive(Clone, Copy)]
struct Parts {
    high: f64,
    low: f64,
}

impl Parts {
    #[inline(always)]
    fn of(x: f64) -> Self {
        let high = f64::from_bits(x.to_bits() & 0xffff_ffff_0000_0000);
        Self { high, low: x - high }
    }

    /// `factor` exp(-`scale` x^2) for a power of two `scale`, without rounding the square.
    #[inline(always)]
    fn times_gaussian<A: Arithmetic>(self, arithmetic: A, factor: f64, scale: f64) -> f64 {
        let Self { high, low } = self;
        times_exp(arithmetic, factor, -scale * (high * high), -scale * (low * (2.0 * high + low)))
    }
}

/// exp(x^2) erfc(x) for x between `NEAR` and `LARGEST_ARGUMENT`, from x rounded and 2 x in two parts, the first with 45
/// bits.
#[inline(always)]
fn scaled_complement<A: Arithmetic>(arithmetic: A, x: f64, double: Parts) -> f64 {
    let exact = 1.0 + double.high;
    let divisor = exact + double.low;
    // The relative rounding error of the divisor, used to correct the dividend, which nearly equals its first term.
    let lost = (double.low - (divisor - exact)) * rough_reciprocal(divisor);
    let low = arithmetic.mul_add(-SCALED_FIRST, lost, SCALED_FIRST_LOW);
    let t = (x - 4.0) / (x + 4.0);
    (SCALED_FIRST + arithmetic.mul_add(t, polynomial(arithmetic, t, SCALED), low)) / divisor
}

/// erfc(x) for x at least `NEAR`.
#[inline(always)]
fn complement<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let x = if LARGEST_ARGUMENT < x { LARGEST_ARGUMENT } else { x };
    let parts = Parts::of(x);
    let double = Parts { high: 2.0 * parts.high, low: 2.0 * parts.low };
    parts.times_gaussian(arithmetic, scaled_complement(arithmetic, x, double), 1.0)
}

/// erf(x)/x - 1 for x between -1 and 1.
#[inline(always)]
fn slope_less_one<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let square = x * x;
    arithmetic.mul_add(square, polynomial(arithmetic, square, SERIES), SLOPE_LESS_ONE)
}

#[inline(always)]
pub(super) fn erf<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let near = arithmetic.mul_add(x, slope_less_one(arithmetic, x), x);
    let far = 1.0 - complement(arithmetic, x.abs());
    (if x.abs() < 1.0 { near } else { far }).copysign(x)
}

#[inline(always)]
pub(super) fn erfc<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let tail = complement(arithmetic, x.abs());
    let far = if x < 0.0 { 2.0 - tail } else { tail };
    // 1 - erf(x). x - 1/2 is exact for the smallest results.
    let near = 0.5 - arithmetic.mul_add(x, slope_less_one(arithmetic, x), x - 0.5);
    if x.abs() < NEAR { near } else { far }
}

/// The tail beyond |x| is half of exp(-x^2/2) times the scaled complement.
#[inline(always)]
pub(super) fn normal_distribution<A: Arithmetic>(arithmetic: A, x: f64) -> f64 {
    let size = x.abs();
    let size = if LARGEST_DEVIATION < size { LARGEST_DEVIATION } else { size };
    let parts = Parts::of(size);
    // sqrt(2) x is twice the argument of erfc.
    let low = arithmetic.mul_add(SQRT_2_HIGH, parts.low, SQRT_2_LOW * size);
    let double = Parts { high: SQRT_2_HIGH * parts.high, low };
    let scaled = scaled_complement(arithmetic, size * FRAC_1_SQRT_2, double);
    let tail = 0.5 * parts.times_gaussian(arithmetic, scaled, 0.5);
    let far = if x > 0.0 { 1.0 - tail } else { tail };
    let scaled = x * FRAC_1_SQRT_2;
    let near = 0.5 + 0.5 * arithmetic.mul_add(scaled, slope_less_one(arithmetic, scaled), scaled);
    if scaled.abs() < NEAR { near } else { far }
}
