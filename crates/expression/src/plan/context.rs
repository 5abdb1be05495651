//! A graph with levels and slots, as input for the generation of steps.

use super::levels::{Levels, Storage, storage};
use crate::graph::operation::Operation;
use crate::graph::{Graph, Id};
use superlinear_machine::access::{Buffer, Place};

/// A graph whose nodes have levels and slots.
pub struct Context<'a> {
    pub graph: &'a Graph,
    pub levels: &'a Levels,
    pub slots: &'a [Option<usize>],
}

impl Context<'_> {
    /// The location of a contiguous tensor.
    pub fn place(&self, operand: Id) -> Place {
        match storage(self.graph, operand) {
            Storage::Whole { of, offset } => Place { offset, ..self.stored(of) },
            Storage::Copy(id) => self.stored(id),
        }
    }

    /// The location of a node that is given or has a slot.
    pub fn stored(&self, id: Id) -> Place {
        let buffer = match self.graph.node(id).operation {
            Operation::Input(number) => Buffer::Input(number),
            Operation::Data(number) => Buffer::Data(number),
            _ => Buffer::Slot(self.slot(id)),
        };
        Place { buffer, offset: 0 }
    }

    /// The slot of a node that has one.
    pub fn slot(&self, id: Id) -> usize {
        self.slots[id.index()].expect("what is read is stored")
    }

    /// Whether a node is computed in the regions of a level.
    pub fn is_computed_at(&self, id: Id, level: usize) -> bool {
        self.graph.node(id).is_elementwise()
            && self.graph.uniform(id).is_none()
            && self.levels.level[id.index()] == level
    }
}
