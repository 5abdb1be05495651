//! Rows of numbers cut into the lanes of registers, and reductions over lanes.

use superlinear_numerics::simd::{LANES, sum_of_lanes};

/// Kernels ask once in so many rows whether the run was cancelled; a row of a million columns takes a millisecond.
pub(crate) const ROWS_BETWEEN_POLLS: usize = 8;

/// One number for each lane of a register.
pub(crate) type Lanes = [f64; LANES];

/// The numbers of `row` that fill whole registers, and the rest filled up with zeros, if there is any.
///
/// Kernels do the same for both, by a function that is `#[inline(always)]`: a closure called twice would be compiled apart,
/// without the instruction set.
#[inline(always)]
pub(crate) fn groups(row: &[f64]) -> (&[Lanes], Option<Lanes>) {
    let (groups, rest) = row.as_chunks::<LANES>();
    if rest.is_empty() {
        return (groups, None);
    }
    let mut padded = [0.0; LANES];
    padded[..rest.len()].copy_from_slice(rest);
    (groups, Some(padded))
}

/// The sum over lanes, by halves.
///
/// The black box keeps the lanes together: else the compiler sees pairs being added, and gives the whole loop that made them
/// registers of two.
#[inline(always)]
pub(crate) fn total(lanes: Lanes) -> f64 {
    sum_of_lanes(std::hint::black_box(lanes))
}

/// The larger of two numbers that are not NaN; one instruction, where `f64::max` takes three.
#[inline(always)]
pub(crate) fn larger(x: f64, y: f64) -> f64 {
    if x > y { x } else { y }
}

/// The smaller of two numbers that are not NaN.
#[inline(always)]
pub(crate) fn smaller(x: f64, y: f64) -> f64 {
    if x < y { x } else { y }
}

/// The largest lane.
#[inline(always)]
pub(crate) fn largest(lanes: Lanes) -> f64 {
    lanes.into_iter().fold(f64::NEG_INFINITY, larger)
}

/// The smallest lane.
#[inline(always)]
pub(crate) fn smallest(lanes: Lanes) -> f64 {
    lanes.into_iter().fold(f64::INFINITY, smaller)
}

/// Raises each peak to the number.
#[inline(always)]
pub(crate) fn raise(peaks: &mut Lanes, numbers: &Lanes) {
    for lane in 0..LANES {
        peaks[lane] = larger(numbers[lane], peaks[lane]);
    }
}
