//! Workspace of the passes over one block of rows.

use super::exponentials::ActiveRow;
use crate::registers::Registers;

/// Workspace of one block of rows.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// A row of costs, if it has to be computed.
    pub cost: Vec<f64>,
    /// A row of E.
    pub row: ActiveRow,
    /// The block's terms of the column sums, padded.
    pub columns: Registers,
    /// The block's terms of the column sums of E ln E, padded.
    pub entropies: Registers,
}

impl Scratch {
    /// Allocates for rows of `groups` registers and a cost buffer of `cost` numbers.
    pub(crate) fn new(cost: usize, groups: usize) -> Self {
        Self {
            cost: vec![0.0; cost],
            row: ActiveRow::new(groups),
            columns: Registers::filled(groups, 0.0),
            entropies: Registers::filled(groups, 0.0),
        }
    }
}
