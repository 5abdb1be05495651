//! The family's tests, as one program.

mod behaviour;
mod chain;
mod check;
mod common;
mod jets;
mod properties;
mod table;
