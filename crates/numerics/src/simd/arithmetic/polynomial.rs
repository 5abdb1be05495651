//! Sums of powers.

use super::Arithmetic;

/// The sum of `coefficients[k] * x^k`, the even powers and the odd ones each by Horner's rule: the processor overlaps more
/// elements when their chains of operations are short.
#[inline(always)]
pub(super) fn polynomial<A: Arithmetic, const N: usize>(arithmetic: A, x: f64, coefficients: [f64; N]) -> f64 {
    let square = x * x;
    // The sums of every second term from k on and from k + 1 on, divided by x^k and x^(k+1).
    let highest = (coefficients[N - 2], coefficients[N - 1]);
    let (even, odd) = coefficients[..N - 2]
        .iter()
        .rev()
        .fold(highest, |(here, above), &next| (arithmetic.mul_add(above, square, next), here));
    arithmetic.mul_add(odd, x, even)
}
