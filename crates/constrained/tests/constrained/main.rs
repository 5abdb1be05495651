//! The family's tests, as one program.

mod common;
mod jets;
mod table;
