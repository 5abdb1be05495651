//! Sums along axes.

use super::{Operands, Primitive, Wire, along};
use crate::derive::{Adjoint, Forward, Sweep, expanded};
use crate::graph::operation::{Operation, Reshape, Sum};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Along, Step};

pub const WIRE: &[Wire] = &[Wire {
    name: "sum",
    operands: Operands::Count(1),
    lower: |lowering, arguments| {
        let (a, axes) = along::lower(lowering, arguments)?;
        Ok(lowering.graph.sum(a, &axes))
    },
}];

impl Graph {
    /// The sum along `axes`, in ascending order.
    pub fn sum(&mut self, a: Id, axes: &[usize]) -> Id {
        let own = self.shape(a).to_vec();
        let shape = shape::without(&own, axes);
        if let Some(value) = self.uniform(a) {
            let summed: usize = axes.iter().map(|&axis| own[axis]).product();
            return self.full(if summed == 0 { 0.0 } else { value * summed as f64 }, &shape);
        }
        if axes.iter().all(|&axis| own[axis] == 1) {
            return self.reshape(a, &shape);
        }
        if own.contains(&0) {
            return self.full(0.0, &shape);
        }
        let node = self.node(a);
        if axes.len() == own.len() && node.operation == Operation::Reshape(Reshape) {
            return self.total(node.operands[0]);
        }
        let (a, axes) = self.with_neighboring(a, axes);
        self.intern(Operation::Sum(Sum { axes }), vec![a], shape)
    }

    /// The sum of all elements.
    pub fn total(&mut self, a: Id) -> Id {
        let axes: Vec<_> = (0..self.shape(a).len()).collect();
        self.sum(a, &axes)
    }
}

impl Primitive for Sum {
    fn name(&self) -> &'static str {
        "sum"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| graph.sum(operands[0], &self.axes))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let own = sweep.graph.shape(node.operands[0]).to_vec();
        let id = expanded(sweep.graph, adjoint.id, &self.axes, &own);
        sweep.add(node.operands[0], adjoint.with(id));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.sum(a, &along::batched(&self.axes)))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        dependencies.along(graph, graph.node(id), &self.axes)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        Some(along::step(context, id, Along::Sum, &self.axes))
    }
}
