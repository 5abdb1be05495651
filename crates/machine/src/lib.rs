//! Plans of tensor arithmetic, and their interpreter. A separate crate, so that these loops are compiled for speed and
//! the plan compiler for size.
//!
//! | module | contents |
//! |---|---|
//! | [`functions`] | the scalar functions of a plan |
//! | [`access`] | locations of tensors, and access patterns in them |
//! | [`tape`] | kernels: elementwise arithmetic on blocks of lanes in one pass |
//! | [`sparse`] | sparse matrices |
//! | [`plan`] | steps over stored tensors: kernels, reductions, cumulative sums, products, convolutions |
//! | [`few`] | short lists of slices |
//! | `kernels` | kernels of some scalar functions |
//! | [`elementary`] | evaluation of the scalar functions |
//! | `run` | [`Machine`], the interpreter of plans |
//! | [`entries`] | assembly of matrix entries from results |
//! | [`rules`] | update rules of gradient descent |

pub mod access;
pub mod elementary;
pub mod entries;
pub mod few;
pub mod functions;
mod kernels;
pub mod plan;
pub mod rules;
mod run;
pub mod sparse;
pub mod tape;

pub use run::{Given, Machine};
