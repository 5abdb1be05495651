//! The names of the wire format. TypeScript's lists of them are generated from these, as are its limits.

use crate::composite;
use crate::graph::operation::{Binary, Comparison, Unary};

/// The elementwise operations of one operand.
pub fn unary() -> impl Iterator<Item = &'static str> {
    Unary::in_wire_format().map(Unary::name).chain(composite::UNARY.iter().map(|&(name, _)| name))
}

/// The elementwise operations of two operands.
pub fn binary() -> impl Iterator<Item = &'static str> {
    Binary::in_wire_format().map(Binary::name)
}

/// The comparisons.
pub fn comparisons() -> impl Iterator<Item = &'static str> {
    Comparison::ALL.iter().map(|comparison| comparison.name())
}
