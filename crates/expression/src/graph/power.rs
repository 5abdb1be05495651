//! Powers with constant integer exponents.

use super::{Graph, Id};
use crate::graph::operation::{Binary, Comparison, Unary};

/// Beyond this exponent, repeated squaring is no more accurate than exponential and logarithm.
const MAX_SQUARED: f64 = 64.0;

impl Graph {
    /// The power of two tensors of the same shape. Integer constant exponents by repeated squaring; others by
    /// exponential and logarithm, with the absolute value as base for integer exponents.
    pub fn power(&mut self, a: Id, b: Id) -> Id {
        let Some(exponent) = self.uniform(b).filter(|k| k.fract() == 0.0) else {
            return self.binary(Binary::Power, a, b);
        };
        if exponent.abs() > MAX_SQUARED {
            let size = self.unary(Unary::Abs, a);
            let power = self.binary(Binary::Power, size, b);
            if exponent % 2.0 == 0.0 {
                return power;
            }
            let (zero, negative) = (self.constant(0.0), self.negate(power));
            return self.select(Comparison::Less, [a, zero, negative, power]);
        }
        let shape = self.shape(a).to_vec();
        let mut rest = exponent.abs() as u32;
        let (mut power, mut square) = (self.full(1.0, &shape), a);
        while rest > 0 {
            if rest & 1 == 1 {
                power = self.multiply(power, square);
            }
            rest >>= 1;
            if rest > 0 {
                square = self.unary(Unary::Square, square);
            }
        }
        if exponent < 0.0 {
            let one = self.constant(1.0);
            power = self.divide(one, power);
        }
        power
    }
}
