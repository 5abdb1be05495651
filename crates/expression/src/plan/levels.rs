//! Schedules nodes by level, and determines the stored ones.
//!
//! Steps of one level do not read results of the same level, so all elementwise nodes of a level with the same number
//! of elements form one pass. Reshapes preserve the order of elements and are skipped.

use super::access;
use super::{is_computed, is_heavy};
use crate::graph::operation::{Operation, Reshape, Sum};
use crate::graph::{Graph, Id};

/// The level of each computed node, and the live ranges of stored ones.
pub struct Levels {
    /// Marks the nodes that the outputs depend on.
    pub is_needed: Vec<bool>,
    /// The level of each elementwise node, heavy node and copied view.
    pub level: Vec<usize>,
    /// The level of the first write to a node's slot.
    pub first_write: Vec<usize>,
    /// The level of the last read of a stored node's slot; `None` for nodes not stored.
    pub last_read: Vec<Option<usize>>,
}

/// The level at which outputs are read.
const END: usize = usize::MAX;

/// The node below all reshapes, with the same elements in the same order.
pub fn stripped(graph: &Graph, mut id: Id) -> Id {
    while graph.node(id).operation == Operation::Reshape(Reshape) {
        id = graph.node(id).operands[0];
    }
    id
}

/// The node below all views.
pub fn base(graph: &Graph, mut id: Id) -> Id {
    while graph.node(id).is_view() {
        id = graph.node(id).operands[0];
    }
    id
}

/// Whether a sum is computed in the region of its operand.
pub fn is_fused_sum(graph: &Graph, id: Id) -> bool {
    let node = graph.node(id);
    let Operation::Sum(Sum { axes }) = &node.operation else { return false };
    axes.len() == graph.shape(node.operands[0]).len() && graph.node(stripped(graph, node.operands[0])).is_elementwise()
}

/// The storage read by a step that needs a contiguous tensor.
pub enum Storage {
    /// A given or stored tensor, from an offset on.
    Whole { of: Id, offset: usize },
    /// A copy of this view, or of a uniform tensor.
    Copy(Id),
}

/// The contiguous storage of an operand.
pub fn storage(graph: &Graph, operand: Id) -> Storage {
    let id = stripped(graph, operand);
    if graph.uniform(id).is_some() {
        return Storage::Copy(id);
    }
    if !graph.node(id).is_view() {
        return Storage::Whole { of: id, offset: 0 };
    }
    let (of, access) = access::of_view(graph, id);
    // A broadcast element is stored only once.
    let is_stretched = graph.node(of).count() < graph.node(id).count();
    match access.contiguous() {
        Some(offset) if !is_stretched => Storage::Whole { of, offset },
        _ => Storage::Copy(id),
    }
}

impl Levels {
    /// Computes the levels for `outputs`.
    pub fn new(graph: &Graph, outputs: &[Id]) -> Self {
        let nodes = graph.len();
        let is_needed = graph.needed_by(outputs);
        let mut levels =
            Self { is_needed, level: vec![0; nodes], first_write: vec![0; nodes], last_read: vec![None; nodes] };
        for id in graph.ids() {
            if !levels.is_needed[id.index()] {
                continue;
            }
            if graph.node(id).is_elementwise() {
                levels.place_elementwise(graph, id);
            } else if is_heavy(graph, id) {
                levels.place_heavy(graph, id);
            }
        }
        for &output in outputs {
            levels.read_whole(graph, output, END);
        }
        levels
    }

    /// The first level at which elements of a node can be loaded, or used within the same pass.
    pub fn of_lanes(&self, graph: &Graph, id: Id) -> usize {
        if graph.uniform(id).is_some() {
            return 0;
        }
        let id = stripped(graph, id);
        if graph.node(id).is_elementwise() {
            return self.level[id.index()];
        }
        let of = base(graph, id);
        if is_computed(graph, of) { self.level[of.index()] + 1 } else { 0 }
    }

    /// The first level at which a step can read an operand as a contiguous tensor.
    fn of_whole(&self, graph: &Graph, operand: Id) -> usize {
        match storage(graph, operand) {
            Storage::Whole { of, .. } if is_computed(graph, of) => self.level[of.index()] + 1,
            Storage::Whole { .. } => 0,
            Storage::Copy(id) => self.of_lanes(graph, id) + 1,
        }
    }

    fn place_elementwise(&mut self, graph: &Graph, id: Id) {
        let node = graph.node(id);
        let level = node.operands.iter().map(|&operand| self.of_lanes(graph, operand)).max().unwrap_or(0);
        self.level[id.index()] = level;
        for &operand in &node.operands {
            self.read_lanes(graph, operand, level);
        }
    }

    fn place_heavy(&mut self, graph: &Graph, id: Id) {
        let operands = graph.node(id).operands.clone();
        let is_assembled = matches!(graph.node(id).operation, Operation::Assemble(_));
        if is_assembled || is_fused_sum(graph, id) {
            let levels: Vec<_> = operands.iter().map(|&operand| self.of_lanes(graph, operand)).collect();
            for (&operand, &level) in operands.iter().zip(&levels) {
                self.read_lanes(graph, operand, level);
            }
            let (first, last) = (levels.iter().min(), levels.iter().max());
            self.level[id.index()] = last.copied().unwrap_or(0);
            self.write(id, first.copied().unwrap_or(0));
            return;
        }
        let level = operands.iter().map(|&operand| self.of_whole(graph, operand)).max().unwrap_or(0);
        self.level[id.index()] = level;
        self.write(id, level);
        for &operand in &operands {
            self.read_whole(graph, operand, level);
        }
    }

    /// Records that a step of this level loads elements of a node, unless its own pass computes them.
    fn read_lanes(&mut self, graph: &Graph, id: Id, level: usize) {
        if graph.uniform(id).is_some() {
            return;
        }
        let lanes = stripped(graph, id);
        if graph.node(lanes).is_elementwise() {
            if self.level[lanes.index()] < level {
                self.read(lanes, self.level[lanes.index()], level);
            }
            return;
        }
        let of = base(graph, lanes);
        if is_computed(graph, of) {
            self.read(of, self.level[of.index()], level);
        }
    }

    fn read_whole(&mut self, graph: &Graph, operand: Id, level: usize) {
        match storage(graph, operand) {
            Storage::Whole { of, .. } if is_computed(graph, of) => {
                self.read(of, self.level[of.index()], level);
            }
            Storage::Whole { .. } => {}
            Storage::Copy(id) => {
                let written = self.of_lanes(graph, id);
                self.level[id.index()] = written;
                self.read_lanes(graph, id, written);
                self.read(id, written, level);
            }
        }
    }

    fn write(&mut self, id: Id, level: usize) {
        self.first_write[id.index()] = level;
        self.last_read[id.index()].get_or_insert(level);
    }

    fn read(&mut self, id: Id, written: usize, level: usize) {
        let last = &mut self.last_read[id.index()];
        if last.is_none() {
            self.first_write[id.index()] = written;
        }
        *last = Some(last.map_or(level, |last| last.max(level)));
    }
}
