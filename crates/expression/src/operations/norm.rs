//! Euclidean norms along axes. The derivative at the origin is taken to be 0.

use super::{Operands, Primitive, Wire, along};
use crate::derive::{Adjoint, Forward, Sweep, expanded};
use crate::graph::operation::{Binary, Norm, Operation, Unary};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Along, Step};

pub const WIRE: &[Wire] = &[Wire {
    name: "norm",
    operands: Operands::Count(1),
    lower: |lowering, arguments| {
        let (a, axes) = along::lower(lowering, arguments)?;
        Ok(lowering.graph.norm(a, &axes))
    },
}];

impl Graph {
    /// The Euclidean norm along `axes`, in ascending order.
    pub fn norm(&mut self, a: Id, axes: &[usize]) -> Id {
        let own = self.shape(a).to_vec();
        let shape = shape::without(&own, axes);
        if own.contains(&0) {
            return self.full(0.0, &shape);
        }
        if axes.iter().all(|&axis| own[axis] == 1) {
            let absolute = self.unary(Unary::Abs, a);
            return self.reshape(absolute, &shape);
        }
        let (a, axes) = self.with_neighboring(a, axes);
        self.intern(Operation::Norm(Norm { axes }), vec![a], shape)
    }
}

impl Norm {
    /// The derivative of the norm `z` of `x`: the direction of x; 0 at the origin.
    fn direction(&self, graph: &mut Graph, x: Id, z: Id) -> Id {
        let whole = graph.shape(x).to_vec();
        let one = graph.constant(1.0);
        let inverse = graph.divide(one, z);
        let inverse = expanded(graph, inverse, &self.axes, &whole);
        graph.binary(Binary::StrongMultiply, x, inverse)
    }
}

impl Primitive for Norm {
    fn name(&self) -> &'static str {
        "norm"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let direction = self.direction(forward.graph, node.operands[0], id);
        Some(along::tangent(forward.graph, tangents[0]?, direction, &self.axes))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint) {
        let x = node.operands[0];
        let direction = self.direction(sweep.graph, x, id);
        along::pass(sweep, x, adjoint, direction, &self.axes);
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.norm(a, &along::batched(&self.axes)))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        along::joined(dependencies, graph, id, &self.axes)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        Some(along::step(context, id, Along::Norm, &self.axes))
    }
}
