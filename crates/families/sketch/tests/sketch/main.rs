//! Tests with sizes and guarantees beyond those of the JavaScript tests.

mod common;
mod iterative_hessian_sketch;
mod krylov;
mod leverage;
mod low_rank;
mod lstsq;
mod sampling;
mod sketched_lstsq;
