//! Cumulative sums along an axis.

use super::{Operands, Primitive, Wire, along};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Cumsum, Operation};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Cumulate, Step};

pub const WIRE: &[Wire] = &[Wire {
    name: "cumsum",
    operands: Operands::Count(1),
    lower: |lowering, mut arguments| {
        let (a, axis) = (arguments.operand()?, arguments.whole()?);
        arguments.end()?;
        along::check_axis(lowering, "cumsum", a, axis)?;
        Ok(lowering.graph.cumsum(a, axis, false))
    },
}];

impl Graph {
    /// The cumulative sums along an axis, beginning with its first element, or with its last.
    pub fn cumsum(&mut self, a: Id, axis: usize, is_reversed: bool) -> Id {
        let shape = self.shape(a).to_vec();
        if shape[axis] <= 1 || shape.contains(&0) || self.uniform(a) == Some(0.0) {
            return a;
        }
        self.intern(Operation::Cumsum(Cumsum { axis, is_reversed }), vec![a], shape)
    }
}

impl Primitive for Cumsum {
    fn name(&self) -> &'static str {
        "cumsum"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| graph.cumsum(operands[0], self.axis, self.is_reversed))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let adjoint = sweep.shaped(node, adjoint);
        let id = sweep.graph.cumsum(adjoint.id, self.axis, !self.is_reversed);
        sweep.add(node.operands[0], adjoint.with(id));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.cumsum(a, self.axis + 1, self.is_reversed))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        dependencies.cumulate(graph.node(id), self.axis, self.is_reversed)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let node = context.graph.node(id);
        let [before, length, after] = shape::around(&node.shape, self.axis);
        let (a, target) = (context.place(node.operands[0]), context.slot(id));
        Some(Step::Cumulate(Cumulate {
            a,
            factors: None,
            is_reversed: self.is_reversed,
            before,
            length,
            after,
            target,
        }))
    }
}
