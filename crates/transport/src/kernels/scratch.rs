//! What the passes over one block of rows work in.

use super::exponentials::ActiveRow;
use crate::registers::Registers;

/// What one block of rows works in.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// A row of costs, where it must be computed.
    pub cost: Vec<f64>,
    /// A row of E.
    pub row: ActiveRow,
    /// The block's part of the column sums, padded.
    pub columns: Registers,
    /// The block's part of the columns' sums of E ln E, padded.
    pub entropies: Registers,
}

impl Scratch {
    /// Memory for rows of `groups` registers, whose costs need a buffer of `cost` numbers.
    pub fn new(cost: usize, groups: usize) -> Self {
        Self {
            cost: vec![0.0; cost],
            row: ActiveRow::new(groups),
            columns: Registers::filled(groups, 0.0),
            entropies: Registers::filled(groups, 0.0),
        }
    }
}
