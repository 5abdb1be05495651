//! Properties of the plan at a point, computed by passes over the cost on any processor.

use crate::lanes::{Lanes, larger, raise};
use crate::registers::Registers;

/// Limit on the error of a row or column sum relative to its mass, in units of the requested marginal error. At the
/// default tolerance of 1e-9 it is 1e-6; for nearly equal masses, it holds automatically up to thousands of points.
pub(crate) const RELATIVE_TOLERANCE: f64 = 1e3;

/// The differences between the plan's sums and the desired ones.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MarginalErrors {
    /// The sum of the absolute differences.
    pub total: f64,
    /// The largest difference relative to the point's mass, or to its desired sum if that is larger.
    pub worst: f64,
}

impl MarginalErrors {
    /// Combines the errors of two sets of sums.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { total: self.total + other.total, worst: larger(other.worst, self.worst) }
    }

    /// Returns whether single rows or columns of small mass dominate the error.
    pub(crate) fn are_relative(self) -> bool {
        self.worst > RELATIVE_TOLERANCE * self.total
    }

    /// The error to compare with the tolerance.
    pub(crate) fn error(self) -> f64 {
        larger(self.worst / RELATIVE_TOLERANCE, self.total)
    }
}

/// The results of a sweep at its initial point.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BeforeSweep {
    /// The marginal errors. Column sums are right or, in a symmetric problem, have the same errors as row sums.
    pub errors: MarginalErrors,
    /// The sum of the plan.
    pub mass: f64,
}

impl BeforeSweep {
    /// Adds a row of this mass, given its sum and its desired sum, both divided by the mass.
    #[inline(always)]
    pub(crate) fn add_row(&mut self, mass: f64, sum: f64, wanted: f64) {
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
    /// The errors of these sums.
    pub errors: MarginalErrors,
    /// The sum of the plan.
    pub mass: f64,
    /// The row sums of P ln E, for the path's tangent; undefined if it is not needed.
    pub row_entropies: Vec<f64>,
    /// The column sums of P ln E, for the path's tangent; undefined if it is not needed.
    pub column_entropies: Vec<f64>,
}

/// Measurements at a point for the result. Vectors over columns are padded to whole registers.
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
    pub(crate) fn empty(rows: usize, groups: usize) -> Self {
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

    /// Appends the next block of rows.
    pub(crate) fn append(&mut self, next: Self) {
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
