//! The family's tests, as one program.

#![allow(
    clippy::print_stdout,
    reason = "the observed orders of convergence and counts are printed for whoever runs the tests"
)]

mod behaviour;
mod chain;
mod check;
mod common;
mod jets;
mod properties;
mod table;
