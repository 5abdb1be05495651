//! Jacobians and Hessians with their exact structure.
//!
//! If a function consists of elementwise functions of a few affine subexpressions, the derivatives of each element with
//! respect to these give the entries (`elements`; the group partial separability of LANCELOT and the indexed sums of
//! ExaModels: Shin, Anitescu, Pacaud, Accelerating optimal power flow with GPUs, 2024). Otherwise one product
//! determines the entries of several columns (`colored`), with a structure found beforehand by index sets (`sets`).

mod colored;
mod derivative;
mod elements;
mod entries;
mod extent;
mod leaves;
mod lines;
mod prepared;
mod sets;
mod structure;
mod terms;

pub use colored::{flat_or_zeros, gradient, seeds};
pub use derivative::{Computed, Derivative};
pub use extent::Extent;
pub use leaves::Variables;
pub use prepared::Prepared;
pub use sets::{Dependencies, Sets, Stop, unite};
pub use structure::Structure;
