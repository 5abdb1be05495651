//! Vectorizes a graph: nodes that depend on mapped nodes get a leading axis for points.

use crate::graph::{Graph, Id, IdMap, Node};

/// The outputs at `count` points. Each mapped node is replaced by a node with one row per point; outputs that do not
/// depend on them are repeated. `None` if an operation cannot be vectorized.
pub fn vectorize(graph: &mut Graph, outputs: &[Id], mapped: &[(Id, Id)], count: usize) -> Option<Vec<Id>> {
    let sources: Vec<_> = mapped.iter().map(|&(id, _)| id).collect();
    let (is_mapped, is_needed) = (graph.dependent_on(&sources), graph.needed_by(outputs));
    let mut vectorizer = Vectorizer { graph, count, of: mapped.iter().copied().collect() };
    for id in vectorizer.graph.ids() {
        if is_mapped[id.index()] && is_needed[id.index()] && !vectorizer.of.contains_key(&id) {
            let node = vectorizer.graph.node(id).clone();
            let several = node.operation.primitive()?.batched(&mut vectorizer, &node)?;
            vectorizer.of.insert(id, several);
        }
    }
    Some(outputs.iter().map(|&id| vectorizer.repeated(id)).collect())
}

/// The vectorization of a graph.
pub struct Vectorizer<'a> {
    pub graph: &'a mut Graph,
    /// The number of points.
    pub count: usize,
    /// The replacements of mapped nodes.
    of: IdMap<Id>,
}

impl Vectorizer<'_> {
    /// The node at all points, stacked.
    pub fn repeated(&mut self, id: Id) -> Id {
        if let Some(&several) = self.of.get(&id) {
            return several;
        }
        let shape = [&[self.count], self.graph.shape(id)].concat();
        self.graph.broadcast(id, &shape)
    }

    /// The operand of an elementwise node; a constant stays a scalar.
    pub fn lanes(&mut self, id: Id) -> Id {
        if self.graph.uniform(id).is_some() && self.graph.shape(id).is_empty() { id } else { self.repeated(id) }
    }

    /// The shape of a node at all points.
    pub fn stacked(&self, node: &Node) -> Vec<usize> {
        [&[self.count], node.shape.as_slice()].concat()
    }

    /// The replacement of a node that depends on mapped nodes.
    pub fn mapped(&self, id: Id) -> Option<Id> {
        self.of.get(&id).copied()
    }

    /// Whether a node depends on mapped nodes.
    pub fn is_mapped(&self, id: Id) -> bool {
        self.of.contains_key(&id)
    }

    /// The node at all points, with points and batch merged into one axis.
    pub fn merged_with_batch(&mut self, id: Id) -> Id {
        let several = self.repeated(id);
        let shape = self.graph.shape(several).to_vec();
        let flat = [&[shape[0] * shape[1]], &shape[2..]].concat();
        self.graph.reshape(several, &flat)
    }
}
