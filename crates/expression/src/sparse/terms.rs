//! Splits a function into a weighted sum of elementwise terms, by linearity of its outermost operations.

use crate::derive::expanded;
use crate::graph::operation::{Assemble, Binary, Operation, Reshape, Sum, Unary};
use crate::graph::{Graph, Id};
use superlinear_interface::{Effort, Error};

/// The work of a term, in operations of about a nanosecond: a few nodes are made.
pub const OPERATIONS_OF_TERM: usize = 1000;

/// A term: elements, and their weights in the sum.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// The elements: an elementwise function, or affine in the variables.
    pub lanes: Id,
    /// The weights of the elements: a view of the outputs' weights.
    pub weights: Id,
    /// An additional factor, of the same shape or constant.
    pub factor: Id,
}

/// Maximum number of terms, unless the graph has more nodes: shared subexpressions may have exponentially many
/// combinations.
const MAX_TERMS: usize = 1 << 16;

/// The terms of `output`, weighted by a node of its shape, that depend on the variables. `is_active` marks the nodes
/// that do. `None` if there are too many terms.
pub fn terms(
    graph: &mut Graph,
    output: Id,
    weights: Id,
    is_active: &[bool],
    effort: &mut Effort<'_>,
) -> Result<Option<Vec<Term>>, Error> {
    let active = |id: Id| is_active[id.index()];
    let one = graph.constant(1.0);
    let mut waiting = vec![Term { lanes: output, weights, factor: one }];
    let mut found = Vec::new();
    let max_terms = is_active.len().max(MAX_TERMS);
    let mut seen = 0;
    while let Some(term) = waiting.pop() {
        seen += 1;
        if seen > 2 * max_terms {
            return Ok(None);
        }
        effort.spend(OPERATIONS_OF_TERM)?;
        if !active(term.lanes) {
            continue;
        }
        let node = graph.node(term.lanes).clone();
        let first = node.operands.first().copied();
        match (&node.operation, first) {
            (Operation::Reshape(Reshape), Some(a)) => {
                let own = graph.shape(a).to_vec();
                waiting.push(term.with(graph, a, |graph, id| graph.reshape(id, &own)));
            }
            (Operation::Assemble(Assemble { placements, .. }), _) => {
                for (&part, placement) in node.operands.iter().zip(placements).rev() {
                    waiting.push(term.with(graph, part, |graph, id| placement.taken_from(graph, id, part)));
                }
            }
            (Operation::Sum(Sum { axes }), Some(a)) => {
                let own = graph.shape(a).to_vec();
                waiting.push(term.with(graph, a, |graph, id| expanded(graph, id, axes, &own)));
            }
            (Operation::Unary(Unary::Negate), Some(a)) => {
                let factor = graph.negate(term.factor);
                waiting.push(Term { lanes: a, factor, ..term });
            }
            (Operation::Binary(function @ (Binary::Add | Binary::Subtract)), Some(a)) => {
                let b = node.operands[1];
                let factor = if *function == Binary::Add { term.factor } else { graph.negate(term.factor) };
                waiting.push(Term { lanes: b, factor, ..term });
                waiting.push(Term { lanes: a, ..term });
            }
            (Operation::Binary(Binary::Multiply), Some(a)) if active(a) != active(node.operands[1]) => {
                let b = node.operands[1];
                let (lanes, other) = if active(a) { (a, b) } else { (b, a) };
                let factor = graph.multiply(term.factor, other);
                waiting.push(Term { lanes, factor, ..term });
            }
            (Operation::Binary(Binary::Divide), Some(a)) if !active(node.operands[1]) => {
                let factor = graph.divide(term.factor, node.operands[1]);
                waiting.push(Term { lanes: a, factor, ..term });
            }
            _ => found.push(term),
        }
    }
    Ok(Some(found))
}

impl Term {
    /// The term of an operand whose adjoint is this view of the term's adjoint.
    fn with(self, graph: &mut Graph, lanes: Id, view: impl Fn(&mut Graph, Id) -> Id) -> Self {
        let weights = view(graph, self.weights);
        let is_constant = graph.uniform(self.factor).is_some();
        let factor = if is_constant { self.factor } else { view(graph, self.factor) };
        Self { lanes, weights, factor }
    }
}
