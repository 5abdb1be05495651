//! Rows by computed indices, and the adjoint.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Operation, Take, TakeAdjoint};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::Context;
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{self, Step};

pub const WIRE: &[Wire] = &[Wire {
    name: "take",
    operands: Operands::Count(2),
    lower: |lowering, mut arguments| {
        let a = arguments.operand()?;
        if lowering.graph.shape(a).is_empty() {
            return Err("take: a number has no rows".into());
        }
        let index = arguments.operand()?;
        arguments.end()?;
        Ok(lowering.graph.take(a, index, false))
    },
}];

impl Graph {
    /// The rows of `a` selected by the elements of `index`.
    pub fn take(&mut self, a: Id, index: Id, batched: bool) -> Id {
        let (rows, places) = (self.shape(a), self.shape(index));
        let shape = [places, &rows[1 + usize::from(batched)..]].concat();
        self.intern(Operation::Take(Take { batched }), vec![a, index], shape)
    }

    /// The adjoint of [`take`](Self::take) from a tensor of this shape.
    pub fn take_adjoint(&mut self, adjoint: Id, index: Id, shape: &[usize], batched: bool) -> Id {
        if self.uniform(adjoint) == Some(0.0) {
            return self.full(0.0, shape);
        }
        let whole = [self.shape(index), &shape[1 + usize::from(batched)..]].concat();
        let adjoint = self.shaped(adjoint, &whole);
        self.intern(Operation::TakeAdjoint(TakeAdjoint { batched }), vec![adjoint, index], shape.to_vec())
    }
}

impl Primitive for Take {
    fn name(&self) -> &'static str {
        "take"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, &tangents[..1], &|graph, operands| graph.take(operands[0], operands[1], self.batched))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let [a, index] = [node.operands[0], node.operands[1]];
        let own = sweep.graph.shape(a).to_vec();
        let adjoint = sweep.shaped(node, adjoint);
        let id = sweep.graph.take_adjoint(adjoint.id, index, &own, self.batched);
        sweep.add(a, adjoint.with(id));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        if self.batched {
            return None;
        }
        let [a, index] = [node.operands[0], node.operands[1]];
        let is_mapped = vectorizer.is_mapped(a);
        let a = if is_mapped { vectorizer.repeated(a) } else { a };
        let index = vectorizer.repeated(index);
        Some(vectorizer.graph.take(a, index, is_mapped))
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let whole = context.graph.shape(context.graph.node(id).operands[0]);
        Some(step(context, id, whole, self.batched, false))
    }
}

impl Primitive for TakeAdjoint {
    fn name(&self) -> &'static str {
        "take"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, &tangents[..1], &|graph, operands| {
            graph.take_adjoint(operands[0], operands[1], &node.shape, self.batched)
        })
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let adjoint = sweep.shaped(node, adjoint);
        let id = sweep.graph.take(adjoint.id, node.operands[1], self.batched);
        sweep.add(node.operands[0], adjoint.with(id));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        if self.batched {
            return None;
        }
        let [a, index] = [node.operands[0], node.operands[1]].map(|id| vectorizer.repeated(id));
        Some(vectorizer.graph.take_adjoint(a, index, &vectorizer.stacked(node), true))
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        Some(step(context, id, &context.graph.node(id).shape, self.batched, true))
    }
}

/// Takes rows from tensors of shape `whole`, or adds them to such.
fn step(context: &Context, id: Id, whole: &[usize], batched: bool, is_adjoint: bool) -> Step {
    let [a, index] = [0, 1].map(|k| context.graph.node(id).operands[k]);
    let places = context.graph.node(index).count();
    let (blocks, rest) = if batched { (whole[0], &whole[1..]) } else { (1, whole) };
    Step::Take(plan::Take {
        is_adjoint,
        a: context.place(a),
        index: context.place(index),
        blocks,
        rows: rest[0],
        places: places / blocks.max(1),
        width: shape::count(&rest[1..]),
        target: context.slot(id),
    })
}
