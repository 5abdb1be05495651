//! The costs of one level by rows, with a finite number in place of infinity.

use super::dummies::Dummies;
use crate::cost::Cost;
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// Costs up to a ceiling, the cost of forbidden pairs. Costs of the dummies, if there are any, follow those of the
/// points.
pub(crate) struct Costs {
    /// The costs between points.
    pub cost: Cost,
    pub ceiling: f64,
    pub dummies: Dummies,
}

impl Costs {
    pub(crate) fn rows(&self) -> usize {
        self.cost.rows() + usize::from(self.dummies.source)
    }

    pub(crate) fn columns(&self) -> usize {
        self.cost.columns() + usize::from(self.dummies.target)
    }

    /// Returns whether the source is the dummy.
    pub(crate) fn is_dummy_source(&self, source: usize) -> bool {
        source == self.cost.rows()
    }

    /// The length of the buffer for [`Self::row`].
    pub(crate) fn buffer_length(&self) -> usize {
        let extended = if self.dummies.are_none() { 0 } else { self.columns() };
        extended + self.cost.buffer_length()
    }

    /// The cost from `source` to `target`, before the ceiling is applied.
    pub(crate) fn at(&self, source: u32, target: u32) -> f64 {
        let is_dummy = [self.is_dummy_source(source as usize), target as usize == self.cost.columns()];
        match is_dummy {
            [false, false] => self.cost.at(source as usize, target as usize),
            [true, true] => self.dummies.pair_cost,
            _ => self.dummies.cost,
        }
    }

    /// The costs from `source`, before the ceiling is applied, for use outside of kernels.
    pub(crate) fn fetch_row<'a>(&'a self, source: u32, buffer: &'a mut [f64]) -> &'a [f64] {
        dispatch(FetchRow { costs: self, source: source as usize, buffer })
    }

    /// The costs from `source`, before the ceiling is applied.
    #[inline(always)]
    pub(crate) fn row<'a, A: Arithmetic>(&'a self, arithmetic: A, source: usize, buffer: &'a mut [f64]) -> &'a [f64] {
        if self.dummies.are_none() {
            return self.cost.row(arithmetic, source, buffer);
        }
        let (row, rest) = buffer.split_at_mut(self.columns());
        let (to_points, to_dummy) = row.split_at_mut(self.cost.columns());
        if self.is_dummy_source(source) {
            to_points.fill(self.dummies.cost);
            to_dummy.fill(self.dummies.pair_cost);
        } else {
            to_points.copy_from_slice(self.cost.row(arithmetic, source, rest));
            to_dummy.fill(self.dummies.cost);
        }
        row
    }
}

struct FetchRow<'a> {
    costs: &'a Costs,
    source: usize,
    buffer: &'a mut [f64],
}

impl<'a> Kernel for FetchRow<'a> {
    type Output = &'a [f64];

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> &'a [f64] {
        self.costs.row(arithmetic, self.source, self.buffer)
    }
}
