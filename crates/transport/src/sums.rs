//! What passes over the cost find out about the plan at a point, on whatever processor they run.

use crate::lanes::{Lanes, larger, raise};
use crate::registers::Registers;

/// A row or column may be wrong by this many times the marginal error asked for, relative to its own mass. At the default
/// tolerance of 1e-9 that is 1e-6; where masses are about equal, it holds by itself up to thousands of points.
pub(crate) const RELATIVE_TOLERANCE: f64 = 1e3;

/// How far the plan's sums are from those asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MarginalErrors {
    /// The sum of the absolute differences.
    pub total: f64,
    /// The largest difference relative to the point's mass, or to what is asked for where that is more.
    pub worst: f64,
}

impl MarginalErrors {
    /// Those of both of two sets of sums.
    pub fn and(self, other: Self) -> Self {
        Self { total: self.total + other.total, worst: larger(other.worst, self.worst) }
    }

    /// True where what matters is single rows or columns of small mass.
    pub fn are_relative(self) -> bool {
        self.worst > RELATIVE_TOLERANCE * self.total
    }

    /// The number that must be no larger than a tolerance.
    pub fn error(self) -> f64 {
        larger(self.worst / RELATIVE_TOLERANCE, self.total)
    }
}

/// What a sweep finds out about the point that it started from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BeforeSweep {
    /// The marginal errors, where column sums are right or else, in a symmetric problem, off as the row sums are.
    pub errors: MarginalErrors,
    /// The sum of the plan.
    pub mass: f64,
}

impl BeforeSweep {
    /// Takes in a row of this mass, given its sum and the sum that is asked of it, both over that mass.
    #[inline(always)]
    pub fn add_row(&mut self, mass: f64, sum: f64, wanted: f64) {
        let difference = (sum - wanted).abs();
        self.errors.total += mass * difference;
        self.errors.worst = larger(difference / larger(wanted, 1.0), self.errors.worst);
        self.mass += mass * sum;
    }
}

/// The plan's sums at a point.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evaluation {
    /// r_i, the row sums.
    pub row_sums: Vec<f64>,
    /// c_j, the column sums.
    pub column_sums: Vec<f64>,
    /// How far these are from what is asked for.
    pub errors: MarginalErrors,
    /// The sum of the plan.
    pub mass: f64,
    /// The row sums of P ln E, where the path's tangent is wanted; else nothing that is meant.
    pub row_entropies: Vec<f64>,
    /// The column sums of P ln E, where the path's tangent is wanted; else nothing that is meant.
    pub column_entropies: Vec<f64>,
}

/// What the result is made of, measured at a point. The vectors over columns are padded to whole registers.
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
    pub column_sums: Registers,
    /// The largest exponent of each column.
    pub column_peaks: Registers,
    /// The sum over the rows of the scaled E_ij a_i.
    pub scaled_sums: Registers,
    /// The sum over the rows of the scaled E_ij a_i C_ij.
    pub scaled_costs: Registers,
}

impl Measured {
    pub fn empty(rows: usize, groups: usize) -> Self {
        let zeros = Registers::filled(groups, 0.0);
        Self {
            row_sums: Vec::with_capacity(rows),
            row_peaks: Vec::with_capacity(rows),
            cost: 0.0,
            largest_entry: 0.0,
            column_sums: zeros.clone(),
            column_peaks: Registers::filled(groups, f64::NEG_INFINITY),
            scaled_sums: zeros.clone(),
            scaled_costs: zeros,
        }
    }

    /// Takes in the rows of the next block.
    pub fn append(&mut self, next: Self) {
        self.row_sums.extend(next.row_sums);
        self.row_peaks.extend(next.row_peaks);
        self.cost += next.cost;
        self.largest_entry = larger(next.largest_entry, self.largest_entry);
        add(&mut self.column_sums, &next.column_sums);
        add(&mut self.scaled_sums, &next.scaled_sums);
        add(&mut self.scaled_costs, &next.scaled_costs);
        for (peaks, numbers) in self.column_peaks.iter_mut().zip(&*next.column_peaks) {
            raise(peaks, numbers);
        }
    }
}

fn add(total: &mut [Lanes], terms: &[Lanes]) {
    for (entry, term) in total.as_flattened_mut().iter_mut().zip(terms.as_flattened()) {
        *entry += term;
    }
}
