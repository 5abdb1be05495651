//! Nodes that overflow together with their derivatives.

use crate::graph::operation::{Operation, Property};
use crate::graph::{Graph, Id, IdSet, Node};

/// The nodes, given in ascending order, that depend on a function of exponential growth.
pub fn exponentials(graph: &Graph, nodes: &[Id]) -> IdSet {
    let mut found = IdSet::default();
    for &id in nodes {
        let Node { operation, operands, .. } = graph.node(id);
        let is_exponential = match operation {
            Operation::Unary(function) => function.is(Property::Grows),
            Operation::Binary(function) => function.is(Property::Grows),
            _ => false,
        };
        if is_exponential || operands.iter().any(|operand| found.contains(operand)) {
            found.insert(id);
        }
    }
    found
}
