//! Integration tests, as one binary.

mod exact;
mod generators;
mod random_games;
mod references;
