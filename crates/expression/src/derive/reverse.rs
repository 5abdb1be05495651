//! Reverse-mode differentiation: one backward sweep computes the adjoints of many nodes.
//!
//! A zero adjoint is absent, and a scalar constant may stand for a tensor of equal elements. After a select, an adjoint
//! is masked: it is zero in the elements of the other branch, and local derivatives there may be infinite or NaN.
//! Masked adjoints are therefore multiplied by [`Binary::StrongMultiply`]: zero times anything is zero.

use super::overflow;
use crate::graph::operation::{Binary, Comparison, Placement};
use crate::graph::{Graph, Id, IdMap, IdSet, Node, shape};

/// The derivative of the outputs, weighted by their given adjoints, with respect to one node.
#[derive(Clone, Copy, Debug)]
pub struct Adjoint {
    pub id: Id,
    /// Set once the adjoint went through a select: its zeros must stay zeros.
    pub is_masked: bool,
}

impl Adjoint {
    /// Another adjoint computed from this one.
    pub fn with(self, id: Id) -> Self {
        Self { id, ..self }
    }
}

/// A backward sweep in progress.
pub struct Sweep<'a> {
    pub graph: &'a mut Graph,
    /// The terms of each node's adjoint, with their placement in it. Nodes independent of all sources have no entry.
    parts: IdMap<Vec<(Adjoint, Placement)>>,
    /// The nodes that depend on an exponential.
    exponentials: IdSet,
}

/// Computes an operand's adjoint of a shape from that of a node.
type Transposed<'a> = &'a dyn Fn(&mut Graph, Id, &[usize]) -> Id;

/// Returns the adjoints of `sources`, given each output with its adjoint. An adjoint has its source's shape; `None` is
/// zero.
///
/// The sweep stops at every source. If one source depends on another, the path between them is left out: the result is
/// the partial derivative with respect to each source, with all other sources held fixed.
pub fn adjoints(graph: &mut Graph, outputs: &[(Id, Id)], sources: &[Id]) -> Vec<Option<Id>> {
    let is_source: IdSet = sources.iter().copied().collect();
    let nodes = graph.reached(outputs.iter().map(|&(id, _)| id), |id| is_source.contains(&id));
    let mut parts = IdMap::default();
    for &id in &nodes {
        let depends =
            is_source.contains(&id) || graph.node(id).operands.iter().any(|operand| parts.contains_key(operand));
        if depends {
            parts.insert(id, Vec::new());
        }
    }
    let exponentials = overflow::exponentials(graph, &nodes);
    let mut sweep = Sweep { graph, parts, exponentials };
    for &(output, id) in outputs {
        sweep.add(output, Adjoint { id, is_masked: false });
    }
    let mut found = IdMap::default();
    for &id in nodes.iter().rev() {
        let Some(parts) = sweep.parts.get_mut(&id).map(std::mem::take) else { continue };
        let Some(adjoint) = sweep.total(parts, id) else { continue };
        if is_source.contains(&id) {
            found.insert(id, adjoint.id);
        } else {
            let node = sweep.graph.node(id).clone();
            if let Some(rules) = node.operation.primitive() {
                rules.pass(&mut sweep, &node, id, adjoint);
            }
        }
    }
    sources.iter().map(|id| found.get(id).map(|&adjoint| graph.shaped_as(adjoint, *id))).collect()
}

impl Sweep<'_> {
    /// Whether a node depends on a source.
    pub fn depends(&self, id: Id) -> bool {
        self.parts.contains_key(&id)
    }

    /// Whether a node depends on an exponential, whose derivative overflows with it.
    pub fn overflows(&self, id: Id) -> bool {
        self.exponentials.contains(&id)
    }

    /// Adds a term to the adjoint of a node.
    pub fn add(&mut self, to: Id, adjoint: Adjoint) {
        self.place(to, adjoint, Placement::Whole);
    }

    /// Adds a term to a part of the adjoint of a node.
    pub fn place(&mut self, to: Id, adjoint: Adjoint, placement: Placement) {
        if self.graph.uniform(adjoint.id) != Some(0.0)
            && let Some(parts) = self.parts.get_mut(&to)
        {
            parts.push((adjoint, placement));
        }
    }

    /// Sums the terms of the adjoint of node `of`.
    fn total(&mut self, parts: Vec<(Adjoint, Placement)>, of: Id) -> Option<Adjoint> {
        let is_masked = parts.iter().any(|(part, _)| part.is_masked);
        let is_placed = parts.iter().any(|(_, placement)| *placement != Placement::Whole);
        let shape = self.graph.shape(of).to_vec();
        let id = if is_placed {
            let shaped = |(part, placement): (Adjoint, Placement)| match placement {
                Placement::Whole => (self.graph.shaped(part.id, &shape), placement),
                _ => (part.id, placement),
            };
            let parts = parts.into_iter().map(shaped).collect();
            self.graph.assemble(parts, &shape, false)
        } else {
            let ids = parts.into_iter().map(|(part, _)| part.id);
            ids.reduce(|sum, id| self.graph.add(sum, id))?
        };
        Some(Adjoint { id, is_masked })
    }

    /// The adjoint of a node in its shape.
    pub fn shaped(&mut self, node: &Node, adjoint: Adjoint) -> Adjoint {
        adjoint.with(self.graph.shaped(adjoint.id, &node.shape))
    }

    /// Propagates a product of an adjoint and a derivative.
    pub fn pass_product(&mut self, to: Id, adjoint: Adjoint, slope: Id) {
        self.pass_masked_product(to, adjoint, slope, false);
    }

    /// Propagates a product. If `is_masked`, its zeros stay zeros from here on.
    pub fn pass_masked_product(&mut self, to: Id, adjoint: Adjoint, slope: Id, is_masked: bool) {
        if self.depends(to) {
            let product = self.product(adjoint, slope);
            self.add(to, Adjoint { is_masked: product.is_masked || is_masked, ..product });
        }
    }

    /// The product of an adjoint and a derivative.
    pub fn product(&mut self, adjoint: Adjoint, slope: Id) -> Adjoint {
        let product = if adjoint.is_masked { Binary::StrongMultiply } else { Binary::Multiply };
        adjoint.with(self.graph.binary(product, adjoint.id, slope))
    }

    /// Propagates an adjoint to `p` if the comparison of `a` and `b` holds, else to `q`.
    pub fn pass_choice(&mut self, comparison: Comparison, [a, b]: [Id; 2], [p, q]: [Id; 2], adjoint: Adjoint) {
        let nothing = self.graph.constant(0.0);
        let taken = self.graph.select(comparison, [a, b, adjoint.id, nothing]);
        let not_taken = self.graph.select(comparison, [a, b, nothing, adjoint.id]);
        self.add(p, Adjoint { id: taken, is_masked: true });
        self.add(q, Adjoint { id: not_taken, is_masked: true });
    }

    /// Propagates through a bilinear operation: one transposed operation for each operand that depends on a source.
    pub fn pass_bilinear(&mut self, node: &Node, adjoint: Adjoint, transposed: [Transposed; 2]) {
        let adjoint = self.shaped(node, adjoint);
        for (&to, transposed) in node.operands.iter().zip(transposed) {
            if self.depends(to) {
                let shape = self.graph.shape(to).to_vec();
                let id = transposed(self.graph, adjoint.id, &shape);
                self.add(to, adjoint.with(id));
            }
        }
    }
}

/// Like [`adjoints`], with tensors of zeros in place of `None`.
pub fn gradients(graph: &mut Graph, outputs: &[(Id, Id)], sources: &[Id]) -> Vec<Id> {
    let adjoints = adjoints(graph, outputs, sources);
    adjoints.into_iter().zip(sources).map(|(adjoint, &of)| or_zeros(graph, adjoint, of)).collect()
}

/// Broadcasts a tensor reduced along `axes` back to the shape `whole`. A scalar constant needs no broadcast.
pub fn expanded(graph: &mut Graph, reduced: Id, axes: &[usize], whole: &[usize]) -> Id {
    if graph.uniform(reduced).is_some() {
        return reduced;
    }
    let kept = graph.reshape(reduced, &shape::flattened_along(whole, axes));
    graph.broadcast(kept, whole)
}

/// Sums `whole` over the axes along which a tensor of shape `own` was broadcast to it: the transpose of a broadcast.
pub fn unbroadcast(graph: &mut Graph, whole: Id, own: &[usize]) -> Id {
    let shape = graph.shape(whole).to_vec();
    let ahead = shape.len() - own.len();
    let is_stretched = |axis: usize| axis < ahead || own[axis - ahead] != shape[axis];
    let axes: Vec<_> = (0..shape.len()).filter(|&axis| is_stretched(axis)).collect();
    let sum = graph.sum(whole, &axes);
    graph.reshape(sum, own)
}

fn or_zeros(graph: &mut Graph, adjoint: Option<Id>, of: Id) -> Id {
    let shape = graph.shape(of).to_vec();
    adjoint.unwrap_or_else(|| graph.full(0.0, &shape))
}
