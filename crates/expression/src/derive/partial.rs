//! Derivatives of elementwise functions, as nodes.

use crate::graph::operation::{Binary, Operation, Unary};
use crate::graph::{Graph, Id, IdSet, Node};
use std::f64::consts::{FRAC_2_SQRT_PI, PI};

/// The derivative of `function` at `x`, given its value `z`; `None` if it is 0 everywhere.
pub fn of_unary(graph: &mut Graph, function: Unary, x: Id, z: Id) -> Option<Id> {
    let one = graph.constant(1.0);
    Some(match function {
        Unary::Negate => graph.constant(-1.0),
        Unary::Square => graph.scale(x, 2.0),
        Unary::Abs => graph.unary(Unary::Sign, x),
        Unary::Sign => return None,
        Unary::Sqrt => {
            let half = graph.constant(0.5);
            graph.divide(half, z)
        }
        Unary::Exp => z,
        Unary::Expm1 => graph.add(z, one),
        Unary::Log => graph.divide(one, x),
        Unary::Log1p => {
            let sum = graph.add(x, one);
            graph.divide(one, sum)
        }
        Unary::Sin => graph.unary(Unary::Cos, x),
        Unary::Cos => {
            let sine = graph.unary(Unary::Sin, x);
            graph.negate(sine)
        }
        Unary::Tan => {
            let square = graph.unary(Unary::Square, z);
            graph.add(square, one)
        }
        Unary::Asin => of_arcsine(graph, x),
        Unary::Acos => {
            let slope = of_arcsine(graph, x);
            graph.negate(slope)
        }
        Unary::Atan => {
            let square = graph.unary(Unary::Square, x);
            let sum = graph.add(square, one);
            graph.divide(one, sum)
        }
        Unary::Sinh => graph.unary(Unary::Cosh, x),
        Unary::Cosh => graph.unary(Unary::Sinh, x),
        Unary::Tanh => {
            let square = graph.unary(Unary::Square, z);
            graph.subtract(one, square)
        }
        Unary::Erf => of_bell(graph, x, 1.0, FRAC_2_SQRT_PI),
        Unary::NormalCdf => of_bell(graph, x, 0.5, (2.0 * PI).sqrt().recip()),
        Unary::Sigmoid => {
            let rest = graph.subtract(one, z);
            graph.multiply(z, rest)
        }
        Unary::Softplus => graph.unary(Unary::Sigmoid, x),
    })
}

/// Whether `function` saturates as its argument goes to infinity on at least one side. If its derivative there is 0,
/// the derivative of an exponential in the argument may have overflowed, but their product is 0.
pub fn levels_off(function: Unary) -> bool {
    matches!(
        function,
        Unary::Exp
            | Unary::Expm1
            | Unary::Atan
            | Unary::Tanh
            | Unary::Erf
            | Unary::NormalCdf
            | Unary::Sigmoid
            | Unary::Softplus
    )
}

/// The nodes, given in ascending order, that depend on an exponential: if it overflows, so does its derivative. (If a
/// polynomial overflows, its derivative stays finite up to arguments whose squares overflow.)
pub fn exponentials(graph: &Graph, nodes: &[Id]) -> IdSet {
    let mut found = IdSet::default();
    for &id in nodes {
        let Node { operation, operands, .. } = graph.node(id);
        let is_exponential = matches!(
            operation,
            Operation::Unary(Unary::Exp | Unary::Expm1 | Unary::Sinh | Unary::Cosh) | Operation::Binary(Binary::Power)
        );
        if is_exponential || operands.iter().any(|operand| found.contains(operand)) {
            found.insert(id);
        }
    }
    found
}

/// 1/√(1 − x²), computed from (1 − x)(1 + x) to avoid cancellation near 1.
fn of_arcsine(graph: &mut Graph, x: Id) -> Id {
    let one = graph.constant(1.0);
    let (below, above) = (graph.subtract(one, x), graph.add(x, one));
    let product = graph.multiply(below, above);
    let root = graph.unary(Unary::Sqrt, product);
    graph.divide(one, root)
}

/// `height` · exp(−`rate` x²).
fn of_bell(graph: &mut Graph, x: Id, rate: f64, height: f64) -> Id {
    let square = graph.unary(Unary::Square, x);
    let exponent = graph.scale(square, -rate);
    let bell = graph.unary(Unary::Exp, exponent);
    graph.scale(bell, height)
}

/// The partial derivatives of `function`, given its value `z`; for all but `Min` and `Max`.
pub fn of_binary(graph: &mut Graph, function: Binary, [a, b]: [Id; 2], z: Id) -> [Id; 2] {
    let one = graph.constant(1.0);
    match function {
        Binary::Add => [one, one],
        Binary::Subtract => [one, graph.constant(-1.0)],
        Binary::Multiply | Binary::StrongMultiply => [b, a],
        Binary::Divide => {
            let reciprocal = graph.divide(one, b);
            let quotient = graph.divide(z, b);
            [reciprocal, graph.negate(quotient)]
        }
        Binary::Power => {
            let less = graph.subtract(b, one);
            let lower = graph.binary(Binary::Power, a, less);
            let logarithm = graph.unary(Unary::Log, a);
            // 0 if the base is 0 and the exponent positive.
            [graph.multiply(b, lower), graph.binary(Binary::StrongMultiply, z, logarithm)]
        }
        Binary::Atan2 => {
            let (x, y) = (graph.unary(Unary::Square, a), graph.unary(Unary::Square, b));
            let square = graph.add(x, y);
            let (first, second) = (graph.divide(b, square), graph.divide(a, square));
            [first, graph.negate(second)]
        }
        Binary::Min | Binary::Max => unreachable!("choices have no partial derivatives"),
    }
}
