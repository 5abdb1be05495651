//! Elementwise functions composed of others: a row each, with the name and the composition.

use crate::graph::operation::{Binary, Unary};
use crate::graph::{Graph, Id};

/// A function of one operand.
type Compose = fn(&mut Graph, Id) -> Id;

/// The functions of one operand.
pub const UNARY: &[(&str, Compose)] = &[
    ("relu", |graph, a| {
        let zero = graph.constant(0.0);
        graph.binary(Binary::Max, zero, a)
    }),
    ("gelu", |graph, a| {
        let share = graph.unary(Unary::NormalCdf, a);
        graph.multiply(a, share)
    }),
];
