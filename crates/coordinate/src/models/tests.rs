//! Known answers by exact arithmetic and by other programs.

mod generators;
mod known;
