//! Arithmetic specific to the instruction set, and elementary functions built on it.

mod arc_sine;
mod arc_tangent;
mod cube_root;
mod error_function;
mod exponential;
mod hyperbolic;
mod hypotenuse;
mod inverse_hyperbolic;
mod logarithm;
mod logistic;
mod polynomial;
mod radians;
mod reciprocal;
mod turns;

use polynomial::polynomial;
pub use radians::LARGEST_ANGLE;
use reciprocal::rough_reciprocal;

/// ln 2 to 33 bits, so that multiples of up to 2^20 of it are exact, and the remainder (fdlibm, e_exp.c).
const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);

/// Arithmetic of the chosen instruction set. All methods except [`sin`](Self::sin), [`cos`](Self::cos) and
/// [`tan`](Self::tan) are branch-free, so that loops over them vectorize.
pub trait Arithmetic: Copy {
    /// `a * b + c`, rounded once if the instruction set has fused multiply-add, otherwise twice.
    fn mul_add(self, a: f64, b: f64, c: f64) -> f64;

    /// e to the power `x`. The error is below 1 ulp (largest observed in 7 * 10^7 random points: 0.96 fused, 0.99
    /// unfused). Results below 1.5 * 2^-1022 are 0, because denormal numbers would slow down later computations.
    /// Overflow gives infinity, NaN gives NaN, and exp(0) is 1.
    #[inline(always)]
    fn exp(self, x: f64) -> f64 {
        exponential::exp(self, x)
    }

    /// The natural logarithm, also of denormal numbers. The error is below 1 ulp (largest observed in 10^7 random
    /// points: 0.84). ln(0) is minus infinity; a negative number or NaN gives NaN.
    #[inline(always)]
    fn ln(self, x: f64) -> f64 {
        logarithm::ln(self, x)
    }

    /// The logarithm with base 2, also of denormal numbers; powers of 2 are exact. The error is below 1 ulp (largest
    /// observed in 4.5 million random points: 0.79). Special values as of [`ln`](Arithmetic::ln).
    #[inline(always)]
    fn log2(self, x: f64) -> f64 {
        logarithm::log2(self, x)
    }

    /// The logarithm with base 10, also of denormal numbers; powers of 10 are exact. The error is below 1 ulp (largest
    /// observed in 4.5 million random points: 0.73). Special values as of [`ln`](Arithmetic::ln).
    #[inline(always)]
    fn log10(self, x: f64) -> f64 {
        logarithm::log10(self, x)
    }

    /// The cube root, also of negative numbers. The error is below 1 ulp (largest observed in 3 million random points:
    /// 0.67). The same bits on all instruction sets.
    #[inline(always)]
    fn cbrt(self, x: f64) -> f64 {
        cube_root::cbrt(x)
    }

    /// The sine and the cosine of 2 pi `turns`, for fewer than 2^49 turns. The errors are below 2 ulp (in 8000 points
    /// at most 1 ulp from fdlibm's values).
    #[inline(always)]
    fn sin_cos_turns(self, turns: f64) -> (f64, f64) {
        turns::sin_cos(self, turns)
    }

    /// e to the power `x`, minus 1. The error is below 2 ulp (largest observed in 5 million random points: 1.31 fused,
    /// 1.24 unfused). -0 gives -0.
    #[inline(always)]
    fn expm1(self, x: f64) -> f64 {
        exponential::expm1(self, x)
    }

    /// ln(1 + x). The error is below 1 ulp (largest observed in 5 million random points: 0.84). -1 gives minus
    /// infinity, smaller values or NaN give NaN, -0 gives -0.
    #[inline(always)]
    fn log1p(self, x: f64) -> f64 {
        logarithm::log1p(self, x)
    }

    /// The sine of `x` radians. The error is below 1 ulp (largest observed in 5 million random points: 0.78). -0 gives
    /// -0. NaN and infinities give NaN. A branch to a slow function for angles beyond [`LARGEST_ANGLE`] prevents
    /// vectorization: use [`sin_each`](Arithmetic::sin_each) for slices, and [`sin_near`](Arithmetic::sin_near) in
    /// loops over smaller angles.
    #[inline(always)]
    fn sin(self, x: f64) -> f64 {
        if radians::is_near(x) { self.sin_near(x) } else { libm::sin(x) }
    }

    /// [`sin`](Arithmetic::sin) for angles of magnitude at most [`LARGEST_ANGLE`]. Undefined for larger ones; NaN for
    /// NaN.
    #[inline(always)]
    fn sin_near(self, x: f64) -> f64 {
        radians::sin_cos(self, x).0
    }

    /// Replaces each angle by its [`sin`](Arithmetic::sin).
    #[inline(always)]
    fn sin_each(self, angles: &mut [f64]) {
        radians::each(angles, |x| self.sin_near(x), |x| self.sin(x));
    }

    /// The cosine of `x` radians. The error is below 1 ulp (largest observed in 5 million random points: 0.80). NaN and
    /// infinities give NaN. A branch to a slow function for angles beyond [`LARGEST_ANGLE`] prevents vectorization: use
    /// [`cos_each`](Arithmetic::cos_each) for slices, and [`cos_near`](Arithmetic::cos_near) in loops over smaller
    /// angles.
    #[inline(always)]
    fn cos(self, x: f64) -> f64 {
        if radians::is_near(x) { self.cos_near(x) } else { libm::cos(x) }
    }

    /// [`cos`](Arithmetic::cos) for angles of magnitude at most [`LARGEST_ANGLE`]. Undefined for larger ones; NaN for
    /// NaN.
    #[inline(always)]
    fn cos_near(self, x: f64) -> f64 {
        radians::sin_cos(self, x).1
    }

    /// Replaces each angle by its [`cos`](Arithmetic::cos).
    #[inline(always)]
    fn cos_each(self, angles: &mut [f64]) {
        radians::each(angles, |x| self.cos_near(x), |x| self.cos(x));
    }

    /// The tangent of `x` radians. The error is below 3 ulp (largest observed in 5 million random points: 2.19). -0
    /// gives -0. NaN and infinities give NaN. A branch to a slow function for angles beyond [`LARGEST_ANGLE`] prevents
    /// vectorization: use [`tan_each`](Arithmetic::tan_each) for slices, and [`tan_near`](Arithmetic::tan_near) in
    /// loops over smaller angles.
    #[inline(always)]
    fn tan(self, x: f64) -> f64 {
        if radians::is_near(x) { self.tan_near(x) } else { libm::tan(x) }
    }

    /// [`tan`](Arithmetic::tan) for angles of magnitude at most [`LARGEST_ANGLE`]. Undefined for larger ones; NaN for
    /// NaN.
    #[inline(always)]
    fn tan_near(self, x: f64) -> f64 {
        radians::tan(self, x)
    }

    /// Replaces each angle by its [`tan`](Arithmetic::tan).
    #[inline(always)]
    fn tan_each(self, angles: &mut [f64]) {
        radians::each(angles, |x| self.tan_near(x), |x| self.tan(x));
    }

    /// The arc sine, from -pi/2 to pi/2. The error is below 1 ulp (largest observed in 5 million random points: 0.85
    /// fused, 0.86 unfused). NaN outside [-1, 1]; -0 gives -0.
    #[inline(always)]
    fn asin(self, x: f64) -> f64 {
        arc_sine::asin(self, x)
    }

    /// The arc cosine, from 0 to pi. The error is below 1 ulp (largest observed in 5 million random points: 0.77). NaN
    /// outside [-1, 1].
    #[inline(always)]
    fn acos(self, x: f64) -> f64 {
        arc_sine::acos(self, x)
    }

    /// The arc tangent, from -pi/2 to pi/2; infinities give these. The error is below 2 ulp (largest observed in 5
    /// million random points: 1.72). -0 gives -0.
    #[inline(always)]
    fn atan(self, x: f64) -> f64 {
        arc_tangent::atan(self, x)
    }

    /// The angle, from -pi to pi, of the point with these coordinates. The error is below 2 ulp (largest observed in 5
    /// million random points: 1.76). Zeros and infinities as in IEEE 754.
    #[inline(always)]
    fn atan2(self, y: f64, x: f64) -> f64 {
        arc_tangent::atan2(self, y, x)
    }

    /// The hyperbolic sine. The error is below 2 ulp (largest observed in 5 million random points: 1.60). -0 gives -0.
    #[inline(always)]
    fn sinh(self, x: f64) -> f64 {
        hyperbolic::sinh(self, x)
    }

    /// The hyperbolic cosine. The error is below 2 ulp (largest observed in 5 million random points: 1.32 fused, 1.37
    /// unfused).
    #[inline(always)]
    fn cosh(self, x: f64) -> f64 {
        hyperbolic::cosh(self, x)
    }

    /// The hyperbolic tangent. The error is below 2 ulp (largest observed in 5 million random points: 1.32). -0 gives
    /// -0.
    #[inline(always)]
    fn tanh(self, x: f64) -> f64 {
        hyperbolic::tanh(self, x)
    }

    /// The inverse of the hyperbolic sine. The error is below 2 ulp (largest observed in 6 million random points:
    /// 1.74). -0 gives -0.
    #[inline(always)]
    fn asinh(self, x: f64) -> f64 {
        inverse_hyperbolic::asinh(self, x)
    }

    /// The nonnegative inverse of the hyperbolic cosine. The error is below 3 ulp (largest observed in 4.5 million
    /// random points: 2.48). NaN below 1.
    #[inline(always)]
    fn acosh(self, x: f64) -> f64 {
        inverse_hyperbolic::acosh(self, x)
    }

    /// The inverse of the hyperbolic tangent. The error is below 2 ulp (largest observed in 4.5 million random points:
    /// 1.67). -0 gives -0, ±1 gives infinities; NaN beyond.
    #[inline(always)]
    fn atanh(self, x: f64) -> f64 {
        inverse_hyperbolic::atanh(self, x)
    }

    /// The distance of the point with these coordinates from the origin, without overflow. The error is below 2 ulp
    /// (largest observed in 6 million random points: 1.17). An infinite coordinate gives infinity, even beside NaN, as
    /// in IEEE 754.
    #[inline(always)]
    fn hypot(self, x: f64, y: f64) -> f64 {
        hypotenuse::hypot(self, x, y)
    }

    /// The error function. The error is below 2 ulp (largest observed in 5 million random points: 1.11 fused, 1.35
    /// unfused). -0 gives -0.
    #[inline(always)]
    fn erf(self, x: f64) -> f64 {
        error_function::erf(self, x)
    }

    /// 1 - erf(x), accurate for tiny results as well; 0 if below about 10^-307. The error is below 3 ulp (largest
    /// observed in 5 million random points: 2.35 fused, 2.67 unfused).
    #[inline(always)]
    fn erfc(self, x: f64) -> f64 {
        error_function::erfc(self, x)
    }

    /// The standard normal distribution function, erfc(-x / sqrt 2) / 2; zero if below about 10^-307. The error is
    /// below 3 ulp (largest observed in 5 million random points: 2.43 fused, 2.79 unfused).
    #[inline(always)]
    fn normal_distribution(self, x: f64) -> f64 {
        error_function::normal_distribution(self, x)
    }

    /// The logistic function, 1 / (1 + e^-x); zero if below 1.5 * 2^-1022. The error is below 3 ulp (largest observed
    /// in 5 million random points: 2.33).
    #[inline(always)]
    fn sigmoid(self, x: f64) -> f64 {
        logistic::sigmoid(self, x)
    }

    /// ln(1 + e^x); zero if below 1.5 * 2^-1022. The error is below 2 ulp (largest observed in 5 million random points:
    /// 1.69 fused, 1.66 unfused).
    #[inline(always)]
    fn softplus(self, x: f64) -> f64 {
        logistic::softplus(self, x)
    }
}

/// Multiply-add in one instruction with one rounding. Only [`dispatch`](super::dispatch) can create it, on processors
/// with the instruction: on others the compiler would call a slow library function.
#[derive(Clone, Copy, Debug)]
pub struct Fused(pub(super) ());

/// Multiply-add as a product and a sum.
#[derive(Clone, Copy, Debug)]
pub struct Unfused;

impl Arithmetic for Fused {
    #[inline(always)]
    fn mul_add(self, a: f64, b: f64, c: f64) -> f64 {
        a.mul_add(b, c)
    }
}

impl Arithmetic for Unfused {
    #[inline(always)]
    fn mul_add(self, a: f64, b: f64, c: f64) -> f64 {
        a * b + c
    }
}
