//! Slot allocation for stored tensors: slots are reused after the last read of their tensor.

use super::levels::Levels;
use crate::graph::{Graph, Id};

/// The slots of a plan.
pub struct Slots {
    /// The slot of each node.
    pub of: Vec<Option<usize>>,
    /// The length of each slot.
    pub lengths: Vec<usize>,
}

/// Assigns every stored node a slot for its live range.
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
    // Slots in use, by the level of their last read; those of outputs are never released.
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

/// Free slots by length.
struct Free {
    /// Ascending.
    lengths: Vec<usize>,
    slots: Vec<Vec<usize>>,
}

/// Limit on the lengths tried before a new slot is created, to bound the search time.
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

    /// The shortest free slot of sufficient length, but at most twice as long.
    fn take(&mut self, length: usize) -> Option<usize> {
        let start = self.lengths.partition_point(|&other| other < length);
        let lengths = self.lengths[start..].iter().take_while(|&&other| other <= 2 * length).take(LENGTHS_TRIED);
        let found = (start..).zip(lengths).find(|&(place, _)| !self.slots[place].is_empty())?;
        self.slots[found.0].pop()
    }
}
