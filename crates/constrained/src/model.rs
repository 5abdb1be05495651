//! The caller's functions: their values, and their derivatives, given or by differences.

pub(crate) mod bfgs;
pub(crate) mod colouring;
pub(crate) mod differences;
pub(crate) mod functions;
pub(crate) mod hessian;
pub(crate) mod limited_memory;
pub(crate) mod pattern;
pub(crate) mod star_colouring;
