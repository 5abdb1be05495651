//! Nodes as numbers in which derivatives are written.

use crate::graph::operation::{Binary, Partials, Unary};
use crate::graph::{Graph, Id};
use std::cell::RefCell;
use std::ops::{Add, Div, Mul, Neg, Sub};
use superlinear_machine::functions::Algebra;

/// The derivative of `function` at `x`, given its value `z`.
pub fn of_unary(graph: &mut Graph, function: Unary, x: Id, z: Id) -> Id {
    let graph = RefCell::new(graph);
    let [x, z] = [x, z].map(|id| Symbol { graph: &graph, id });
    function.derivative(x, z).id
}

/// The partial derivatives of `function` at `a` and `b`, given its value `z`.
pub fn of_binary(graph: &mut Graph, function: Binary, [a, b]: [Id; 2], z: Id) -> Partials<Id> {
    let graph = RefCell::new(graph);
    let [a, b, z] = [a, b, z].map(|id| Symbol { graph: &graph, id });
    match function.derivative(a, b, z) {
        Partials::Slopes(slopes) => Partials::Slopes(slopes.map(|slope| slope.id)),
        Partials::FirstIf(comparison, operands) => Partials::FirstIf(comparison, operands.map(|operand| operand.id)),
    }
}

/// A node whose arithmetic adds nodes to its graph.
#[derive(Clone, Copy)]
struct Symbol<'a> {
    graph: &'a RefCell<&'a mut Graph>,
    id: Id,
}

impl Symbol<'_> {
    fn with(self, add: impl FnOnce(&mut Graph) -> Id) -> Self {
        Self { id: add(&mut self.graph.borrow_mut()), ..self }
    }
}

impl Algebra for Symbol<'_> {
    fn constant(self, value: f64) -> Self {
        self.with(|graph| graph.constant(value))
    }
    fn unary(self, function: Unary) -> Self {
        self.with(|graph| graph.unary(function, self.id))
    }
    fn binary(self, function: Binary, other: Self) -> Self {
        self.with(|graph| graph.binary(function, self.id, other.id))
    }
}

impl Neg for Symbol<'_> {
    type Output = Self;
    fn neg(self) -> Self {
        self.unary(Unary::Negate)
    }
}

impl Add for Symbol<'_> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.binary(Binary::Add, other)
    }
}

impl Sub for Symbol<'_> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.binary(Binary::Subtract, other)
    }
}

impl Mul for Symbol<'_> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.binary(Binary::Multiply, other)
    }
}

impl Div for Symbol<'_> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self.binary(Binary::Divide, other)
    }
}

impl Add<f64> for Symbol<'_> {
    type Output = Self;
    fn add(self, value: f64) -> Self {
        self + self.constant(value)
    }
}

impl Mul<f64> for Symbol<'_> {
    type Output = Self;
    fn mul(self, value: f64) -> Self {
        self * self.constant(value)
    }
}
