//! The names of the wire format. TypeScript's lists of them are generated from these.

use crate::composite;
use crate::graph::operation::{Binary, Comparison, Unary};
use crate::operations;

pub use crate::operations::Operands;

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

/// The other operations, with their operands.
pub fn others() -> impl Iterator<Item = (&'static str, Operands)> {
    let given = ["input", "constant", "data"].into_iter().map(|name| (name, Operands::Count(0)));
    given.chain(operations::in_wire_format().map(|operation| (operation.name, operation.operands)))
}
