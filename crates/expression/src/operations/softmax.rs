//! Softmaxes along axes.

use super::{Operands, Primitive, Wire, along, permute};
use crate::derive::{Adjoint, Forward, Sweep, expanded};
use crate::graph::operation::{Operation, Softmax};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Along, Step};

pub const WIRE: &[Wire] = &[Wire {
    name: "softmax",
    operands: Operands::Count(1),
    lower: |lowering, arguments| {
        let (a, axes) = along::lower_not_empty(lowering, arguments)?;
        Ok(lowering.graph.softmax(a, &axes))
    },
}];

impl Graph {
    /// The softmax along `axes`, in ascending order.
    pub fn softmax(&mut self, a: Id, axes: &[usize]) -> Id {
        let shape = self.shape(a).to_vec();
        if axes.iter().all(|&axis| shape[axis] == 1) {
            return self.full(1.0, &shape);
        }
        let (moved, along) = self.with_neighboring(a, axes);
        let of_moved = self.shape(moved).to_vec();
        let result = self.intern(Operation::Softmax(Softmax { axes: along }), vec![moved], of_moved);
        if moved == a {
            return result;
        }
        // The order in `with_neighboring`: kept axes first, then `axes`.
        let order: Vec<_> = (0..shape.len()).filter(|axis| !axes.contains(axis)).chain(axes.iter().copied()).collect();
        self.permute(result, &permute::inverse(order.into_iter()))
    }
}

impl Primitive for Softmax {
    fn name(&self) -> &'static str {
        "softmax"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let graph = &mut *forward.graph;
        let product = graph.multiply(tangents[0]?, id);
        let sum = graph.sum(product, &self.axes);
        let sum = expanded(graph, sum, &self.axes, &node.shape);
        let common = graph.multiply(sum, id);
        Some(graph.subtract(product, common))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint) {
        let product = sweep.product(adjoint, id);
        let sum = sweep.graph.sum(product.id, &self.axes);
        let sum = expanded(sweep.graph, sum, &self.axes, &node.shape);
        let common = sweep.product(adjoint.with(sum), id);
        let difference = sweep.graph.subtract(product.id, common.id);
        sweep.add(node.operands[0], adjoint.with(difference));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.softmax(a, &along::batched(&self.axes)))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let node = graph.node(id);
        let sets = dependencies.along(graph, node, &self.axes)?;
        dependencies.join_within(&sets)?;
        let (first, last) = (self.axes[0], self.axes[self.axes.len() - 1]);
        let (after, block) = (shape::count(&node.shape[last + 1..]), shape::count(&node.shape[first..]));
        dependencies.collect(node.count(), |_, k, set| set.extend_from_slice(sets.of(k / block * after + k % after)))
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        Some(along::step(context, id, Along::Softmax, &self.axes))
    }
}
