//! The distance of a point from the origin, branch-free.

use super::Arithmetic;

/// Coordinates beyond these sizes are scaled, so that no square overflows or loses relevant denormal numbers.
const LARGE: f64 = power_of_two(500);
const SMALL: f64 = power_of_two(-450);
const SCALE: f64 = power_of_two(600);
const INVERSE: f64 = power_of_two(-600);

const fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

#[inline(always)]
pub(super) fn hypot<A: Arithmetic>(arithmetic: A, x: f64, y: f64) -> f64 {
    let (x, y) = (x.abs(), y.abs());
    let (short, long) = if y > x { (x, y) } else { (y, x) };
    let (down, up) = if long < SMALL { (SCALE, INVERSE) } else { (1.0, 1.0) };
    let (down, up) = if long > LARGE { (INVERSE, SCALE) } else { (down, up) };
    let (short, long) = (short * down, long * down);
    let length = arithmetic.mul_add(short, short, long * long).sqrt() * up;
    // An infinite coordinate beside NaN gives infinity, as in IEEE 754.
    if x == f64::INFINITY || y == f64::INFINITY { f64::INFINITY } else { length }
}
