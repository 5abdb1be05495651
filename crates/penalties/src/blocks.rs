//! Blocks of variables: the units of updates.

use std::borrow::Cow;

/// The blocks that partition the variables.
#[derive(Clone)]
pub struct Blocks {
    starts: Vec<u32>,
    members: Vec<u32>,
    /// Whether block `b` consists of variable `b` only, for each `b`.
    is_single: bool,
}

impl Blocks {
    /// Blocks of one variable each.
    pub fn single(variables: usize) -> Self {
        Self { starts: (0..=variables as u32).collect(), members: (0..variables as u32).collect(), is_single: true }
    }

    /// The blocks with the given members.
    pub fn new(blocks: &[Vec<u32>]) -> Self {
        let mut starts = vec![0];
        for block in blocks {
            starts.push(starts[starts.len() - 1] + block.len() as u32);
        }
        Self { starts, members: blocks.concat(), is_single: false }
    }

    /// The number of blocks.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The variables of block `b`.
    #[inline]
    pub fn members(&self, b: usize) -> &[u32] {
        &self.members[self.starts[b] as usize..self.starts[b + 1] as usize]
    }

    /// The variables of some blocks.
    pub fn members_of<'a>(&self, blocks: &'a [u32]) -> Cow<'a, [u32]> {
        match self.is_single {
            true => Cow::Borrowed(blocks),
            false => blocks.iter().flat_map(|&b| self.members(b as usize)).copied().collect(),
        }
    }
}
