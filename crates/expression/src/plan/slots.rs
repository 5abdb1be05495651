//! Which slot each stored tensor takes: one that nobody reads any more, where there is one.

use super::levels::Levels;
use crate::graph::{Graph, Id};

/// The slots of a plan.
pub struct Slots {
    /// By node.
    pub of: Vec<Option<usize>>,
    /// How long each slot is.
    pub lengths: Vec<usize>,
}

/// Gives every stored node a slot from its first step to its last reader.
pub fn assign(graph: &Graph, levels: &Levels, outputs: &[Id]) -> Slots {
    debug_assert!(outputs.iter().all(|id| levels.is_needed[id.index()]));
    let stored = graph.ids().filter(|id| levels.last_read[id.index()].is_some());
    let mut by_level: Vec<Vec<Id>> = Vec::new();
    for id in stored {
        let first = levels.first_write[id.index()];
        by_level.resize_with(by_level.len().max(first + 1), Vec::new);
        by_level[first].push(id);
    }
    let mut slots = Slots { of: vec![None; graph.len()], lengths: Vec::new() };
    let mut free = Free::of(graph, &by_level);
    // Slots in use, by the level of their last reader; those of outputs are in use for ever.
    let mut in_use: Vec<Vec<usize>> = vec![Vec::new(); by_level.len()];
    for (first, ids) in by_level.into_iter().enumerate() {
        for id in ids {
            let length = graph.node(id).count();
            let slot = free.take(length).unwrap_or_else(|| {
                slots.lengths.push(length);
                slots.lengths.len() - 1
            });
            slots.of[id.index()] = Some(slot);
            let last = levels.last_read[id.index()].unwrap_or(0).max(first);
            if let Some(ending) = in_use.get_mut(last) {
                ending.push(slot);
            }
        }
        for slot in std::mem::take(&mut in_use[first]) {
            free.put(slots.lengths[slot], slot);
        }
    }
    slots
}

/// Slots that nobody reads any more, by their lengths.
struct Free {
    /// Ascending.
    lengths: Vec<usize>,
    slots: Vec<Vec<usize>>,
}

/// Lengths that are tried before there is a new slot: a bound on the time that a search takes.
const LENGTHS_TRIED: usize = 64;

impl Free {
    fn of(graph: &Graph, stored: &[Vec<Id>]) -> Self {
        let mut lengths: Vec<_> = stored.iter().flatten().map(|&id| graph.node(id).count()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        Self { slots: vec![Vec::new(); lengths.len()], lengths }
    }

    fn put(&mut self, length: usize, slot: usize) {
        let place = self.lengths.partition_point(|&other| other < length);
        self.slots[place].push(slot);
    }

    /// The shortest slot that is long enough, but not more than twice as long.
    fn take(&mut self, length: usize) -> Option<usize> {
        let start = self.lengths.partition_point(|&other| other < length);
        let lengths = self.lengths[start..].iter().take_while(|&&other| other <= 2 * length).take(LENGTHS_TRIED);
        let found = (start..).zip(lengths).find(|&(place, _)| !self.slots[place].is_empty())?;
        self.slots[found.0].pop()
    }
}
