//! A working set: the blocks of variables to solve for while all others are fixed, and the penalty on them.

use std::ops::Range;
use superlinear_penalties::{Blocks, Interval, Penalty};

/// Some blocks, with their variables in one list. A `place` is an index into this list.
pub(super) struct WorkingSet {
    pub blocks: Vec<u32>,
    /// The index of the first variable of each block.
    pub starts: Vec<usize>,
    pub variables: Vec<u32>,
}

impl WorkingSet {
    pub fn new(partition: &Blocks, blocks: Vec<u32>) -> Self {
        let (mut starts, mut variables) = (vec![0], Vec::new());
        for &b in &blocks {
            variables.extend_from_slice(partition.members(b as usize));
            starts.push(variables.len());
        }
        Self { blocks, starts, variables }
    }

    /// The indices of the `k`-th block.
    #[inline]
    pub fn places(&self, k: usize) -> Range<usize> {
        self.starts[k]..self.starts[k + 1]
    }

    /// The coefficients of the set.
    pub fn gather(&self, w: &[f64]) -> Vec<f64> {
        self.variables.iter().map(|&variable| w[variable as usize]).collect()
    }

    /// Writes the coefficients of the set into the vector of all coefficients.
    pub fn scatter(&self, u: &[f64], w: &mut [f64]) {
        self.variables.iter().zip(u).for_each(|(&variable, &entry)| w[variable as usize] = entry);
    }
}

/// The penalty on the variables of a working set.
#[derive(Clone, Copy)]
pub(super) struct Restricted<'a> {
    pub penalty: Penalty<'a>,
    pub set: &'a WorkingSet,
}

impl Restricted<'_> {
    /// The allowed values of the variable at an index.
    #[inline]
    pub fn interval(&self, place: usize) -> Interval {
        self.penalty.interval(self.set.variables[place] as usize)
    }

    /// Whether the variable at an index is at a bound.
    #[inline]
    pub fn is_at_bound(&self, place: usize, u: &[f64]) -> bool {
        let Interval { lower, upper } = self.interval(place);
        u[place] <= lower || u[place] >= upper
    }

    /// The penalty of the `k`-th block for coefficients `u` of the set.
    pub fn block_value(&self, k: usize, u: &[f64]) -> f64 {
        self.penalty.block_value(self.set.blocks[k] as usize, &u[self.set.places(k)])
    }

    /// The penalty of all blocks for coefficients `u` of the set.
    pub fn value(&self, u: &[f64]) -> f64 {
        (0..self.set.blocks.len()).map(|k| self.block_value(k, u)).sum()
    }

    /// Whether any penalty of the set is a norm. Norms are curved, so no single Newton step leads to the minimum, and
    /// exact steps are not worth their time.
    pub fn is_curved(&self) -> bool {
        self.set.blocks.iter().any(|&b| self.penalty.of.has_norm(b as usize))
    }

    /// The blocks that are nonzero or have no kink at zero.
    pub fn active_blocks(&self, u: &[f64]) -> Vec<u32> {
        let is_active = |k: &u32| {
            let k = *k as usize;
            let b = self.set.blocks[k] as usize;
            let is_smooth = |place: usize| self.penalty.is_smooth(self.set.variables[place] as usize, b);
            self.set.places(k).any(|place| u[place] != 0.0 || is_smooth(place))
        };
        (0..self.set.blocks.len() as u32).filter(is_active).collect()
    }
}
