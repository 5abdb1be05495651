//! What passes over the cost find out about the plan at a point, on whatever processor they run.

use crate::lanes::{Lanes, larger, raise};
use crate::registers::Registers;

/// What a sweep finds out about the point that it started from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BeforeSweep {
    /// The marginal error, where column sums are right or else, in a symmetric problem, off as the row sums are.
    pub error: f64,
    /// The sum of the plan.
    pub mass: f64,
}

/// The plan's sums at a point.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evaluation {
    /// r_i, the row sums.
    pub row_sums: Vec<f64>,
    /// c_j, the column sums.
    pub column_sums: Vec<f64>,
    /// The sum of the absolute differences between these and what is asked for.
    pub error: f64,
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
