//! Partition of rows into register lanes, and reductions over lanes.

use superlinear_numerics::simd::{LANES, sum_of_lanes};

/// Number of rows between two checks of a kernel for cancellation; a row of a million columns takes a millisecond.
pub(crate) const ROWS_BETWEEN_POLLS: usize = 8;

/// One number for each lane of a register.
pub(crate) type Lanes = [f64; LANES];

/// Splits `row` into whole registers and the rest, padded with zeros, if any.
///
/// Kernels handle both with a function marked `#[inline(always)]`: a closure called twice would be compiled separately,
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
/// The black box keeps the lanes together: otherwise the compiler detects pairwise sums and compiles the whole loop
/// before them for registers of two lanes.
#[inline(always)]
pub(crate) fn total(lanes: Lanes) -> f64 {
    sum_of_lanes(std::hint::black_box(lanes))
}

/// The larger of two numbers, neither of them NaN: one instruction instead of three for `f64::max`.
#[inline(always)]
pub(crate) fn larger(x: f64, y: f64) -> f64 {
    if x > y { x } else { y }
}

/// The smaller of two numbers, neither of them NaN.
#[inline(always)]
pub(crate) fn smaller(x: f64, y: f64) -> f64 {
    if x < y { x } else { y }
}

#[inline(always)]
pub(crate) fn largest(lanes: Lanes) -> f64 {
    lanes.into_iter().fold(f64::NEG_INFINITY, larger)
}

#[inline(always)]
pub(crate) fn smallest(lanes: Lanes) -> f64 {
    lanes.into_iter().fold(f64::INFINITY, smaller)
}

/// Sets each peak to its maximum with the number.
#[inline(always)]
pub(crate) fn raise(peaks: &mut Lanes, numbers: &Lanes) {
    for lane in 0..LANES {
        peaks[lane] = larger(numbers[lane], peaks[lane]);
    }
}
