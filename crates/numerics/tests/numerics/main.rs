//! Tests of the crate through its public interface.

mod brent_minimum;
mod brent_root;
mod common;
mod conjugate_gradients;
mod elementary_functions;
mod logsumexp;
mod parallel;
mod sparse;
