//! Jacobians and Hessians with their exact structure.
//!
//! Where a function is made of elementwise functions of few affine quantities, each lane's derivatives by these are the entries
//! (`elements`; the group-partial separability of LANCELOT and the indexed sums of ExaModels: Shin, Anitescu, Pacaud, Accelerating
//! optimal power flow with GPUs, 2024). Otherwise products tell the entries of several columns at once (`coloured`), whose structure
//! index sets tell before (`sets`).

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
pub use structure::Structure;
