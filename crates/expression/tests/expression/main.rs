//! Tests of expressions, in one program.

mod common;
mod hostile;
mod properties;
mod references;
mod train;
