//! The family's tests, as one program.

mod exact;
mod generators;
mod random_games;
mod references;
