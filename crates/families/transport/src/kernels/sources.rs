//! The source arguments of a pass: the rows of one block.

use crate::lanes::ROWS_BETWEEN_POLLS;
use std::ops::Range;
use superlinear_interface::Cancellation;

/// The rows of a block.
#[derive(Clone)]
pub(crate) struct Sources<'a> {
    pub rows: Range<usize>,
    /// The masses of these rows.
    pub masses: &'a [f64],
    /// 1 / L times the potentials of these rows.
    pub potentials: &'a [f64],
    pub cancellation: Cancellation<'a>,
}

/// One row.
pub(crate) struct Source {
    /// Its index in the problem.
    pub i: usize,
    pub mass: f64,
    /// 1 / L times its potential.
    pub f: f64,
}

impl Sources<'_> {
    /// The rows in order, until cancellation.
    #[inline(always)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = Source> {
        let wanted = |i: &usize| !i.is_multiple_of(ROWS_BETWEEN_POLLS) || !self.cancellation.is_requested();
        let rows = self.rows.clone().take_while(wanted);
        rows.zip(self.masses.iter().zip(self.potentials)).map(|(i, (&mass, &f))| Source { i, mass, f })
    }
}
