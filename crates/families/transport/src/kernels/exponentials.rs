//! One row of the scaled plan E_ij = exp((f_i + g_j - C_ij) / L), the basis of all passes.

use crate::lanes::{Lanes, groups, larger, total};
use crate::registers::Registers;
use superlinear_numerics::simd::{Arithmetic, LANES};

/// Exponents below this count as minus infinity. Relative to sums near 1 they are far below rounding error (exp(-40) =
/// 4e-18). They are compared before multiplication by the masses, so that points of tiny mass are treated like all
/// others.
pub(crate) const CUT: f64 = -40.0;

/// The cut if rows and columns far below their masses matter: exponentials above it are normal numbers.
pub(crate) const LOWEST_CUT: f64 = -700.0;

/// The target arguments of a pass, in units of the level L and padded to whole registers.
#[derive(Clone, Copy)]
pub(crate) struct Targets<'a> {
    /// g / L. In the padding it is so low that no exponent exceeds the cut.
    pub potential: &'a [Lanes],
    /// b, zero in the padding.
    pub mass: &'a [Lanes],
    /// -1 / L.
    pub minus_inverse: f64,
    /// Groups of targets with all exponents below this are skipped.
    pub cut: f64,
}

/// The scaled potential in the padding.
pub(crate) const PADDING_POTENTIAL: f64 = -1e308;

/// The groups of a row with an exponent above the cut.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActiveRow {
    /// The index of each active group, ascending; only the first `count` are valid.
    groups: Vec<u32>,
    /// The values of the active groups, one after the other; only the first `count` are valid.
    values: Registers,
    count: usize,
}

impl ActiveRow {
    /// Allocates a row of this many groups.
    pub(crate) fn new(groups: usize) -> Self {
        Self { groups: vec![0; groups], values: Registers::filled(groups, 0.0), count: 0 }
    }

    /// The number of active groups.
    pub(crate) fn active_groups(&self) -> usize {
        self.count
    }

    /// The active groups and their values.
    #[inline(always)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Lanes)> {
        self.groups[..self.count].iter().map(|&group| group as usize).zip(&self.values[..self.count])
    }

    /// Computes the exponents of one row and keeps those of active groups. It has no branch, because random costs would
    /// cause mispredictions: an inactive group is written too, and overwritten by the next.
    #[inline(always)]
    pub(crate) fn set_exponents<A: Arithmetic>(&mut self, arithmetic: A, cost: &[f64], targets: Targets<'_>, f: f64) {
        let (whole, rest) = groups(cost);
        let Targets { potential, minus_inverse, cut, .. } = targets;
        let (numbers, values) = (&mut self.groups[..potential.len()], &mut self.values[..potential.len()]);
        let mut count = 0;
        for (group, (cost, potential)) in whole.iter().zip(potential).enumerate() {
            let exponents = exponents(arithmetic, cost, potential, minus_inverse, f);
            numbers[count] = group as u32;
            values[count] = exponents;
            count += usize::from(any_above(&exponents, cut));
        }
        if let Some(cost) = rest {
            let last = whole.len();
            values[count] = exponents(arithmetic, &cost, &potential[last], minus_inverse, f);
            numbers[count] = last as u32;
            count += usize::from(any_above(&values[count], cut));
        }
        self.count = count;
    }

    /// Replaces exponents by their exponentials and returns the sum of b_j E_ij.
    #[inline(always)]
    pub(crate) fn exponentiate<A: Arithmetic>(&mut self, arithmetic: A, masses: &[Lanes]) -> f64 {
        let mut sums = [0.0; LANES];
        for (&group, values) in self.groups[..self.count].iter().zip(&mut self.values[..self.count]) {
            let masses = &masses[group as usize];
            for lane in 0..LANES {
                values[lane] = arithmetic.exp(values[lane]);
                sums[lane] = arithmetic.mul_add(masses[lane], values[lane], sums[lane]);
            }
        }
        total(sums)
    }

    /// Replaces exponents by their exponentials, adds `weight` times E_ij ln E_ij to the sums by column, and returns
    /// the sums of b_j E_ij and of b_j E_ij ln E_ij.
    #[inline(always)]
    pub(crate) fn exponentiate_with_entropy<A: Arithmetic>(
        &mut self,
        arithmetic: A,
        masses: &[Lanes],
        weight: f64,
        by_column: &mut [Lanes],
    ) -> (f64, f64) {
        let (mut sums, mut entropies): (Lanes, Lanes) = ([0.0; LANES], [0.0; LANES]);
        for (&group, values) in self.groups[..self.count].iter().zip(&mut self.values[..self.count]) {
            let (masses, mut columns, mut row) = (masses[group as usize], by_column[group as usize], *values);
            for lane in 0..LANES {
                // The exponent of a forbidden pair is infinite. Its exponential is zero, so any finite exponent below
                // the cut will do.
                let exponent = larger(row[lane], 2.0 * CUT);
                row[lane] = arithmetic.exp(row[lane]);
                let entropy = row[lane] * exponent;
                sums[lane] = arithmetic.mul_add(masses[lane], row[lane], sums[lane]);
                entropies[lane] = arithmetic.mul_add(masses[lane], entropy, entropies[lane]);
                columns[lane] = arithmetic.mul_add(weight, entropy, columns[lane]);
            }
            (*values, by_column[group as usize]) = (row, columns);
        }
        (total(sums), total(entropies))
    }

    /// Adds `weight` times the row to `sums`.
    #[inline(always)]
    pub(crate) fn add_to<A: Arithmetic>(&self, arithmetic: A, weight: f64, sums: &mut [Lanes]) {
        for (group, values) in self.iter() {
            let sums = &mut sums[group];
            for lane in 0..LANES {
                sums[lane] = arithmetic.mul_add(weight, values[lane], sums[lane]);
            }
        }
    }

    /// Computes exp(exponent - `shift`) for each entry of one row, for exponents of any size.
    #[cold]
    #[inline(never)]
    pub(crate) fn set_shifted_exponentials(&mut self, cost: &[f64], targets: Targets<'_>, f: f64, shift: f64) {
        self.count = targets.potential.len();
        let values = self.values.as_flattened_mut();
        values[cost.len()..].fill(0.0);
        for ((value, cost), potential) in values.iter_mut().zip(cost).zip(targets.potential.as_flattened()) {
            *value = (cost.mul_add(targets.minus_inverse, *potential) + f - shift).exp();
        }
        for (k, group) in self.groups.iter_mut().enumerate() {
            *group = k as u32;
        }
    }
}

/// The exponents of one group: (f + g - C) / L.
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

#[inline(always)]
fn any_above(lanes: &Lanes, bound: f64) -> bool {
    let mut above = false;
    for &lane in lanes {
        above |= lane > bound;
    }
    above
}

/// The logarithm of the sum of b_j E_ij, with the largest term factored out. For rows with a plain sum that overflows
/// or is too small to be accurate; outside the hot path.
#[cold]
#[inline(never)]
pub(crate) fn log_sum(cost: &[f64], targets: Targets<'_>, f: f64) -> f64 {
    let (potentials, masses) = (targets.potential.as_flattened(), targets.mass.as_flattened());
    let terms = || {
        cost.iter()
            .zip(potentials)
            .zip(masses)
            .map(|((cost, potential), mass)| cost.mul_add(targets.minus_inverse, *potential) + f + mass.ln())
    };
    let largest = terms().fold(f64::NEG_INFINITY, f64::max);
    largest + terms().map(|term| (term - largest).exp()).sum::<f64>().ln()
}
