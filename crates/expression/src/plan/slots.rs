//! Which slot each stored tensor takes: one that nobody reads any more, where there is one.

use super::levels::Levels;
use crate::graph::{Graph, Id};
use std::collections::BTreeSet;

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
    // Free slots with their lengths, and those in use with the levels of their last readers.
    let (mut free, mut in_use) = (Ranked::new(), Ranked::new());
    for (first, ids) in by_level.into_iter().enumerate() {
        while let Some((_, slot)) = in_use.first().copied().filter(|&(last, _)| last < first) {
            in_use.pop_first();
            free.insert((slots.lengths[slot], slot));
        }
        for id in ids {
            let length = graph.node(id).count();
            let slot = take(&mut free, length).unwrap_or_else(|| {
                slots.lengths.push(length);
                slots.lengths.len() - 1
            });
            slots.of[id.index()] = Some(slot);
            in_use.insert((levels.last_read[id.index()].unwrap_or(0), slot));
        }
    }
    slots
}

/// Slots in the order of a number.
type Ranked = BTreeSet<(usize, usize)>;

/// The shortest free slot that is long enough, but not twice as long.
fn take(free: &mut Ranked, length: usize) -> Option<usize> {
    let &found = free.range((length, 0)..=(2 * length, usize::MAX)).next()?;
    free.remove(&found);
    Some(found.1)
}
