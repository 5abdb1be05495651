//! Derivatives, from graph to graph.

mod forward;
mod overflow;
mod reverse;
pub mod symbol;

pub use forward::{Forward, tangents, tangents_beside};
pub use reverse::{Adjoint, Sweep, adjoints, expanded, gradients, unbroadcast};
