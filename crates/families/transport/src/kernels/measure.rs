//! One block of the final measurement: marginals, cost, and data of the bounds on the exact transport cost.

use super::exponentials::{ActiveRow, Targets, exponents};
use super::sources::{Source, Sources};
use crate::cost::Cost;
use crate::lanes::{Lanes, groups, larger, largest, raise, smaller, total};
use crate::sums::Measured;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// The scaling of rows in the plan for the upper bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowScaling {
    /// No scaling.
    None,
    /// Rows with too large a sum are scaled down to their masses.
    Down,
    /// Rows are scaled to their masses.
    Exact,
}

impl RowScaling {
    /// The scaling for marginals of this softness.
    pub fn of(softness: [f64; 2]) -> Self {
        match softness {
            [0.0, 0.0] => Self::Down,
            [0.0, _] => Self::Exact,
            _ => Self::None,
        }
    }

    /// The factor of a row with this mass and sum.
    #[inline(always)]
    pub(crate) fn factor(self, mass: f64, row_sum: f64) -> f64 {
        match self {
            Self::Down if row_sum > mass => mass / row_sum,
            Self::Exact if row_sum > 0.0 => mass / row_sum,
            _ => 1.0,
        }
    }
}

pub(crate) struct MeasureRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub sources: Sources<'a>,
    pub scaling: RowScaling,
}

impl Kernel for MeasureRows<'_> {
    type Output = Measured;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> Measured {
        let groups = self.targets.mass.len();
        let mut buffer = vec![0.0; self.cost.buffer_length()];
        let mut row = ActiveRow::new(groups);
        let mut measured = Measured::empty(self.sources.rows.len(), groups);
        for Source { i, mass, f } in self.sources.iter() {
            let cost = self.cost.row(arithmetic, i, &mut buffer);
            let peak = raise_peaks(arithmetic, cost, self.targets, f, &mut measured.column_peaks);
            row.set_exponents(arithmetic, cost, self.targets, f);
            let row_sum = mass * row.exponentiate(arithmetic, self.targets.mass);
            measured.row_sums.push(row_sum);
            measured.row_peaks.push(peak);
            let scaling = self.scaling.factor(mass, row_sum);
            measured.add_row(arithmetic, mass, scaling, &row, cost, self.targets.mass);
        }
        measured
    }
}

/// Updates the columns' largest exponents with one row, and returns the row's.
#[inline(always)]
fn raise_peaks<A: Arithmetic>(
    arithmetic: A,
    cost: &[f64],
    targets: Targets<'_>,
    f: f64,
    column_peaks: &mut [Lanes],
) -> f64 {
    let (whole, rest) = groups(cost);
    let mut peak: Lanes = [f64::NEG_INFINITY; LANES];
    for ((cost, potential), peaks) in whole.iter().zip(targets.potential).zip(column_peaks.iter_mut()) {
        let exponents = exponents(arithmetic, cost, potential, targets.minus_inverse, f);
        raise(&mut peak, &exponents);
        raise(peaks, &exponents);
    }
    if let Some(cost) = rest {
        let last = whole.len();
        let exponents = exponents(arithmetic, &cost, &targets.potential[last], targets.minus_inverse, f);
        raise(&mut peak, &exponents);
        raise(&mut column_peaks[last], &exponents);
    }
    largest(peak)
}

impl Measured {
    /// Adds one row to all sums except its own.
    #[inline(always)]
    fn add_row<A: Arithmetic>(
        &mut self,
        arithmetic: A,
        mass: f64,
        scaling: f64,
        row: &ActiveRow,
        cost: &[f64],
        target_masses: &[Lanes],
    ) {
        let (whole, rest) = groups(cost);
        let mut costs: Lanes = [0.0; LANES];
        let mut entries: Lanes = [0.0; LANES];
        for (group, exponentials) in row.iter() {
            let masses = &target_masses[group];
            // The padded last group occurs at most once per row.
            let cost = whole.get(group).or(rest.as_ref()).unwrap_or(&[0.0; LANES]);
            let (sums, scaled) = (&mut self.column_sums[group], &mut self.scaled_sums[group]);
            let scaled_costs = &mut self.scaled_costs[group];
            for lane in 0..LANES {
                // The entry of a forbidden pair is zero; a finite cost avoids zero times infinity.
                let cost = smaller(cost[lane], f64::MAX);
                let exponential = mass * exponentials[lane];
                sums[lane] += exponential;
                scaled[lane] = arithmetic.mul_add(scaling, exponential, scaled[lane]);
                scaled_costs[lane] = arithmetic.mul_add(scaling * exponential, cost, scaled_costs[lane]);
                let entry = masses[lane] * exponential;
                costs[lane] = arithmetic.mul_add(entry, cost, costs[lane]);
                entries[lane] = larger(entry, entries[lane]);
            }
        }
        self.cost += total(costs);
        self.largest_entry = larger(largest(entries), self.largest_entry);
    }
}
