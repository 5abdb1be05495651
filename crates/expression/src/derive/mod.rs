//! Derivatives, from graph to graph.

mod forward;
mod overflow;
mod reverse;
mod symbol;

pub use forward::{tangents, tangents_beside};
pub use reverse::{adjoints, expanded, gradients, taken_from};
