//! Plans of arithmetic on tensors, and the machine that computes them. A crate of its own, so that these loops can be compiled to be fast
//! where what makes plans is compiled to be small.
//!
//! | module | what |
//! |---|---|
//! | [`functions`] | the functions of single numbers that a plan has |
//! | [`access`] | where tensors are stored, and where lanes find their elements in them |
//! | [`tape`] | programs for blocks of lanes: elementwise arithmetic in one pass |
//! | [`sparse`] | sparse matrices |
//! | [`plan`] | steps over stored tensors: tapes, reductions, products, convolutions |
//! | [`elementary`] | the functions, computed |
//! | `run` | [`Machine`], which computes plans |
//! | [`entries`] | entries of matrices, made of results |
//! | [`rules`] | steps along a gradient |

pub mod access;
pub mod elementary;
pub mod entries;
pub mod functions;
pub mod plan;
pub mod rules;
mod run;
pub mod sparse;
pub mod tape;

pub use run::{Given, Machine};
