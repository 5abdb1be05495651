//! Tests of whole integrations.

mod common;
mod delays;
mod references;
