//! The family's tests, as one program.

#![expect(clippy::print_stdout, reason = "iterations and orders of convergence are worth reading, with --nocapture")]

mod behaviour;
mod chain;
mod check;
mod common;
mod continuing;
mod inner;
mod jets;
mod logistic;
mod paper;
mod poisson_control;
mod properties;
mod rosenbrock;
mod table;
