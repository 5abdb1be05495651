//! Guarantees of the solvers: known answers, proofs returned with solutions, and properties of every solution.

mod barycenter;
mod common;
mod exact;
mod known_answers;
mod partial;
mod properties;
mod unbalanced;
