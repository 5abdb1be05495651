//! Builders of elementwise nodes, with algebraic simplifications that preserve accuracy.
//!
//! The operands of an elementwise node have its shape or are scalar constants.

use super::{Graph, Id, shape};
use crate::graph::operation::{Binary, Broadcast, Comparison, Operation, Unary};
use superlinear_machine::elementary;

/// The values of two operands, if they are constants.
type Values = (Option<f64>, Option<f64>);

impl Graph {
    /// A scalar constant.
    pub fn constant(&mut self, value: f64) -> Id {
        self.intern(Operation::Constant(value.to_bits()), Vec::new(), Vec::new())
    }

    /// A tensor of equal elements.
    pub fn full(&mut self, value: f64, shape: &[usize]) -> Id {
        let constant = self.constant(value);
        if shape.is_empty() {
            constant
        } else {
            self.intern(Operation::Broadcast(Broadcast), vec![constant], shape.to_vec())
        }
    }

    /// An elementwise function.
    pub fn unary(&mut self, function: Unary, a: Id) -> Id {
        let shape = self.shape(a).to_vec();
        if let Some(value) = self.uniform(a) {
            return self.full(elementary::unary(function, value), &shape);
        }
        if function == Unary::Negate {
            if let Some((factor, rest)) = self.scaled(a) {
                return self.scale(rest, -factor);
            }
            match (self.node(a).operation.clone(), self.node(a).operands.clone()) {
                (Operation::Unary(Unary::Negate), operands) => return operands[0],
                (Operation::Binary(Binary::Subtract), operands) => {
                    return self.binary(Binary::Subtract, operands[1], operands[0]);
                }
                _ => {}
            }
        }
        if function == Unary::Log
            && let Some(exponent) = self.exponent_beside_one(a)
        {
            return self.unary(Unary::Softplus, exponent);
        }
        if function == Unary::Log1p
            && let Some(exponent) = self.argument(Unary::Exp, a)
        {
            return self.unary(Unary::Softplus, exponent);
        }
        self.intern(Operation::Unary(function), vec![a], shape)
    }

    /// An elementwise function of two tensors of the same shape, one of which may be a constant.
    pub fn binary(&mut self, function: Binary, a: Id, b: Id) -> Id {
        let shape = self.shape(if self.shape(a).is_empty() { b } else { a }).to_vec();
        let values = (self.uniform(a), self.uniform(b));
        if let (Some(x), Some(y)) = values {
            return self.full(elementary::binary(function, x, y), &shape);
        }
        // Constants need no shape if the other operand has one.
        let a = values.0.map_or(a, |value| self.constant(value));
        let b = values.1.map_or(b, |value| self.constant(value));
        match function {
            Binary::Add => self.add_simplified(a, b, values),
            Binary::Subtract => self.subtract_simplified(a, b, values, &shape),
            Binary::Multiply => self.multiply_simplified(a, b, values, &shape),
            Binary::StrongMultiply => self.strong_multiply_simplified(a, b, values, &shape),
            Binary::Divide => self.divide_simplified(a, b, values, &shape),
            Binary::Min | Binary::Max if a == b => a,
            _ => self.elementwise(Operation::Binary(function), vec![a, b]),
        }
    }

    /// The sum.
    pub fn add(&mut self, a: Id, b: Id) -> Id {
        self.binary(Binary::Add, a, b)
    }

    /// The difference.
    pub fn subtract(&mut self, a: Id, b: Id) -> Id {
        self.binary(Binary::Subtract, a, b)
    }

    /// The product.
    pub fn multiply(&mut self, a: Id, b: Id) -> Id {
        self.binary(Binary::Multiply, a, b)
    }

    /// The product with a constant.
    pub fn scale(&mut self, a: Id, factor: f64) -> Id {
        let factor = self.constant(factor);
        self.multiply(a, factor)
    }

    /// The quotient.
    pub fn divide(&mut self, a: Id, b: Id) -> Id {
        self.binary(Binary::Divide, a, b)
    }

    /// The negative.
    pub fn negate(&mut self, a: Id) -> Id {
        self.unary(Unary::Negate, a)
    }

    /// `p` if the comparison of `a` and `b` holds, else `q`.
    pub fn select(&mut self, comparison: Comparison, [a, b, p, q]: [Id; 4]) -> Id {
        if p == q {
            return p;
        }
        let shaped = [a, b, p, q].into_iter().find(|&id| !self.shape(id).is_empty()).unwrap_or(a);
        let shape = self.shape(shaped).to_vec();
        if let (Some(x), Some(y)) = (self.uniform(a), self.uniform(b)) {
            let taken = if comparison.holds(x, y) { p } else { q };
            return self.shaped(taken, &shape);
        }
        let operands = [a, b, p, q].map(|id| self.uniform(id).map_or(id, |value| self.constant(value)));
        self.elementwise(Operation::Select(comparison), operands.to_vec())
    }

    /// The node, broadcast to a shape if it is a scalar constant.
    pub fn shaped(&mut self, id: Id, shape: &[usize]) -> Id {
        match self.uniform(id) {
            Some(value) if !shape::same(self.shape(id), shape) => self.full(value, shape),
            _ => id,
        }
    }

    /// The node, broadcast to the shape of another one if it is a scalar constant.
    pub fn shaped_as(&mut self, id: Id, of: Id) -> Id {
        let shape = self.shape(of).to_vec();
        self.shaped(id, &shape)
    }

    fn elementwise(&mut self, operation: Operation, operands: Vec<Id>) -> Id {
        let shaped = operands.iter().find(|&&id| !self.shape(id).is_empty());
        let shape = shaped.map_or_else(Vec::new, |&id| self.shape(id).to_vec());
        debug_assert!(
            operands.iter().all(|&id| self.shape(id) == shape || self.uniform(id).is_some()),
            "elementwise operands have one shape"
        );
        self.intern(operation, operands, shape)
    }

    /// The operand of a node, if the node is this function.
    fn argument(&self, function: Unary, id: Id) -> Option<Id> {
        let node = self.node(id);
        (node.operation == Operation::Unary(function)).then(|| node.operands[0])
    }

    /// The exponent u of 1 + exp(u). The sum overflows long before its logarithm, and its reciprocal then has no
    /// derivative.
    fn exponent_beside_one(&self, id: Id) -> Option<Id> {
        let node = self.node(id);
        let is_sum = node.operation == Operation::Binary(Binary::Add) && self.uniform(node.operands[1]) == Some(1.0);
        is_sum.then(|| self.argument(Unary::Exp, node.operands[0])).flatten()
    }

    /// The factor and the other operand of a product with a constant.
    fn scaled(&self, id: Id) -> Option<(f64, Id)> {
        let node = self.node(id);
        if node.operation != Operation::Binary(Binary::Multiply) {
            return None;
        }
        self.uniform(node.operands[1]).map(|factor| (factor, node.operands[0]))
    }

    fn ordered(&self, a: Id, b: Id) -> Vec<Id> {
        // Constants come second; otherwise the smaller id comes first.
        let goes_first = |id: Id| (self.uniform(id).is_some(), id);
        if goes_first(a) <= goes_first(b) { vec![a, b] } else { vec![b, a] }
    }

    fn add_simplified(&mut self, a: Id, b: Id, values: Values) -> Id {
        match values {
            (Some(0.0), _) => return b,
            (_, Some(0.0)) => return a,
            _ => {}
        }
        if let Some(b) = self.argument(Unary::Negate, b) {
            return self.subtract(a, b);
        }
        if let Some(a) = self.argument(Unary::Negate, a) {
            return self.subtract(b, a);
        }
        let operands = self.ordered(a, b);
        self.elementwise(Operation::Binary(Binary::Add), operands)
    }

    fn subtract_simplified(&mut self, a: Id, b: Id, values: Values, shape: &[usize]) -> Id {
        if a == b {
            return self.full(0.0, shape);
        }
        match values {
            (Some(0.0), _) => return self.negate(b),
            (_, Some(0.0)) => return a,
            _ => {}
        }
        if let Some(b) = self.argument(Unary::Negate, b) {
            return self.add(a, b);
        }
        self.elementwise(Operation::Binary(Binary::Subtract), vec![a, b])
    }

    fn multiply_simplified(&mut self, a: Id, b: Id, values: Values, shape: &[usize]) -> Id {
        match values {
            (Some(factor), _) => return self.multiply_by_constant(b, factor, shape),
            (_, Some(factor)) => return self.multiply_by_constant(a, factor, shape),
            _ => {}
        }
        if a == b {
            return self.unary(Unary::Square, a);
        }
        // Constant factors go outside, where a sum may take them along; not several that would overflow as one, since then each product of
        // a long chain would be made anew for all of them.
        for (scaled, other) in [(a, b), (b, a)] {
            if let Some((factor, rest)) = self.scaled(scaled)
                && self.scaled(rest).is_none()
            {
                let product = self.multiply(rest, other);
                return self.scale(product, factor);
            }
        }
        let operands = self.ordered(a, b);
        self.elementwise(Operation::Binary(Binary::Multiply), operands)
    }

    fn multiply_by_constant(&mut self, a: Id, factor: f64, shape: &[usize]) -> Id {
        if factor == 0.0 {
            return self.full(0.0, shape);
        }
        if factor == 1.0 {
            return a;
        }
        if factor == -1.0 {
            return self.negate(a);
        }
        if let Some(a) = self.argument(Unary::Negate, a) {
            return self.scale(a, -factor);
        }
        match self.scaled(a) {
            Some((inner, rest)) if (inner * factor).is_finite() => self.scale(rest, inner * factor),
            _ => {
                let factor = self.constant(factor);
                self.elementwise(Operation::Binary(Binary::Multiply), vec![a, factor])
            }
        }
    }

    fn strong_multiply_simplified(&mut self, a: Id, b: Id, values: Values, shape: &[usize]) -> Id {
        match values {
            (Some(0.0), _) => self.full(0.0, shape),
            (Some(_), _) => self.multiply(a, b),
            (_, Some(factor)) if factor.is_finite() => self.multiply(a, b),
            _ => self.elementwise(Operation::Binary(Binary::StrongMultiply), vec![a, b]),
        }
    }

    fn divide_simplified(&mut self, a: Id, b: Id, values: Values, shape: &[usize]) -> Id {
        match values {
            (Some(0.0), _) => return self.full(0.0, shape),
            // The reciprocal of a power of two is exact.
            (_, Some(divisor))
                if divisor.is_normal() && divisor.to_bits() << 12 == 0 && divisor.recip().is_normal() =>
            {
                return self.scale(a, divisor.recip());
            }
            _ => {}
        }
        if let Some(exponent) = self.exponent_beside_one(b) {
            if self.argument(Unary::Exp, a) == Some(exponent) {
                return self.unary(Unary::Sigmoid, exponent);
            }
            let opposite = self.negate(exponent);
            let sigmoid = self.unary(Unary::Sigmoid, opposite);
            return self.multiply(a, sigmoid);
        }
        self.elementwise(Operation::Binary(Binary::Divide), vec![a, b])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::gradients;

    /// The number of nodes of x^(2^length) and its derivative, by repeated squares.
    fn nodes_of_chain(length: usize) -> usize {
        let mut graph = Graph::default();
        let x = graph.input(0, &[]);
        let power = (0..length).fold(x, |power, _| graph.multiply(power, power));
        let one = graph.constant(1.0);
        gradients(&mut graph, &[(power, one)], &[x]);
        graph.len()
    }

    #[test]
    fn factors_that_would_overflow_as_one_are_not_carried_along_a_chain() {
        assert!(nodes_of_chain(16_000) < 5 * nodes_of_chain(4_000));
    }
}
