//! The family's tests, as one program.

#![expect(clippy::print_stdout, reason = "iterations and orders of convergence are worth reading, with --nocapture")]

mod behaviour;
mod chain;
mod check;
mod common;
mod inner;
mod jets;
mod paper;
mod properties;
mod table;
