//! Polynomials.

use super::Arithmetic;

/// The sum of `coefficients[k] * x^k`, by Horner's rule for even and odd powers separately: short chains of operations
/// let the processor overlap more elements.
#[inline(always)]
pub(super) fn polynomial<A: Arithmetic, const N: usize>(arithmetic: A, x: f64, coefficients: [f64; N]) -> f64 {
    let square = x * x;
    // The sums of every second term from k and from k + 1 on, divided by x^k and x^(k+1).
    let highest = (coefficients[N - 2], coefficients[N - 1]);
    let (even, odd) = coefficients[..N - 2]
        .iter()
        .rev()
        .fold(highest, |(here, above), &next| (arithmetic.mul_add(above, square, next), here));
    arithmetic.mul_add(odd, x, even)
}
