//! A block of the final measurement: marginals, cost, and what bounds the cost of exact transport.

use super::exponentials::{CUT, Targets, any_above, exponents};
use super::rows::{Lanes, ROWS_BETWEEN_POLLS, groups, larger, largest, total};
use crate::cost::Cost;
use std::ops::Range;
use superlinear_interface::Cancellation;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// What is measured of a block's rows. The vectors over columns are padded to whole registers.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    /// r_i.
    pub row_sums: Vec<f64>,
    /// The largest exponent of each row.
    pub row_peaks: Vec<f64>,
    /// The sum of P_ij C_ij.
    pub cost: f64,
    /// The largest entry of the plan.
    pub largest_entry: f64,
    /// The sum over the rows of E_ij a_i.
    pub column_sums: Vec<f64>,
    /// The largest exponent of each column.
    pub column_peaks: Vec<f64>,
    /// As `column_sums`, of the plan whose rows are scaled down to their masses.
    pub capped_sums: Vec<f64>,
    /// The sum over the rows of the capped E_ij a_i C_ij.
    pub capped_costs: Vec<f64>,
}

/// Measures a block of rows.
pub(crate) struct MeasureRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub rows: Range<usize>,
    /// The masses of these rows.
    pub masses: &'a [f64],
    /// 1 / L times the potentials of these rows.
    pub potentials: &'a [f64],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for MeasureRows<'_> {
    type Output = Measured;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> Measured {
        let padded = self.targets.mass.len();
        let mut buffer = vec![0.0; self.cost.buffer_length()];
        let mut row = vec![0.0; padded];
        let mut measured = Measured::empty(self.rows.len(), padded);
        for (i, (&mass, &f)) in self.rows.clone().zip(self.masses.iter().zip(self.potentials)) {
            if i % ROWS_BETWEEN_POLLS == 0 && self.cancellation.is_requested() {
                break;
            }
            let cost = self.cost.row(arithmetic, i, &mut buffer);
            let seen = self.look_at_row(arithmetic, cost, f, &mut row, &mut measured.column_peaks);
            let row_sum = mass * total(seen.sum);
            measured.row_sums.push(row_sum);
            measured.row_peaks.push(largest(seen.peak));
            measured.cost += mass * total(seen.cost);
            measured.largest_entry = larger(mass * largest(seen.largest_term), measured.largest_entry);
            let cap = if row_sum > mass { mass / row_sum } else { 1.0 };
            measured.add_row(arithmetic, mass, cap, &row, cost);
        }
        measured
    }
}

/// What is seen of one row, lane by lane and without the factor a_i.
struct SeenRow {
    /// The sums of b_j E_ij.
    sum: Lanes,
    /// The sums of b_j E_ij C_ij.
    cost: Lanes,
    /// The largest b_j E_ij.
    largest_term: Lanes,
    /// The largest exponents.
    peak: Lanes,
}

impl SeenRow {
    /// Takes in one group and writes its exponentials to `row`.
    #[inline(always)]
    fn look<A: Arithmetic>(&mut self, arithmetic: A, cost: &Lanes, exponents: &Lanes, mass: &Lanes, row: &mut Lanes) {
        for lane in 0..LANES {
            self.peak[lane] = larger(exponents[lane], self.peak[lane]);
        }
        if !any_above(exponents, CUT) {
            *row = [0.0; LANES];
            return;
        }
        for lane in 0..LANES {
            row[lane] = arithmetic.exp(exponents[lane]);
            let term = mass[lane] * row[lane];
            self.sum[lane] += term;
            self.cost[lane] = arithmetic.mul_add(term, cost[lane], self.cost[lane]);
            self.largest_term[lane] = larger(term, self.largest_term[lane]);
        }
    }
}

impl MeasureRows<'_> {
    /// Writes the row E_i to `row`.
    #[inline(always)]
    fn look_at_row<A: Arithmetic>(
        &self,
        arithmetic: A,
        cost: &[f64],
        f: f64,
        row: &mut [f64],
        column_peaks: &mut [f64],
    ) -> SeenRow {
        let (whole, rest) = groups(cost);
        let (row, _) = row.as_chunks_mut::<LANES>();
        let (peaks, _) = column_peaks.as_chunks_mut::<LANES>();
        let (potentials, _) = self.targets.potential.as_chunks::<LANES>();
        let (masses, _) = self.targets.mass.as_chunks::<LANES>();
        let zeros: Lanes = [0.0; LANES];
        let mut seen = SeenRow { sum: zeros, cost: zeros, largest_term: zeros, peak: [f64::NEG_INFINITY; LANES] };
        let targets = potentials.iter().zip(masses).zip(row.iter_mut()).zip(peaks.iter_mut());
        for (cost, (((potential, mass), row), peaks)) in whole.iter().zip(targets) {
            let exponents = exponents(arithmetic, cost, potential, self.targets.minus_inverse, f);
            raise(peaks, &exponents);
            seen.look(arithmetic, cost, &exponents, mass, row);
        }
        if let Some(cost) = rest {
            let last = whole.len();
            let exponents = exponents(arithmetic, &cost, &potentials[last], self.targets.minus_inverse, f);
            raise(&mut peaks[last], &exponents);
            seen.look(arithmetic, &cost, &exponents, &masses[last], &mut row[last]);
        }
        seen
    }
}

/// Raises each peak to the exponent.
#[inline(always)]
fn raise(peaks: &mut Lanes, exponents: &Lanes) {
    for lane in 0..LANES {
        peaks[lane] = larger(exponents[lane], peaks[lane]);
    }
}

impl Measured {
    pub fn empty(rows: usize, padded: usize) -> Self {
        Self {
            row_sums: Vec::with_capacity(rows),
            row_peaks: Vec::with_capacity(rows),
            cost: 0.0,
            largest_entry: 0.0,
            column_sums: vec![0.0; padded],
            column_peaks: vec![f64::NEG_INFINITY; padded],
            capped_sums: vec![0.0; padded],
            capped_costs: vec![0.0; padded],
        }
    }

    /// Adds one row to the sums over columns.
    #[inline(always)]
    fn add_row<A: Arithmetic>(&mut self, arithmetic: A, mass: f64, cap: f64, row: &[f64], cost: &[f64]) {
        let sums = self.column_sums.iter_mut().zip(&mut self.capped_sums).zip(&mut self.capped_costs);
        for ((exponential, cost), ((sum, capped), capped_cost)) in row.iter().zip(cost).zip(sums) {
            let entry = mass * exponential;
            *sum += entry;
            *capped = arithmetic.mul_add(cap, entry, *capped);
            *capped_cost = arithmetic.mul_add(cap * entry, *cost, *capped_cost);
        }
    }

    /// Takes in the rows of the next block.
    pub fn append(&mut self, next: Self) {
        self.row_sums.extend(next.row_sums);
        self.row_peaks.extend(next.row_peaks);
        self.cost += next.cost;
        self.largest_entry = larger(next.largest_entry, self.largest_entry);
        add(&mut self.column_sums, &next.column_sums);
        add(&mut self.capped_sums, &next.capped_sums);
        add(&mut self.capped_costs, &next.capped_costs);
        for (peak, &other) in self.column_peaks.iter_mut().zip(&next.column_peaks) {
            *peak = larger(other, *peak);
        }
    }
}

fn add(total: &mut [f64], terms: &[f64]) {
    for (entry, term) in total.iter_mut().zip(terms) {
        *entry += term;
    }
}
