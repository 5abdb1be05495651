//! Linear recurrences y_k = a_k y_(k-1) + b_k along an axis, beginning with y_0 = b_0.
//!
//! Their derivatives are recurrences again: the tangents with the same factors, the adjoints with the same factors in the
//! other direction.

use super::{Operands, Primitive, Wire, along};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Operation, Placement, Recurrence, Slice};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Cumulate, Step};

pub const WIRE: &[Wire] = &[Wire {
    name: "recurrence",
    operands: Operands::Count(2),
    lower: |lowering, mut arguments| {
        let operands = [arguments.operand()?, arguments.operand()?];
        let axis = arguments.whole()?;
        arguments.end()?;
        let operands = lowering.together("recurrence", operands)?;
        along::check_axis(lowering, "recurrence", operands[0], axis)?;
        Ok(lowering.graph.recurrence(operands, &Recurrence { axis, is_reversed: false }))
    },
}];

impl Graph {
    /// The solution of the recurrence with these factors and terms, of equal shapes.
    pub fn recurrence(&mut self, [a, b]: [Id; 2], recurrence: &Recurrence) -> Id {
        let shape = self.shape(b).to_vec();
        if shape[recurrence.axis] <= 1 || shape.contains(&0) || self.uniform(b) == Some(0.0) {
            return b;
        }
        match self.uniform(a) {
            Some(0.0) => b,
            Some(1.0) => self.cumsum(b, recurrence.axis, recurrence.is_reversed),
            _ => self.intern(Operation::Recurrence(recurrence.clone()), vec![a, b], shape),
        }
    }
}

impl Recurrence {
    /// The recurrence in the other direction.
    fn reversed(&self) -> Self {
        Self { axis: self.axis, is_reversed: !self.is_reversed }
    }

    /// The element before each one; 0 before the first.
    fn previous(&self, graph: &mut Graph, y: Id) -> Id {
        let shape = graph.shape(y).to_vec();
        let mut counts = shape.clone();
        counts[self.axis] -= 1;
        let steps = vec![1; shape.len()];
        let mut second = vec![0; shape.len()];
        second[self.axis] = 1;
        let (mut from, mut to) = (vec![0; shape.len()], second);
        if self.is_reversed {
            std::mem::swap(&mut from, &mut to);
        }
        let part = graph.slice(y, &from, &counts, &steps);
        graph.assemble(vec![(part, Placement::Slice(Slice { starts: to, steps }))], &shape, false)
    }
}

impl Primitive for Recurrence {
    fn name(&self) -> &'static str {
        "recurrence"
    }

    /// From dy_k = a_k dy_(k-1) + (da_k y_(k-1) + db_k).
    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let [a, b] = [node.operands[0], node.operands[1]];
        let of_factors = tangents[0].map(|tangent| {
            let previous = self.previous(forward.graph, id);
            forward.graph.multiply(tangent, previous)
        });
        let terms = forward.sum(of_factors, tangents[1])?;
        let terms = forward.graph.shaped_as(terms, b);
        Some(forward.graph.recurrence([a, terms], self))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint) {
        let [a, b] = [node.operands[0], node.operands[1]];
        let adjoint = sweep.shaped(node, adjoint);
        let back = self.reversed();
        let factors = back.previous(sweep.graph, a);
        let of_terms = adjoint.with(sweep.graph.recurrence([factors, adjoint.id], &back));
        sweep.add(b, of_terms);
        if sweep.depends(a) {
            let previous = self.previous(sweep.graph, id);
            sweep.pass_product(a, of_terms, previous);
        }
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let operands = [node.operands[0], node.operands[1]].map(|id| vectorizer.repeated(id));
        let recurrence = Self { axis: self.axis + 1, is_reversed: self.is_reversed };
        Some(vectorizer.graph.recurrence(operands, &recurrence))
    }

    /// Each element depends on all factors and terms up to it, and couples its factor with the previous element.
    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let node = graph.node(id);
        let [_, length, after] = shape::around(&node.shape, self.axis);
        let a = node.operands[0];
        let sets = dependencies.cumulate(node, self.axis, self.is_reversed)?;
        let first = if self.is_reversed { length - 1 } else { 0 };
        for k in (0..node.count()).filter(|k| k / after % length != first) {
            let factor = dependencies.set(a, k).to_vec();
            dependencies.join(&factor, sets.of(if self.is_reversed { k + after } else { k - after }))?;
        }
        Ok(sets)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let node = context.graph.node(id);
        let [before, length, after] = shape::around(&node.shape, self.axis);
        Some(Step::Cumulate(Cumulate {
            a: context.place(node.operands[1]),
            factors: Some(context.place(node.operands[0])),
            is_reversed: self.is_reversed,
            before,
            length,
            after,
            target: context.slot(id),
        }))
    }
}
