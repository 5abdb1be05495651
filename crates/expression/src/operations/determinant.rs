//! Determinants of dense matrices, and the logarithms of their absolute values.

use super::{Operands, Primitive, Wire, along, square};
use crate::derive::{Adjoint, Forward, Sweep, expanded};
use crate::graph::operation::{Determinant, Operation};
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{Factor, Factored, Step};

/// Maximum order of determinants written as sums of products, with all derivatives at singular matrices.
const MAX_EXPANDED: usize = 3;

pub const WIRE: &[Wire] = &[
    Wire {
        name: "det",
        operands: Operands::Count(1),
        lower: |lowering, arguments| {
            let a = square::lower(lowering, arguments)?;
            Ok(lowering.graph.determinant(a, false))
        },
    },
    Wire {
        name: "logdet",
        operands: Operands::Count(1),
        lower: |lowering, arguments| {
            let a = square::lower(lowering, arguments)?;
            Ok(lowering.graph.determinant(a, true))
        },
    },
];

impl Graph {
    /// The determinants of matrices, or the logarithms of their absolute values.
    pub fn determinant(&mut self, a: Id, is_log: bool) -> Id {
        let own = self.shape(a).to_vec();
        let (before, sides) = own.split_at(own.len() - 2);
        if own.contains(&0) {
            return self.full(if is_log { 0.0 } else { 1.0 }, before);
        }
        if !is_log && sides[0] <= MAX_EXPANDED {
            let columns: Vec<_> = (0..sides[0]).collect();
            return self.expansion(a, 0, &columns);
        }
        self.intern(Operation::Determinant(Determinant { is_log }), vec![a], before.to_vec())
    }

    /// The determinant of the rows from `row` on and these columns, expanded along the first row.
    fn expansion(&mut self, a: Id, row: usize, columns: &[usize]) -> Id {
        let own = self.shape(a).to_vec();
        let before = &own[..own.len() - 2];
        let mut total = self.full(0.0, before);
        for (k, &column) in columns.iter().enumerate() {
            let starts = [&vec![0; before.len()], &[row, column][..]].concat();
            let entry = self.slice(a, &starts, &[before, &[1, 1]].concat(), &vec![1; own.len()]);
            let entry = self.reshape(entry, before);
            let rest = [&columns[..k], &columns[k + 1..]].concat();
            let minor = if rest.is_empty() { self.full(1.0, before) } else { self.expansion(a, row + 1, &rest) };
            let term = self.multiply(entry, minor);
            total = if k % 2 == 0 { self.add(total, term) } else { self.subtract(total, term) };
        }
        total
    }
}

impl Determinant {
    /// The derivative of the result `z` with respect to the matrix: the transposed inverse, times the determinant
    /// (Jacobi's formula).
    fn slope(&self, graph: &mut Graph, a: Id, z: Id) -> Id {
        let own = graph.shape(a).to_vec();
        let identity = graph.identity(square::order(&own));
        let inverse = graph.solve([a, identity], true);
        if self.is_log {
            return inverse;
        }
        let z = expanded(graph, z, &square::axes(&own), &own);
        graph.multiply(inverse, z)
    }
}

impl Primitive for Determinant {
    fn name(&self) -> &'static str {
        if self.is_log { "logdet" } else { "det" }
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let a = node.operands[0];
        let slope = self.slope(forward.graph, a, id);
        let axes = square::axes(forward.graph.shape(a));
        Some(along::tangent(forward.graph, tangents[0]?, slope, &axes))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint) {
        let a = node.operands[0];
        let slope = self.slope(sweep.graph, a, id);
        let axes = square::axes(sweep.graph.shape(a));
        along::pass(sweep, a, adjoint, slope, &axes);
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let a = vectorizer.repeated(node.operands[0]);
        Some(vectorizer.graph.determinant(a, self.is_log))
    }

    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        square::pattern(dependencies, graph, id, 1)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let wanted = if self.is_log { Factored::LogDeterminant } else { Factored::Determinant };
        Some(step(context, id, wanted))
    }
}

/// The step that computes a function of matrices from their factors.
pub fn step(context: &Context, id: Id, wanted: Factored) -> Step {
    let a = context.graph.node(id).operands[0];
    let own = context.graph.shape(a);
    let (before, sides) = own.split_at(own.len() - 2);
    let count = shape::count(before);
    Step::Factor(Factor { wanted, a: context.place(a), order: sides[0], count, target: context.slot(id) })
}
