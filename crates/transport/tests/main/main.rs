//! What the solvers promise: known answers, proofs that come with answers, and what holds for every problem.

mod barycenter;
mod common;
mod exact;
mod known_answers;
mod partial;
mod properties;
mod unbalanced;
