//! Lower Cholesky factors of the symmetric parts of dense matrices.
//!
//! Derivatives: Murray, Differentiation of the Cholesky decomposition, arXiv:1602.07527, 2016, equations 8 and 10.

use super::determinant::step;
use super::{Operands, Primitive, Wire, square};
use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::{Cholesky, Operation};
use crate::graph::{Graph, Id, Node};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Factored, Step};

pub const WIRE: &[Wire] = &[Wire {
    name: "cholesky",
    operands: Operands::Count(1),
    lower: |lowering, arguments| {
        let a = square::lower(lowering, arguments)?;
        let symmetric = lowering.graph.symmetric_part(a);
        Ok(lowering.graph.cholesky(symmetric))
    },
}];

impl Graph {
    /// The symmetric parts of matrices.
    fn symmetric_part(&mut self, a: Id) -> Id {
        let other = self.transposed(a);
        let sum = self.add(a, other);
        self.scale(sum, 0.5)
    }

    /// The lower Cholesky factors of symmetric matrices.
    fn cholesky(&mut self, a: Id) -> Id {
        let shape = self.shape(a).to_vec();
        if shape.contains(&0) {
            return a;
        }
        self.intern(Operation::Cholesky(Cholesky), vec![a], shape)
    }

    /// The lower triangles of matrices with half of their diagonals.
    fn half_triangle(&mut self, a: Id) -> Id {
        let shape = self.shape(a).to_vec();
        let identity = self.identity(square::order(&shape));
        let triangle = self.cumsum(identity, 0, false);
        let half = self.scale(identity, 0.5);
        let mask = self.subtract(triangle, half);
        let mask = self.broadcast(mask, &shape);
        self.multiply(mask, a)
    }

    /// `L⁻¹ S L⁻ᵀ`, or `L⁻ᵀ S L⁻¹` if transposed, for symmetric S.
    fn congruence(&mut self, l: Id, s: Id, is_transposed: bool) -> Id {
        let half = self.solve([l, s], is_transposed);
        let half = self.transposed(half);
        self.solve([l, half], is_transposed)
    }
}

impl Primitive for Cholesky {
    fn name(&self) -> &'static str {
        "cholesky"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let graph = &mut *forward.graph;
        let tangent = graph.shaped_as(tangents[0]?, node.operands[0]);
        let inner = graph.congruence(id, tangent, false);
        let inner = graph.half_triangle(inner);
        Some(graph.matmul([id, inner], [false, false]))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint) {
        let adjoint = sweep.shaped(node, adjoint);
        let graph = &mut *sweep.graph;
        let inner = graph.matmul([id, adjoint.id], [true, false]);
        let inner = graph.half_triangle(inner);
        let inner = graph.symmetric_part(inner);
        let total = graph.congruence(id, inner, true);
        sweep.add(node.operands[0], adjoint.with(total));
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.cholesky(a))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let order = square::order(graph.shape(id));
        square::pattern(dependencies, graph, id, order * order)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        Some(step(context, id, Factored::Cholesky))
    }
}
