//! Forward-mode differentiation: the tangents of nodes along a direction. A zero tangent is absent.

use super::reverse::expanded;
use super::{overflow, symbol};
use crate::graph::operation::{Binary, Comparison, Operation, Partials, Property};
use crate::graph::{Graph, Id, IdMap, IdSet, Node};

/// Returns the tangents of `outputs`, each with its output's shape, given those of other nodes by `seeds`. Operands of
/// seeds are held fixed.
pub fn tangents(graph: &mut Graph, outputs: &[Id], seeds: &[(Id, Id)]) -> Vec<Option<Id>> {
    tangents_beside(graph, outputs, seeds, &[])
}

/// [`tangents`] with the nodes in `fixed` held fixed.
pub fn tangents_beside(graph: &mut Graph, outputs: &[Id], seeds: &[(Id, Id)], fixed: &[Id]) -> Vec<Option<Id>> {
    let ends: IdSet = seeds.iter().map(|&(id, _)| id).chain(fixed.iter().copied()).collect();
    let mut tangents: IdMap<Id> = seeds.iter().copied().collect();
    let nodes = graph.reached(outputs.iter().copied(), |id| ends.contains(&id));
    let exponentials = overflow::exponentials(graph, &nodes);
    for id in nodes {
        if ends.contains(&id) || !graph.node(id).operands.iter().any(|operand| tangents.contains_key(operand)) {
            continue;
        }
        let node = graph.node(id).clone();
        let of_operands: Vec<_> = node.operands.iter().map(|operand| tangents.get(operand).copied()).collect();
        let tangent = tangent(graph, &node, id, &of_operands, &exponentials);
        if let Some(tangent) = tangent.filter(|&tangent| graph.uniform(tangent) != Some(0.0)) {
            tangents.insert(id, tangent);
        }
    }
    outputs.iter().map(|id| tangents.get(id).map(|&tangent| graph.shaped_as(tangent, *id))).collect()
}

fn tangent(graph: &mut Graph, node: &Node, id: Id, tangents: &[Option<Id>], exponentials: &IdSet) -> Option<Id> {
    match &node.operation {
        Operation::Input(_) | Operation::Constant(_) | Operation::Data(_) => None,
        &Operation::Unary(function) => {
            let slope = symbol::of_unary(graph, function, node.operands[0], id);
            let is_masked = function.is(Property::Saturates) && exponentials.contains(&node.operands[0]);
            tangents[0].map(|tangent| match is_masked {
                true => graph.binary(Binary::StrongMultiply, slope, tangent),
                false => graph.multiply(tangent, slope),
            })
        }
        &Operation::Binary(function) => {
            let overflows = exponentials.contains(&node.operands[1]);
            of_binary(graph, function, node, id, tangents, overflows)
        }
        &Operation::Select(comparison) => {
            let &[a, b, ..] = node.operands.as_slice() else { unreachable!("a choice has four operands") };
            choice(graph, comparison, [a, b], [tangents[2], tangents[3]])
        }
        Operation::LogSumExp(axes) => {
            let softmax = graph.softmax(node.operands[0], axes);
            let product = graph.multiply(tangents[0]?, softmax);
            Some(graph.sum(product, axes))
        }
        Operation::Softmax(axes) => {
            let product = graph.multiply(tangents[0]?, id);
            let sum = graph.sum(product, axes);
            let sum = expanded(graph, sum, axes, &node.shape);
            let common = graph.multiply(sum, id);
            Some(graph.subtract(product, common))
        }
        Operation::Assemble { placements, is_partition } => {
            let given = node.operands.iter().zip(tangents).zip(placements);
            let given: Vec<_> = given
                .filter_map(|((&part, tangent), placement)| Some((part, (*tangent)?, placement.clone())))
                .collect();
            let is_partition = *is_partition && given.len() == placements.len();
            let shaped = |(part, tangent, placement)| (graph.shaped_as(tangent, part), placement);
            let parts = given.into_iter().map(shaped).collect();
            Some(graph.assemble(parts, &node.shape, is_partition))
        }
        _ => of_linear(graph, node, tangents),
    }
}

fn of_binary(
    graph: &mut Graph,
    function: Binary,
    node: &Node,
    id: Id,
    tangents: &[Option<Id>],
    overflows: bool,
) -> Option<Id> {
    let [a, b] = [node.operands[0], node.operands[1]];
    if function == Binary::StrongMultiply {
        let first = tangents[0].map(|tangent| graph.binary(Binary::StrongMultiply, tangent, b));
        let second = tangents[1].map(|tangent| graph.binary(Binary::StrongMultiply, a, tangent));
        return sum(graph, first, second);
    }
    let slopes = match symbol::of_binary(graph, function, [a, b], id) {
        Partials::Slopes(slopes) => slopes,
        Partials::FirstIf(comparison, by) => return choice(graph, comparison, by, [tangents[0], tangents[1]]),
    };
    let first = tangents[0].map(|tangent| graph.multiply(tangent, slopes[0]));
    let is_masked = function.is(Property::Saturates) && overflows;
    let product = if is_masked { Binary::StrongMultiply } else { Binary::Multiply };
    let second = tangents[1].map(|tangent| graph.binary(product, slopes[1], tangent));
    sum(graph, first, second)
}

fn sum(graph: &mut Graph, a: Option<Id>, b: Option<Id>) -> Option<Id> {
    match (a, b) {
        (Some(a), Some(b)) => Some(graph.add(a, b)),
        (one, other) => one.or(other),
    }
}

fn choice(graph: &mut Graph, by: Comparison, [a, b]: [Id; 2], tangents: [Option<Id>; 2]) -> Option<Id> {
    if tangents == [None, None] {
        return None;
    }
    let nothing = graph.constant(0.0);
    let [p, q] = tangents.map(|tangent| tangent.unwrap_or(nothing));
    Some(graph.select(by, [a, b, p, q]))
}

/// Handles operations linear in each operand.
fn of_linear(graph: &mut Graph, node: &Node, tangents: &[Option<Id>]) -> Option<Id> {
    let shaped: Vec<_> = node
        .operands
        .iter()
        .zip(tangents)
        .map(|(&operand, tangent)| tangent.map(|tangent| graph.shaped_as(tangent, operand)))
        .collect();
    let first = shaped[0];
    match &node.operation {
        Operation::Slice { starts, steps } => Some(graph.slice(first?, starts, &node.shape, steps)),
        Operation::Reshape => Some(graph.reshape(first?, &node.shape)),
        Operation::Broadcast => Some(graph.broadcast(first?, &node.shape)),
        Operation::Permute(axes) => Some(graph.permute(first?, axes)),
        &Operation::Gather { table, axis } => Some(graph.gather(first?, table, axis)),
        &Operation::Take { batched } => Some(graph.take(first?, node.operands[1], batched)),
        &Operation::TakeAdjoint { batched } => Some(graph.take_adjoint(first?, node.operands[1], &node.shape, batched)),
        Operation::Sum(axes) => Some(graph.sum(first?, axes)),
        &Operation::SparseMatmul { matrix, transposed } => Some(graph.sparse_matmul(matrix, first?, transposed)),
        _ => {
            let [a, b] = [node.operands[0], node.operands[1]];
            let along_a = first.map(|tangent| bilinear(graph, node, [tangent, b]));
            let along_b = shaped[1].map(|tangent| bilinear(graph, node, [a, tangent]));
            sum(graph, along_a, along_b)
        }
    }
}

/// Applies a binary operation of a node to other operands.
fn bilinear(graph: &mut Graph, node: &Node, [a, b]: [Id; 2]) -> Id {
    match &node.operation {
        &Operation::Matmul { transposed } => graph.matmul([a, b], transposed),
        Operation::Convolution(window) => graph.convolution(a, b, window),
        Operation::ConvolutionInput(window) => graph.convolution_input(a, b, window, &node.shape),
        Operation::ConvolutionKernel(window) => graph.convolution_kernel(a, b, window, &node.shape),
        _ => unreachable!("all others have a rule of their own"),
    }
}
