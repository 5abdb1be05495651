//! The tests of the crate, in one executable.

mod common;
mod hostile;
mod pointwise;
mod properties;
mod references;
mod train;
