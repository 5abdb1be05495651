//! One row of the scaled plan E_ij = exp((f_i + g_j - C_ij) / L), which all passes are made of.

use super::rows::{Lanes, groups, total};
use superlinear_numerics::simd::{Arithmetic, LANES};

/// Exponents below this count as minus infinity. Relative to sums near 1 they are far below the rounding (exp(-40) = 4e-18).
/// They are compared before multiplication by the masses, so that points of tiny mass are treated like all others.
pub(crate) const CUT: f64 = -40.0;

/// The targets' side of a pass, in units of the level L and padded to whole registers.
#[derive(Clone, Copy)]
pub(crate) struct Targets<'a> {
    /// g / L, so low in the padding that no exponent there passes the cut.
    pub potential: &'a [f64],
    /// b, zero in the padding.
    pub mass: &'a [f64],
    /// -1 / L.
    pub minus_inverse: f64,
}

/// The scaled potential in the padding.
pub(crate) const PADDING_POTENTIAL: f64 = -1e308;

/// Exponents of one group: (f + g - C) / L.
#[inline(always)]
pub(crate) fn exponents<A: Arithmetic>(
    arithmetic: A,
    cost: &Lanes,
    potential: &Lanes,
    minus_inverse: f64,
    f: f64,
) -> Lanes {
    let mut exponents = [0.0; LANES];
    for lane in 0..LANES {
        exponents[lane] = arithmetic.mul_add(cost[lane], minus_inverse, potential[lane]) + f;
    }
    exponents
}

/// True where some lane is above `bound`.
#[inline(always)]
pub(crate) fn any_above(lanes: &Lanes, bound: f64) -> bool {
    let mut above = false;
    for &lane in lanes {
        above |= lane > bound;
    }
    above
}

/// Writes the row E_i to `row` and returns the sum of b_j E_ij. `f` is f_i / L.
#[inline(always)]
pub(crate) fn exponentials<A: Arithmetic>(
    arithmetic: A,
    cost: &[f64],
    targets: Targets<'_>,
    f: f64,
    row: &mut [f64],
) -> f64 {
    let (whole, rest) = groups(cost);
    let (row, _) = row.as_chunks_mut::<LANES>();
    let (potentials, _) = targets.potential.as_chunks::<LANES>();
    let (masses, _) = targets.mass.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (((cost, row), potential), mass) in whole.iter().zip(row.iter_mut()).zip(potentials).zip(masses) {
        let exponents = exponents(arithmetic, cost, potential, targets.minus_inverse, f);
        exponentials_of_group(arithmetic, &exponents, mass, row, &mut sums);
    }
    if let Some(cost) = rest {
        let last = whole.len();
        let exponents = exponents(arithmetic, &cost, &potentials[last], targets.minus_inverse, f);
        exponentials_of_group(arithmetic, &exponents, &masses[last], &mut row[last], &mut sums);
    }
    total(sums)
}

/// Writes the exponentials of one group to `row` and adds them, times their masses, to `sums`; zeros if all are cut.
#[inline(always)]
fn exponentials_of_group<A: Arithmetic>(
    arithmetic: A,
    exponents: &Lanes,
    mass: &Lanes,
    row: &mut Lanes,
    sums: &mut Lanes,
) {
    if !any_above(exponents, CUT) {
        *row = [0.0; LANES];
        return;
    }
    for lane in 0..LANES {
        row[lane] = arithmetic.exp(exponents[lane]);
        sums[lane] = arithmetic.mul_add(mass[lane], row[lane], sums[lane]);
    }
}

/// Adds `weight` times `row` to `sums`.
#[inline(always)]
pub(crate) fn add_scaled<A: Arithmetic>(arithmetic: A, weight: f64, row: &[f64], sums: &mut [f64]) {
    for (sum, entry) in sums.iter_mut().zip(row) {
        *sum = arithmetic.mul_add(weight, *entry, *sum);
    }
}

/// The row's exponents with the masses in them, summed the safe way: the logarithm of the sum of b_j E_ij, by subtracting
/// the largest term first. For rows whose plain sum overflows or is too small to be trusted; off the hot path.
#[cold]
#[inline(never)]
pub(crate) fn log_sum(cost: &[f64], targets: Targets<'_>, f: f64) -> f64 {
    let terms = || {
        cost.iter()
            .zip(targets.potential)
            .zip(targets.mass)
            .map(|((cost, potential), mass)| cost.mul_add(targets.minus_inverse, *potential) + f + mass.ln())
    };
    let largest = terms().fold(f64::NEG_INFINITY, f64::max);
    largest + terms().map(|term| (term - largest).exp()).sum::<f64>().ln()
}

/// Writes exp(exponent - `log_sum`) for each entry to `row`.
#[cold]
#[inline(never)]
pub(crate) fn shifted_exponentials(cost: &[f64], targets: Targets<'_>, f: f64, log_sum: f64, row: &mut [f64]) {
    for ((entry, cost), potential) in row.iter_mut().zip(cost).zip(targets.potential) {
        *entry = (cost.mul_add(targets.minus_inverse, *potential) + f - log_sum).exp();
    }
}
