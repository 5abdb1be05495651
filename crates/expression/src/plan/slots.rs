//! Which slot each stored tensor takes: one that nobody reads any more, where there is one.

use super::levels::Levels;
use crate::graph::{Graph, Id};
use std::collections::BTreeMap;

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
    let mut stored: Vec<Id> = graph.ids().filter(|id| levels.last_read[id.index()].is_some()).collect();
    stored.sort_by_key(|id| levels.first_write[id.index()]);
    let mut slots = Slots { of: vec![None; graph.len()], lengths: Vec::new() };
    // Free slots by length, and those in use by the level of their last reader.
    let mut free: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut in_use: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for id in stored {
        let (first, last) = (levels.first_write[id.index()], levels.last_read[id.index()].unwrap_or(0));
        let still = in_use.split_off(&first);
        for slot in std::mem::replace(&mut in_use, still).into_values().flatten() {
            free.entry(slots.lengths[slot]).or_default().push(slot);
        }
        let length = graph.node(id).count();
        let slot = take(&mut free, length).unwrap_or_else(|| {
            slots.lengths.push(length);
            slots.lengths.len() - 1
        });
        slots.of[id.index()] = Some(slot);
        in_use.entry(last).or_default().push(slot);
    }
    slots
}

/// The shortest free slot that is long enough, but not twice as long.
fn take(free: &mut BTreeMap<usize, Vec<usize>>, length: usize) -> Option<usize> {
    let (&found, slots) = free.range_mut(length..=2 * length).next()?;
    let slot = slots.pop()?;
    if slots.is_empty() {
        free.remove(&found);
    }
    Some(slot)
}
