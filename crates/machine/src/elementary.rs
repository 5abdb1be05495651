//! Scalar functions of elementwise nodes.

use crate::functions::{Binary, Comparison, Unary};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// −1, 0 or 1; NaN for NaN.
#[inline(always)]
pub(crate) fn sign(x: f64) -> f64 {
    let sign = if x > 0.0 { 1.0 } else { -1.0 };
    if x == 0.0 || x.is_nan() { x } else { sign }
}

/// The minimum, the first one if equal; NaN if either is.
#[inline(always)]
pub(crate) fn min(a: f64, b: f64) -> f64 {
    let least = if b < a { b } else { a };
    if b.is_nan() { b } else { least }
}

/// The maximum, the first one if equal; NaN if either is.
#[inline(always)]
pub(crate) fn max(a: f64, b: f64) -> f64 {
    let greatest = if b > a { b } else { a };
    if b.is_nan() { b } else { greatest }
}

/// The product; 0 if the first factor is 0.
#[inline(always)]
pub(crate) fn strong_multiply(a: f64, b: f64) -> f64 {
    let product = a * b;
    if a == 0.0 { 0.0 } else { product }
}

/// x to the power y for x ≥ 0; NaN for negative x. The relative error is at most (2 + |y ln x|) units in the last
/// place.
#[inline(always)]
fn power<A: Arithmetic>(arithmetic: A, x: f64, y: f64) -> f64 {
    let power = arithmetic.exp(y * arithmetic.ln(x));
    if y == 0.0 { 1.0 } else { power }
}

/// 1 if the comparison holds, else 0.
#[inline(always)]
pub fn compare(comparison: Comparison, a: f64, b: f64) -> f64 {
    let holds = match comparison {
        Comparison::Less => a < b,
        Comparison::LessEqual => a <= b,
    };
    if holds { 1.0 } else { 0.0 }
}

/// Applies a function in place. Compiled once for all callers.
pub(crate) fn replace(function: Unary, values: &mut [f64]) {
    dispatch(Replace { function, values });
}

/// Replaces the entries of `first` by the power or angle of both entries. Compiled once for all callers.
pub(crate) fn replace_pairs(function: Binary, first: &mut [f64], second: &[f64]) {
    dispatch(ReplacePairs { function, first, second });
}

struct Replace<'a> {
    function: Unary,
    values: &'a mut [f64],
}

impl Kernel for Replace<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, a: A) {
        let values = self.values;
        match self.function {
            Unary::Negate => each(values, |x| -x),
            Unary::Square => each(values, |x| x * x),
            Unary::Abs => each(values, f64::abs),
            Unary::Sign => each(values, sign),
            Unary::Sqrt => each(values, f64::sqrt),
            Unary::Exp => each(values, |x| a.exp(x)),
            Unary::Expm1 => each(values, |x| a.expm1(x)),
            Unary::Log => each(values, |x| a.ln(x)),
            Unary::Log1p => each(values, |x| a.log1p(x)),
            Unary::Sin => a.sin_each(values),
            Unary::Cos => a.cos_each(values),
            Unary::Tan => a.tan_each(values),
            Unary::Asin => each(values, |x| a.asin(x)),
            Unary::Acos => each(values, |x| a.acos(x)),
            Unary::Atan => each(values, |x| a.atan(x)),
            Unary::Sinh => each(values, |x| a.sinh(x)),
            Unary::Cosh => each(values, |x| a.cosh(x)),
            Unary::Tanh => each(values, |x| a.tanh(x)),
            Unary::Erf => each(values, |x| a.erf(x)),
            Unary::NormalCdf => each(values, |x| a.normal_distribution(x)),
            Unary::Sigmoid => each(values, |x| a.sigmoid(x)),
            Unary::Softplus => each(values, |x| a.softplus(x)),
        }
    }
}

#[inline(always)]
fn each(values: &mut [f64], f: impl Fn(f64) -> f64) {
    for value in values {
        *value = f(*value);
    }
}

struct ReplacePairs<'a> {
    function: Binary,
    first: &'a mut [f64],
    second: &'a [f64],
}

impl Kernel for ReplacePairs<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, a: A) {
        let pairs = self.first.iter_mut().zip(self.second);
        if self.function == Binary::Power {
            pairs.for_each(|(x, &y)| *x = power(a, *x, y));
        } else {
            pairs.for_each(|(x, &y)| *x = a.atan2(*x, y));
        }
    }
}

/// Evaluates a function at a constant.
pub fn unary(function: Unary, x: f64) -> f64 {
    let mut value = [x];
    replace(function, &mut value);
    value[0]
}

/// Evaluates a function at two constants.
pub fn binary(function: Binary, x: f64, y: f64) -> f64 {
    match function {
        Binary::Add => x + y,
        Binary::Subtract => x - y,
        Binary::Multiply => x * y,
        Binary::StrongMultiply => strong_multiply(x, y),
        Binary::Divide => x / y,
        Binary::Min => min(x, y),
        Binary::Max => max(x, y),
        Binary::Power | Binary::Atan2 => {
            let mut value = [x];
            replace_pairs(function, &mut value, &[y]);
            value[0]
        }
    }
}
