//! Jacobians and Hessians with their exact structure.
//!
//! If a function consists of elementwise functions of a few affine subexpressions, the derivatives of each element with
//! respect to these give the entries (`elements`; the group partial separability of LANCELOT and the indexed sums of
//! ExaModels: Shin, Anitescu, Pacaud, Accelerating optimal power flow with GPUs, 2024). Otherwise one product
//! determines the entries of several columns (`coloured`), with a structure found beforehand by index sets (`sets`).

mod coloured;
mod elements;
mod entries;
mod extent;
mod hessian;
mod jacobian;
mod leaves;
mod lines;
mod prepared;
mod sets;
mod structure;
mod terms;

pub use coloured::{directions, flat_or_zeros, gradient};
pub use extent::Extent;
pub use hessian::Hessian;
pub use jacobian::Jacobian;
pub use leaves::Variables;
pub use prepared::{Prepared, Source};
pub use sets::{Dependencies, Sets, Stop, unite};
pub use structure::Structure;
