//! The game with payoffs scaled to [0, 1], and certificates of strategies in it.

use std::borrow::Cow;
use superlinear_interface::{AnyMatrix, SparseMatrix};
use superlinear_numerics::vectors::dot;
use superlinear_numerics::{rows, sparse};

/// A game with payoffs from 0 to 1.
pub(super) struct UnitGame<'a> {
    pub rows: usize,
    pub columns: usize,
    /// The smallest payoff of the caller's game, and the range of its payoffs.
    pub low: f64,
    pub range: f64,
    entries: Entries<'a>,
}

enum Entries<'a> {
    /// Scaled payoffs, row by row.
    Dense(Vec<f64>),
    /// Payoffs in the caller's units.
    Sparse(&'a SparseMatrix),
}

/// The guarantees of strategies, in scaled units: the row player receives at least `lower`, the column player pays at
/// most `upper`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Certificate {
    pub lower: f64,
    pub upper: f64,
    pub value: f64,
}

impl Certificate {
    /// The duality gap; negative values due to rounding become zero.
    pub(crate) fn gap(&self) -> f64 {
        (self.upper - self.lower).max(0.0)
    }
}

impl<'a> UnitGame<'a> {
    /// Scales a validated game.
    pub(crate) fn new(payoffs: &'a AnyMatrix) -> Self {
        let (rows, columns) = (payoffs.rows(), payoffs.columns());
        let entries: Cow<'_, [f64]> = match payoffs {
            AnyMatrix::Dense(matrix) => Cow::Borrowed(&matrix.data),
            AnyMatrix::DenseSingle(matrix) => matrix.data.iter().map(|&entry| f64::from(entry)).collect(),
            AnyMatrix::Sparse(matrix) => Cow::Borrowed(&matrix.data),
        };
        let has_gaps = entries.len() < rows * columns;
        let beside = if has_gaps { (0.0, 0.0) } else { (f64::INFINITY, f64::NEG_INFINITY) };
        let (low, high) =
            entries.iter().fold(beside, |(low, high), &entry| (f64::min(low, entry), f64::max(high, entry)));
        let range = high - low;
        let entries = match payoffs {
            AnyMatrix::Sparse(matrix) => Entries::Sparse(matrix),
            _ => Entries::Dense(entries.iter().map(|entry| unit(entry - low, range)).collect()),
        };
        Self { rows, columns, low, range, entries }
    }

    /// The expected payoff of each row against a mixture of columns.
    pub(crate) fn row_values(&self, column: &[f64]) -> Vec<f64> {
        let mut values = vec![0.0; self.rows];
        match &self.entries {
            Entries::Dense(entries) => rows::apply(entries, column, &mut values),
            Entries::Sparse(matrix) => {
                let shift = self.low * column.iter().sum::<f64>();
                for (i, value) in values.iter_mut().enumerate() {
                    let (columns, entries) = matrix.row(i);
                    *value = unit(sparse::dot_in_order(columns, entries, column) - shift, self.range);
                }
            }
        }
        values
    }

    /// The expected payoff to the row player of each column against a mixture of rows.
    pub(crate) fn column_values(&self, row: &[f64]) -> Vec<f64> {
        let mut values = vec![0.0; self.columns];
        match &self.entries {
            Entries::Dense(entries) => rows::apply_transpose(entries, row, &mut values),
            Entries::Sparse(matrix) => {
                for (i, &probability) in row.iter().enumerate().filter(|(_, probability)| **probability != 0.0) {
                    let (columns, entries) = matrix.row(i);
                    columns.iter().zip(entries).for_each(|(&j, entry)| values[j as usize] += probability * entry);
                }
                let shift = self.low * row.iter().sum::<f64>();
                values.iter_mut().for_each(|value| *value = unit(*value - shift, self.range));
            }
        }
        values
    }

    pub(crate) fn certificate(&self, row: &[f64], column: &[f64]) -> Certificate {
        let (values, costs) = (self.row_values(column), self.column_values(row));
        let upper = values.iter().fold(f64::NEG_INFINITY, |most, &value| most.max(value));
        let lower = costs.iter().fold(f64::INFINITY, |least, &cost| least.min(cost));
        Certificate { lower, upper, value: dot(row, &values) }
    }

    /// One payoff.
    pub(crate) fn entry(&self, i: usize, j: usize) -> f64 {
        match &self.entries {
            Entries::Dense(entries) => entries[i * self.columns + j],
            Entries::Sparse(matrix) => {
                let (columns, entries) = matrix.row(i);
                let entry = columns.binary_search(&(j as i32)).map_or(0.0, |place| entries[place]);
                unit(entry - self.low, self.range)
            }
        }
    }

    /// All payoffs plus 1, row by row.
    pub(crate) fn positive_entries(&self) -> Vec<f64> {
        match &self.entries {
            Entries::Dense(entries) => entries.iter().map(|entry| 1.0 + entry).collect(),
            Entries::Sparse(matrix) => {
                let mut all = vec![1.0 + unit(-self.low, self.range); self.rows * self.columns];
                matrix.for_each_entry(|i, j, entry| {
                    all[i * self.columns + j] = 1.0 + unit(entry - self.low, self.range);
                });
                all
            }
        }
    }

    /// A payoff in the caller's units.
    pub(crate) fn in_units_of_caller(&self, payoff: f64) -> f64 {
        self.low + self.range * payoff
    }
}

/// A difference of payoffs relative to their range; 0 if the range is 0.
fn unit(difference: f64, range: f64) -> f64 {
    if range > 0.0 { difference / range } else { 0.0 }
}
