//! How a graph is computed: steps over stored tensors, of which elementwise nodes are fused to regions.

pub mod access;
mod context;
mod effects;
mod levels;
mod region;
mod registers;
mod slots;
mod steps;
mod sweeps;

use crate::graph::operation::Operation;
use crate::graph::{Graph, Id};
use levels::Levels;
use superlinear_machine::plan::Plan;

/// A plan for `outputs`.
pub fn plan(graph: &Graph, outputs: &[Id]) -> Plan {
    let levels = Levels::new(graph, outputs);
    let slots = slots::assign(graph, &levels, outputs);
    steps::plan(graph, &levels, slots, outputs)
}

/// Whether a node is computed by steps: what is neither given nor a view.
fn is_computed(graph: &Graph, id: Id) -> bool {
    let node = graph.node(id);
    let is_given = matches!(node.operation, Operation::Input(_) | Operation::Data(_) | Operation::Constant(_));
    !(is_given || node.is_view())
}

/// Whether a node's steps are its own: what is computed, but not element by element.
fn is_heavy(graph: &Graph, id: Id) -> bool {
    is_computed(graph, id) && !graph.node(id).is_elementwise()
}
