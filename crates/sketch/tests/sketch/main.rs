//! The methods at sizes and with promises that the tests of JavaScript do not reach.

mod common;
mod iterative_hessian_sketch;
mod krylov;
mod leverage;
mod low_rank;
mod lstsq;
mod sampling;
mod sketched_lstsq;
