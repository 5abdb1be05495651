//! Derivatives, from graph to graph.

mod forward;
mod partial;
mod reverse;

pub use forward::{tangents, tangents_beside};
pub use reverse::{adjoints, expanded, gradients, taken_from};
