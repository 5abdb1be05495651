//! Solutions of linear systems with dense square matrices, and inverses.

use super::{Operands, Primitive, Wire, matmul, square};
use crate::derive::{Adjoint, Forward, Sweep, unbroadcast};
use crate::graph::operation::{Operation, Solve};
use crate::graph::{Graph, Id, Node, shape};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::{self, Step};

pub const WIRE: &[Wire] = &[
    Wire { name: "solve", operands: Operands::Count(2), lower },
    Wire {
        name: "inverse",
        operands: Operands::Count(1),
        lower: |lowering, arguments| {
            let a = square::lower(lowering, arguments)?;
            let graph = &mut *lowering.graph;
            let identity = graph.identity(square::order(graph.shape(a)));
            Ok(graph.solve([a, identity], false))
        },
    },
];

fn lower(lowering: &mut Lowering, mut arguments: Arguments) -> Result<Id, Fault> {
    let (a, b) = (arguments.operand()?, arguments.operand()?);
    arguments.end()?;
    square::check(lowering, "solve", a)?;
    let fault = format!("solve: shapes {} do not go together", lowering.shapes_in_words(&[a, b]));
    let graph = &mut *lowering.graph;
    let (left, right) = (graph.shape(a).to_vec(), graph.shape(b).to_vec());
    let sides = if right.len() == 1 { vec![right[0], 1] } else { right.clone() };
    let ([ahead @ .., order, _], [beside @ .., rows, _]) = (left.as_slice(), sides.as_slice()) else {
        return Err(fault.into());
    };
    let Some(before) = shape::broadcast(ahead, beside).filter(|_| order == rows) else { return Err(fault.into()) };
    lowering.check_result(&[before.as_slice(), &sides[sides.len() - 2..]].concat())?;
    let graph = &mut *lowering.graph;
    let b = graph.reshape(b, &sides);
    let x = graph.solve([a, b], false);
    let own = if right.len() == 1 { &right[..] } else { &right[right.len() - 2..] };
    Ok(graph.reshape(x, &[before.as_slice(), own].concat()))
}

impl Graph {
    /// The solutions of batched systems `[a, b]`, with broadcasting over the leading axes.
    pub fn solve(&mut self, [a, b]: [Id; 2], is_transposed: bool) -> Id {
        let (left, right) = (self.shape(a), self.shape(b));
        let before = shape::broadcast(&left[..left.len() - 2], &right[..right.len() - 2]);
        let shape = [before.expect("checked to go together").as_slice(), &right[right.len() - 2..]].concat();
        if shape.contains(&0) {
            return self.full(0.0, &shape);
        }
        self.intern(Operation::Solve(Solve { is_transposed }), vec![a, b], shape)
    }
}

impl Primitive for Solve {
    fn name(&self) -> &'static str {
        "solve"
    }

    /// From A dx = db - dA x.
    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id> {
        let [a, b] = [node.operands[0], node.operands[1]];
        let graph = &mut *forward.graph;
        let of_matrix = tangents[0].map(|tangent| {
            let tangent = graph.shaped_as(tangent, a);
            let product = graph.matmul([tangent, id], [self.is_transposed, false]);
            graph.negate(product)
        });
        let of_right = tangents[1].map(|tangent| {
            let tangent = graph.shaped_as(tangent, b);
            if of_matrix.is_some() { graph.broadcast(tangent, &node.shape) } else { tangent }
        });
        let right = forward.sum(of_right, of_matrix)?;
        Some(forward.graph.solve([a, right], self.is_transposed))
    }

    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint) {
        let [a, b] = [node.operands[0], node.operands[1]];
        let adjoint = sweep.shaped(node, adjoint);
        let of_right = sweep.graph.solve([a, adjoint.id], !self.is_transposed);
        if sweep.depends(b) {
            let own = sweep.graph.shape(b).to_vec();
            let id = unbroadcast(sweep.graph, of_right, &own);
            sweep.add(b, adjoint.with(id));
        }
        if sweep.depends(a) {
            let graph = &mut *sweep.graph;
            let factors = if self.is_transposed { [id, of_right] } else { [of_right, id] };
            let product = graph.matmul(factors, [false, true]);
            let own = graph.shape(a).to_vec();
            let sum = unbroadcast(graph, product, &own);
            let id = graph.negate(sum);
            sweep.add(a, adjoint.with(id));
        }
    }

    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id> {
        let [a, b] = [node.operands[0], node.operands[1]];
        let rank = node.shape.len();
        let operands = [a, b].map(|id| matmul::aligned(vectorizer, id, rank));
        Some(vectorizer.graph.solve(operands, self.is_transposed))
    }

    /// Each solution depends on its whole matrix and on its right side.
    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let node = graph.node(id);
        let [a, b] = [node.operands[0], node.operands[1]];
        let System { order, columns, blocks } = System::of(graph, node);
        let size = order * order;
        let sets = dependencies.unite_each(node.count(), |k| {
            let [matrix, right] = blocks[k / (order * columns)];
            let start = right * order * columns + k % columns;
            let entries = (0..size).map(move |entry| (a, matrix * size + entry));
            entries.chain((0..order).map(move |row| (b, start + row * columns)))
        })?;
        // Solutions are linear in the right side.
        let is_constant = (0..graph.node(a).count()).all(|entry| dependencies.set(a, entry).is_empty());
        if !is_constant {
            dependencies.join_within(&sets)?;
        }
        Ok(sets)
    }

    fn step(&self, context: &Context, id: Id) -> Option<Step> {
        let node = context.graph.node(id);
        let System { order, columns, blocks } = System::of(context.graph, node);
        Some(Step::Solve(plan::Solve {
            a: context.place(node.operands[0]),
            b: context.place(node.operands[1]),
            is_transposed: self.is_transposed,
            order,
            columns,
            blocks,
            target: context.slot(id),
        }))
    }
}

/// The sizes of batched systems.
struct System {
    order: usize,
    columns: usize,
    /// The index of each system's matrix and right sides.
    blocks: Vec<[usize; 2]>,
}

impl System {
    fn of(graph: &Graph, node: &Node) -> Self {
        let (before, sides) = node.shape.split_at(node.shape.len() - 2);
        let operands = [node.operands[0], node.operands[1]].map(|operand| graph.shape(operand));
        let blocks = (0..shape::count(before)).map(|block| operands.map(|own| matmul::factor(before, own, block)));
        Self { order: sides[0], columns: sides[1], blocks: blocks.collect() }
    }
}
