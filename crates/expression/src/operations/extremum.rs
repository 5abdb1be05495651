//! Minima and maxima along axes. The derivative goes to the first of equal elements, as in `min` and `max` of operands.

use super::{Operands, Primitive, Wire, along};
use crate::derive::{Adjoint, Forward, Sweep, expanded};
use crate::graph::operation::{Binary, Extremum, ExtremumPosition, Operation};
use crate::graph::{Graph, Id, Node, shape};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Along, Step};

pub const WIRE: &[Wire] = &[
    Wire { name: "amin", operands: Operands::Count(1), lower: |lowering, arguments| lower(lowering, arguments, false) },
    Wire { name: "amax", operands: Operands::Count(1), lower: |lowering, arguments| lower(lowering, arguments, true) },
];

fn lower(lowering: &mut Lowering, arguments: Arguments, is_max: bool) -> Result<Id, Fault> {
    let (a, axes) = along::lower_not_empty(lowering, arguments)?;
    Ok(lowering.graph.extremum(a, &axes, is_max))
}

impl Graph {
    /// The minimum or maximum along `axes`, in ascending order.
    pub fn extremum(&mut self, a: Id, axes: &[usize], is_max: bool) -> Id {
        let shape = shape::without(self.shape(a), axes);
        if let Some(value) = self.uniform(a) {
            return self.full(value, &shape);
        }
        if axes.iter().all(|&axis| self.shape(a)[axis] == 1) {
            return self.reshape(a, &shape);
        }
        if shape.contains(&0) {
            return self.full(0.0, &shape);
        }
        let (a, axes) = self.with_neighboring(a, axes);
        self.intern(Operation::Extremum(Extremum { axes, is_max }), vec![a], shape)
    }
}

impl Extremum {
    /// The positions of the extrema in `x`.
    fn positions(&self, graph: &mut Graph, x: Id) -> Id {
        let Self { axes, is_max } = self.clone();
        let whole = graph.shape(x).to_vec();
        graph.intern(Operation::ExtremumPosition(ExtremumPosition { axes, is_max }), vec![x], whole)
    }
}

impl Primitive for Extremum {
    fn name(&self) -> &'static str {
        if self.is_max { "amax" } else { "amin" }
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let x = node.operands[0];
        let tangent = tangents[0]?;
        let positions = self.positions(forward.graph, x);
        // The derivatives of other elements may be infinite.
        let chosen = forward.graph.binary(Binary::StrongMultiply, positions, tangent);
        Some(forward.graph.sum(chosen, &self.axes))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let x = node.operands[0];
        let whole = sweep.graph.shape(x).to_vec();
        let positions = self.positions(sweep.graph, x);
        let of_each = expanded(sweep.graph, adjoint.id, &self.axes, &whole);
        let id = sweep.graph.binary(Binary::StrongMultiply, positions, of_each);
        sweep.add(x, Adjoint { id, is_masked: true });
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.extremum(a, &along::batched(&self.axes), self.is_max))
    }

    /// The second derivatives are 0: no variables are coupled.
    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        dependencies.along(graph, graph.node(id), &self.axes)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let along = if self.is_max { Along::Max } else { Along::Min };
        Some(along::step(context, id, along, &self.axes))
    }
}

impl Primitive for ExtremumPosition {
    fn name(&self) -> &'static str {
        if self.is_max { "amax" } else { "amin" }
    }

    fn tangent(&self, _: &mut Forward, _: &Node, _: Id, _: &[Option<Id>]) -> Option<Id> {
        None
    }

    fn pass(&self, _: &mut Sweep, _: &Node, _: Id, _: Adjoint) {}

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        let whole = vectorizer.graph.shape(a).to_vec();
        let positions = Self { axes: along::batched(&self.axes), is_max: self.is_max };
        Some(vectorizer.graph.intern(Operation::ExtremumPosition(positions), vec![a], whole))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        dependencies.collect(graph.node(id).count(), |_, _, _| {})
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let along = if self.is_max { Along::ArgMax } else { Along::ArgMin };
        Some(along::step(context, id, along, &self.axes))
    }
}
