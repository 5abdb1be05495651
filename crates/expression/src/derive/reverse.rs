//! Reverse-mode differentiation: one backward sweep computes the adjoints of many nodes.
//!
//! A zero adjoint is absent, and a scalar constant may stand for a tensor of equal elements. After a select, an adjoint
//! is masked: it is zero in the elements of the other branch, and local derivatives there may be infinite or NaN.
//! Masked adjoints are therefore multiplied by [`Binary::StrongMultiply`]: zero times anything is zero.

use super::{overflow, symbol};
use crate::graph::operation::{Binary, Comparison, Operation, Partials, Placement, Property, Unary};
use crate::graph::{Graph, Id, IdMap, IdSet, Node, shape};

/// The derivative of the outputs, weighted by their given adjoints, with respect to one node.
#[derive(Clone, Copy, Debug)]
struct Adjoint {
    id: Id,
    /// Set once the adjoint went through a select: its zeros must stay zeros.
    is_masked: bool,
}

/// A backward sweep in progress.
struct Sweep<'a> {
    graph: &'a mut Graph,
    /// The terms of each node's adjoint, with their placement in it. Nodes independent of all sources have no entry.
    parts: IdMap<Vec<(Adjoint, Placement)>>,
    /// The nodes that depend on an exponential.
    exponentials: IdSet,
}

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
            sweep.pass(id, adjoint);
        }
    }
    sources.iter().map(|id| found.get(id).map(|&adjoint| graph.shaped_as(adjoint, *id))).collect()
}

impl Sweep<'_> {
    fn add(&mut self, to: Id, adjoint: Adjoint) {
        self.place(to, adjoint, Placement::Whole);
    }

    fn place(&mut self, to: Id, adjoint: Adjoint, placement: Placement) {
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

    /// Applies the chain rule to one node: adds a term to the adjoint of each operand.
    fn pass(&mut self, id: Id, adjoint: Adjoint) {
        let node = self.graph.node(id).clone();
        match &node.operation {
            Operation::Input(_) | Operation::Constant(_) | Operation::Data(_) => {}
            Operation::Unary(function) => self.pass_unary(*function, &node, id, adjoint),
            Operation::Binary(function) => self.pass_binary(*function, &node, id, adjoint),
            &Operation::Select(comparison) => {
                let &[a, b, p, q] = node.operands.as_slice() else { unreachable!("a choice has four operands") };
                self.pass_choice(comparison, [a, b], [p, q], adjoint);
            }
            Operation::LogSumExp(axes) => {
                let x = node.operands[0];
                let whole = self.graph.shape(x).to_vec();
                let softmax = self.graph.softmax(x, axes);
                let of_each = expanded(self.graph, adjoint.id, axes, &whole);
                self.pass_product(x, Adjoint { id: of_each, ..adjoint }, softmax);
            }
            Operation::Softmax(axes) => {
                let product = self.product(adjoint, id);
                let sum = self.graph.sum(product.id, axes);
                let sum = expanded(self.graph, sum, axes, &node.shape);
                let common = self.product(Adjoint { id: sum, ..adjoint }, id);
                let id = self.graph.subtract(product.id, common.id);
                self.add(node.operands[0], Adjoint { id, ..adjoint });
            }
            _ => self.pass_linear(&node, adjoint),
        }
    }

    fn pass_unary(&mut self, function: Unary, node: &Node, id: Id, adjoint: Adjoint) {
        let x = node.operands[0];
        let slope = symbol::of_unary(self.graph, function, x, id);
        let is_masked = function.is(Property::Saturates) && self.exponentials.contains(&x);
        self.pass_masked_product(x, adjoint, slope, is_masked);
    }

    fn pass_binary(&mut self, function: Binary, node: &Node, id: Id, adjoint: Adjoint) {
        let [a, b] = [node.operands[0], node.operands[1]];
        if function == Binary::StrongMultiply {
            self.pass_product(a, Adjoint { is_masked: true, ..adjoint }, b);
            let weighted = self.graph.binary(Binary::StrongMultiply, a, adjoint.id);
            return self.add(b, Adjoint { id: weighted, is_masked: true });
        }
        match symbol::of_binary(self.graph, function, [a, b], id) {
            Partials::FirstIf(comparison, by) => self.pass_choice(comparison, by, [a, b], adjoint),
            Partials::Slopes(slopes) => {
                self.pass_product(a, adjoint, slopes[0]);
                let saturates = function.is(Property::Saturates) && self.exponentials.contains(&b);
                self.pass_product(b, Adjoint { is_masked: adjoint.is_masked || saturates, ..adjoint }, slopes[1]);
            }
        }
    }

    fn pass_product(&mut self, to: Id, adjoint: Adjoint, slope: Id) {
        self.pass_masked_product(to, adjoint, slope, false);
    }

    /// Propagates a product. If `is_masked`, its zeros stay zeros from here on.
    fn pass_masked_product(&mut self, to: Id, adjoint: Adjoint, slope: Id, is_masked: bool) {
        if self.parts.contains_key(&to) {
            let product = self.product(adjoint, slope);
            self.add(to, Adjoint { is_masked: product.is_masked || is_masked, ..product });
        }
    }

    fn product(&mut self, adjoint: Adjoint, slope: Id) -> Adjoint {
        let product = if adjoint.is_masked { Binary::StrongMultiply } else { Binary::Multiply };
        Adjoint { id: self.graph.binary(product, adjoint.id, slope), ..adjoint }
    }

    fn pass_choice(&mut self, comparison: Comparison, [a, b]: [Id; 2], [p, q]: [Id; 2], adjoint: Adjoint) {
        let nothing = self.graph.constant(0.0);
        let taken = self.graph.select(comparison, [a, b, adjoint.id, nothing]);
        let not_taken = self.graph.select(comparison, [a, b, nothing, adjoint.id]);
        self.add(p, Adjoint { id: taken, is_masked: true });
        self.add(q, Adjoint { id: not_taken, is_masked: true });
    }

    /// Handles operations linear in each operand: the transposed operation maps the adjoint.
    fn pass_linear(&mut self, node: &Node, adjoint: Adjoint) {
        let graph = &mut *self.graph;
        let first = node.operands[0];
        let own = graph.shape(first).to_vec();
        let shaped = graph.shaped(adjoint.id, &node.shape);
        let with = |id| Adjoint { id, ..adjoint };
        match &node.operation {
            Operation::Slice { starts, steps } => {
                let placement = Placement::Slice { starts: starts.clone(), steps: steps.clone() };
                self.place(first, with(shaped), placement);
            }
            &Operation::Gather { table, axis } => self.place(first, with(shaped), Placement::Table { table, axis }),
            Operation::Reshape => {
                let id = graph.reshape(shaped, &own);
                self.add(first, with(id));
            }
            Operation::Broadcast => {
                let id = unbroadcast(graph, shaped, &own);
                self.add(first, with(id));
            }
            Operation::Permute(axes) => {
                let mut inverse = vec![0; axes.len()];
                axes.iter().enumerate().for_each(|(k, &axis)| inverse[axis] = k);
                let id = graph.permute(shaped, &inverse);
                self.add(first, with(id));
            }
            Operation::Assemble { placements, .. } => {
                for (&part, placement) in node.operands.iter().zip(placements) {
                    let id = taken_from(self.graph, shaped, placement, part);
                    self.add(part, with(id));
                }
            }
            &Operation::Take { batched } => {
                let id = graph.take_adjoint(shaped, node.operands[1], &own, batched);
                self.add(first, with(id));
            }
            &Operation::TakeAdjoint { batched } => {
                let id = graph.take(shaped, node.operands[1], batched);
                self.add(first, with(id));
            }
            Operation::Sum(axes) => {
                let id = expanded(graph, adjoint.id, axes, &own);
                self.add(first, with(id));
            }
            &Operation::SparseMatmul { matrix, transposed } => {
                let id = graph.sparse_matmul(matrix, shaped, !transposed);
                self.add(first, with(id));
            }
            _ => self.pass_bilinear(node, with(shaped)),
        }
    }

    fn pass_bilinear(&mut self, node: &Node, adjoint: Adjoint) {
        let [a, b] = [node.operands[0], node.operands[1]];
        let [of_a, of_b] = [a, b].map(|id| self.graph.shape(id).to_vec());
        let c = adjoint.id;
        // Operands independent of all sources need no product.
        for (to, is_first) in [(a, true), (b, false)] {
            if !self.parts.contains_key(&to) {
                continue;
            }
            let graph = &mut *self.graph;
            let id = match (&node.operation, is_first) {
                (&Operation::Matmul { transposed: [of_first, of_second] }, true) => {
                    let product = if of_first {
                        graph.matmul([b, c], [of_second, true])
                    } else {
                        graph.matmul([c, b], [false, !of_second])
                    };
                    unbroadcast(graph, product, &of_a)
                }
                (&Operation::Matmul { transposed: [of_first, of_second] }, false) => {
                    let product = if of_second {
                        graph.matmul([c, a], [true, of_first])
                    } else {
                        graph.matmul([a, c], [!of_first, false])
                    };
                    unbroadcast(graph, product, &of_b)
                }
                (Operation::Convolution(window), true) => graph.convolution_input(c, b, window, &of_a),
                (Operation::Convolution(window), false) => graph.convolution_kernel(a, c, window, &of_b),
                (Operation::ConvolutionInput(window), true) => graph.convolution(c, b, window),
                (Operation::ConvolutionInput(window), false) => graph.convolution_kernel(c, a, window, &of_b),
                (Operation::ConvolutionKernel(window), true) => graph.convolution_input(b, c, window, &of_a),
                (Operation::ConvolutionKernel(window), false) => graph.convolution(a, c, window),
                _ => unreachable!("all others have a rule of their own"),
            };
            self.add(to, Adjoint { id, ..adjoint });
        }
    }
}

/// Like [`adjoints`], with tensors of zeros in place of `None`.
pub fn gradients(graph: &mut Graph, outputs: &[(Id, Id)], sources: &[Id]) -> Vec<Id> {
    let adjoints = adjoints(graph, outputs, sources);
    adjoints.into_iter().zip(sources).map(|(adjoint, &of)| or_zeros(graph, adjoint, of)).collect()
}

/// Extracts the elements of `whole` at the placement of the operand `part`: the transpose of [`Operation::Assemble`].
pub fn taken_from(graph: &mut Graph, whole: Id, placement: &Placement, part: Id) -> Id {
    match placement {
        Placement::Whole => whole,
        Placement::Slice { starts, steps } => {
            let counts = graph.shape(part).to_vec();
            graph.slice(whole, starts, &counts, steps)
        }
        &Placement::Table { table, axis } => graph.gather(whole, table, axis),
    }
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
