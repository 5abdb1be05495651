//! The same elements in another shape.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Operation, Reshape};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::{View, access};
use crate::vectorize::Vectorizer;
use superlinear_machine::access::Access;

pub const WIRE: &[Wire] = &[Wire {
    name: "reshape",
    operands: Operands::Count(1),
    lower: |lowering, mut arguments| {
        let (a, to) = (arguments.operand()?, arguments.wholes()?);
        arguments.end()?;
        let own = lowering.graph.shape(a);
        if shape::checked_count(&to) != Some(shape::count(own)) {
            let (from, to) = (shape::written(own), shape::written(&to));
            return Err(format!("reshape: the shapes {from} and {to} have different numbers of elements").into());
        }
        Ok(lowering.graph.reshape(a, &to))
    },
}];

impl Graph {
    /// The same elements in another shape.
    pub fn reshape(&mut self, a: Id, shape: &[usize]) -> Id {
        if shape::same(self.shape(a), shape) {
            return a;
        }
        if let Some(value) = self.uniform(a) {
            return self.full(value, shape);
        }
        let node = self.node(a);
        if node.operation == Operation::Reshape(Reshape) {
            let whole = node.operands[0];
            return self.reshape(whole, shape);
        }
        self.intern(Operation::Reshape(Reshape), vec![a], shape.to_vec())
    }
}

impl Primitive for Reshape {
    fn name(&self) -> &'static str {
        "reshape"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| graph.reshape(operands[0], &node.shape))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let own = sweep.graph.shape(node.operands[0]).to_vec();
        let adjoint = sweep.shaped(node, adjoint);
        let id = sweep.graph.reshape(adjoint.id, &own);
        sweep.add(node.operands[0], adjoint.with(id));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.reshape(a, &vectorizer.stacked(node)))
    }

    fn view(&self) -> Option<&dyn View> {
        Some(self)
    }
}

impl View for Reshape {
    fn seen(&self, _: &Graph, access: Access, _: &[usize], to: &[usize]) -> Access {
        access::reshaped(access, to)
    }
}
