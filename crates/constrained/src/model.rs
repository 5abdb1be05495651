//! The caller's functions: their values, and their derivatives, given or by differences.

mod differences;
pub(crate) mod functions;
mod hessian;
