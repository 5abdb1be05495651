//! The family's tests, as one program.

mod behaviour;
mod check;
mod common;
mod jets;
mod table;
