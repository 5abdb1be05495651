//! The family's tests, as one program.

mod behaviour;
mod common;
mod jets;
mod table;
