//! Products of dense matrices.

use super::{Operands, Primitive, Wire};
use crate::derive::{Adjoint, Forward, Sweep, unbroadcast};
use crate::graph::operation::{Matmul, Operation};
use crate::graph::{Graph, Id, Node, shape};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::plan::Context;
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{self, Step};

pub const WIRE: &[Wire] = &[Wire { name: "matmul", operands: Operands::Count(2), lower }];

fn lower(lowering: &mut Lowering, mut arguments: Arguments) -> Result<Id, Fault> {
    let (a, b) = (arguments.operand()?, arguments.operand()?);
    arguments.end()?;
    let fault = format!("matmul: shapes {} do not go together", lowering.shapes_in_words(&[a, b]));
    let graph = &mut *lowering.graph;
    let (left, right) = (graph.shape(a).to_vec(), graph.shape(b).to_vec());
    // A vector is a row on the left and a column on the right.
    let a = if left.len() == 1 { graph.reshape(a, &[1, left[0]]) } else { a };
    let b = if right.len() == 1 { graph.reshape(b, &[right[0], 1]) } else { b };
    let (rows, columns) = (graph.shape(a).to_vec(), graph.shape(b).to_vec());
    let ([ahead @ .., height, inner], [beside @ .., other, width]) = (rows.as_slice(), columns.as_slice()) else {
        return Err(fault.into());
    };
    let Some(before) = shape::broadcast(ahead, beside).filter(|_| inner == other) else { return Err(fault.into()) };
    lowering.check_result(&[before.as_slice(), &[*height, *width]].concat())?;
    let sides = [(left.len() > 1).then_some(*height), (right.len() > 1).then_some(*width)];
    let product = lowering.graph.matmul([a, b], [false, false]);
    let result: Vec<_> = before.into_iter().chain(sides.into_iter().flatten()).collect();
    Ok(lowering.graph.reshape(product, &result))
}

/// The rows and columns of the matrices of a tensor, or of their transposes.
fn sides(shape: &[usize], transposed: bool) -> [usize; 2] {
    let rank = shape.len();
    let [rows, columns] = [shape[rank - 2], shape[rank - 1]];
    if transposed { [columns, rows] } else { [rows, columns] }
}

impl Graph {
    /// Batched matrix products, with broadcasting over the leading axes.
    pub fn matmul(&mut self, [a, b]: [Id; 2], transposed: [bool; 2]) -> Id {
        let (left, right) = (self.shape(a).to_vec(), self.shape(b).to_vec());
        let ([rows, inner], [_, columns]) = (sides(&left, transposed[0]), sides(&right, transposed[1]));
        let before = shape::broadcast(&left[..left.len() - 2], &right[..right.len() - 2]);
        let shape = [before.expect("checked to go together"), vec![rows, columns]].concat();
        if inner == 0 || [a, b].iter().any(|&id| self.uniform(id) == Some(0.0)) {
            return self.full(0.0, &shape);
        }
        self.intern(Operation::Matmul(Matmul { transposed }), vec![a, b], shape)
    }
}

impl Primitive for Matmul {
    fn name(&self) -> &'static str {
        "matmul"
    }

    fn tangent(&self, forward: &mut Forward, node: &Node, _: Id, tangents: &[Option<Id>]) -> Option<Id> {
        forward.linear(node, tangents, &|graph, operands| graph.matmul([operands[0], operands[1]], self.transposed))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, _: Id, adjoint: Adjoint) {
        let [a, b] = [node.operands[0], node.operands[1]];
        let [of_first, of_second] = self.transposed;
        let adjoint = sweep.shaped(node, adjoint);
        let c = adjoint.id;
        for (to, is_first) in [(a, true), (b, false)] {
            // Operands independent of all sources need no product.
            if !sweep.depends(to) {
                continue;
            }
            let graph = &mut *sweep.graph;
            let product = match (is_first, of_first, of_second) {
                (true, true, _) => graph.matmul([b, c], [of_second, true]),
                (true, false, _) => graph.matmul([c, b], [false, !of_second]),
                (false, _, true) => graph.matmul([c, a], [true, of_first]),
                (false, _, false) => graph.matmul([a, c], [!of_first, false]),
            };
            let own = graph.shape(to).to_vec();
            let id = unbroadcast(graph, product, &own);
            sweep.add(to, adjoint.with(id));
        }
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let [a, b] = [node.operands[0], node.operands[1]];
        let (transposed, count) = (self.transposed, vectorizer.count);
        let ranks = [a, b].map(|id| vectorizer.graph.shape(id).len());
        let (left, right) = (vectorizer.mapped(a), vectorizer.mapped(b));
        let graph = &mut *vectorizer.graph;
        // The stacked rows of all points times a common matrix.
        if let (Some(left), None) = (left, right)
            && ranks == [2, 2]
            && (!transposed[0] || graph.shape(a)[1] == 1)
        {
            let [rows, inner] = sides(graph.shape(a), transposed[0]);
            let flat = graph.reshape(left, &[count * rows, inner]);
            let product = graph.matmul([flat, b], [false, transposed[1]]);
            let width = graph.shape(product)[1];
            return Some(graph.reshape(product, &[count, rows, width]));
        }
        // A column per point: the same, transposed.
        if let (None, Some(right)) = (left, right)
            && ranks == [2, 2]
            && graph.shape(b)[usize::from(!transposed[1])] == 1
        {
            let inner = graph.shape(b)[usize::from(transposed[1])];
            let flat = graph.reshape(right, &[count, inner]);
            let product = graph.matmul([flat, a], [false, !transposed[0]]);
            let height = graph.shape(product)[1];
            return Some(graph.reshape(product, &[count, height, 1]));
        }
        let rank = ranks[0].max(ranks[1]);
        let operands = [a, b].map(|id| aligned(vectorizer, id, rank));
        Some(vectorizer.graph.matmul(operands, transposed))
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let (graph, node) = (context.graph, context.graph.node(id));
        let [a, b] = [node.operands[0], node.operands[1]];
        let [left, right] = [a, b].map(|operand| graph.shape(operand));
        let [rows, columns] = sides(&node.shape, false);
        let before = &node.shape[..node.shape.len() - 2];
        let blocks = (0..shape::count(before)).map(|block| [left, right].map(|own| factor(before, own, block)));
        Some(Step::Matmul(plan::Matmul {
            a: context.place(a),
            b: context.place(b),
            transposed: self.transposed,
            rows,
            inner: sides(left, self.transposed[0])[1],
            columns,
            blocks: blocks.collect(),
            target: context.slot(id),
        }))
    }
}

/// Inserts axes of length 1 behind the leading axis of a mapped node, to align the others with those of a node of this
/// rank.
pub fn aligned(vectorizer: &mut Vectorizer, id: Id, rank: usize) -> Id {
    let Some(several) = vectorizer.mapped(id) else { return id };
    let own = vectorizer.graph.shape(id).to_vec();
    let ones = vec![1; rank - own.len()];
    vectorizer.graph.reshape(several, &[&[vectorizer.count], ones.as_slice(), &own].concat())
}

/// The index of the factor of shape `own` in a product, whose leading axes are `before`.
pub fn factor(before: &[usize], own: &[usize], product: usize) -> usize {
    let own = &own[..own.len() - 2];
    let (mut rest, mut number, mut stride) = (product, 0, 1);
    for axis in (0..before.len()).rev() {
        let along = rest % before[axis];
        rest /= before[axis];
        if let Some(k) = (axis + own.len()).checked_sub(before.len())
            && own[k] > 1
        {
            number += along * stride;
            stride *= own[k];
        }
    }
    number
}
