//! Forward-mode differentiation: the tangents of nodes along a direction. A zero tangent is absent.

use super::overflow;
use crate::graph::operation::Comparison;
use crate::graph::{Graph, Id, IdMap, IdSet, Node};

/// A forward sweep in progress.
pub struct Forward<'a> {
    pub graph: &'a mut Graph,
    /// The nodes that depend on an exponential.
    exponentials: IdSet,
}

/// Returns the tangents of `outputs`, each with its output's shape, given those of other nodes by `seeds`. Operands of
/// seeds are held fixed.
pub fn tangents(graph: &mut Graph, outputs: &[Id], seeds: &[(Id, Id)]) -> Vec<Option<Id>> {
    tangents_beside(graph, outputs, seeds, &[])
}

/// [`tangents`] with the nodes in `fixed` held fixed.
pub fn tangents_beside(graph: &mut Graph, outputs: &[Id], seeds: &[(Id, Id)], fixed: &[Id]) -> Vec<Option<Id>> {
    let bounds: IdSet = seeds.iter().map(|&(id, _)| id).chain(fixed.iter().copied()).collect();
    let mut tangents: IdMap<Id> = seeds.iter().copied().collect();
    let nodes = graph.reached(outputs.iter().copied(), |id| bounds.contains(&id));
    let exponentials = overflow::exponentials(graph, &nodes);
    let mut forward = Forward { graph, exponentials };
    for id in nodes {
        let operands = &forward.graph.node(id).operands;
        if bounds.contains(&id) || !operands.iter().any(|operand| tangents.contains_key(operand)) {
            continue;
        }
        let of_operands: Vec<_> = operands.iter().map(|operand| tangents.get(operand).copied()).collect();
        let node = forward.graph.node(id).clone();
        let tangent = node.operation.primitive().and_then(|rules| rules.tangent(&mut forward, &node, id, &of_operands));
        if let Some(tangent) = tangent.filter(|&tangent| forward.graph.uniform(tangent) != Some(0.0)) {
            tangents.insert(id, tangent);
        }
    }
    outputs.iter().map(|id| tangents.get(id).map(|&tangent| forward.graph.shaped_as(tangent, *id))).collect()
}

/// Applies the operation of a node to other operands.
type Apply<'a> = &'a dyn Fn(&mut Graph, &[Id]) -> Id;

impl Forward<'_> {
    /// Whether a node depends on an exponential, whose derivative overflows with it.
    pub fn overflows(&self, id: Id) -> bool {
        self.exponentials.contains(&id)
    }

    /// The tangent of an operation linear in each of the operands with the given tangents, the first ones of its node.
    pub fn linear(&mut self, node: &Node, tangents: &[Option<Id>], apply: Apply) -> Option<Id> {
        let mut terms = Vec::with_capacity(tangents.len());
        for (k, &tangent) in tangents.iter().enumerate() {
            if let Some(tangent) = tangent {
                let mut operands = node.operands.clone();
                operands[k] = self.graph.shaped_as(tangent, operands[k]);
                terms.push(apply(self.graph, &operands));
            }
        }
        terms.into_iter().reduce(|sum, term| self.graph.add(sum, term))
    }

    /// The sum of two tangents.
    pub fn sum(&mut self, a: Option<Id>, b: Option<Id>) -> Option<Id> {
        match (a, b) {
            (Some(a), Some(b)) => Some(self.graph.add(a, b)),
            (one, other) => one.or(other),
        }
    }

    /// The first tangent if the comparison of `a` and `b` holds, else the second one.
    pub fn choice(&mut self, by: Comparison, [a, b]: [Id; 2], tangents: [Option<Id>; 2]) -> Option<Id> {
        if tangents == [None, None] {
            return None;
        }
        let nothing = self.graph.constant(0.0);
        let [p, q] = tangents.map(|tangent| tangent.unwrap_or(nothing));
        Some(self.graph.select(by, [a, b, p, q]))
    }
}
