//! The family's tests, as one program.

#![expect(clippy::print_stdout, reason = "iterations and orders of convergence are worth reading, with --nocapture")]

mod behavior;
mod bounded;
mod chain;
mod check;
mod common;
mod continuing;
mod dual;
mod hostile;
mod inequalities;
mod inner;
mod jets;
mod least_squares;
mod logistic;
mod nist;
mod paper;
mod poisson_control;
mod properties;
mod quadratic;
mod random_problems;
mod rosenbrock;
mod scaling;
mod stationary;
mod table;
