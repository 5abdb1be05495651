//! Compiles a graph to steps over stored tensors. Elementwise nodes are fused into regions.

pub mod access;
mod context;
mod effects;
mod levels;
mod region;
mod registers;
mod slots;
mod steps;
mod sweeps;

pub use access::View;
pub use context::Context;

use crate::graph::operation::Operation;
use crate::graph::{Graph, Id};
use levels::Levels;
use superlinear_machine::plan::Plan;

/// Compiles a plan for `outputs`.
pub fn plan(graph: &Graph, outputs: &[Id]) -> Plan {
    let levels = Levels::new(graph, outputs);
    let slots = slots::assign(graph, &levels, outputs);
    steps::plan(graph, &levels, slots, outputs)
}

/// Whether a node is computed by steps: neither given nor a view.
fn is_computed(graph: &Graph, id: Id) -> bool {
    let node = graph.node(id);
    let is_given = matches!(node.operation, Operation::Input(_) | Operation::Data(_) | Operation::Constant(_));
    !(is_given || node.is_view())
}

/// Whether a node has its own steps: computed, but not elementwise.
fn is_heavy(graph: &Graph, id: Id) -> bool {
    is_computed(graph, id) && !graph.node(id).is_elementwise()
}
