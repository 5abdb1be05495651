//! Broadcasting along axes of length 1.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep, unbroadcast};
use crate::graph::operation::{Broadcast, Operation};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::{View, access};
use crate::vectorize::Vectorizer;
use superlinear_machine::access::{Access, Axis};

pub const WIRE: &[Wire] = &[Wire {
    name: "broadcast",
    operands: Operands::Count(1),
    lower: |lowering, mut arguments| {
        let (a, to) = (arguments.operand()?, arguments.wholes()?);
        arguments.end()?;
        let own = lowering.graph.shape(a);
        if shape::broadcast(own, &to).as_ref() != Some(&to) {
            let (from, to) = (shape::written(own), shape::written(&to));
            return Err(format!("broadcast: the shape {from} does not stretch to {to}").into());
        }
        lowering.check_result(&to)?;
        Ok(lowering.graph.broadcast(a, &to))
    },
}];

impl Graph {
    /// Broadcasts the tensor to a compatible shape.
    pub fn broadcast(&mut self, a: Id, shape: &[usize]) -> Id {
        if shape::same(self.shape(a), shape) {
            return a;
        }
        if let Some(value) = self.uniform(a) {
            return self.full(value, shape);
        }
        let own = self.shape(a);
        let mut aligned = vec![1; shape.len() - own.len()];
        aligned.extend_from_slice(own);
        let a = self.reshape(a, &aligned);
        if aligned == shape {
            return a;
        }
        self.intern(Operation::Broadcast(Broadcast), vec![a], shape.to_vec())
    }
}

impl Primitive for Broadcast {
    fn name(&self) -> &'static str {
        "broadcast"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| graph.broadcast(operands[0], &node.shape))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let own = sweep.graph.shape(node.operands[0]).to_vec();
        let adjoint = sweep.shaped(node, adjoint);
        let id = unbroadcast(sweep.graph, adjoint.id, &own);
        sweep.add(node.operands[0], adjoint.with(id));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.broadcast(a, &vectorizer.stacked(node)))
    }

    fn view(&self) -> Option<&dyn View> {
        Some(self)
    }
}

impl View for Broadcast {
    fn seen(&self, _: &Graph, access: Access, from: &[usize], to: &[usize]) -> Access {
        access::strided(access, from, to, |offset, axes| {
            let stretched = |(axis, &count): (&Axis, &usize)| {
                if axis.count == count { *axis } else { Axis { count, stride: 0 } }
            };
            Access::Strided { offset, axes: axes.iter().zip(to).map(stretched).collect() }
        })
    }
}
