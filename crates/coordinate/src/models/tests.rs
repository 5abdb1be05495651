//! Known answers by exact arithmetic and by other programs, and how fast they are approached.

mod generators;
mod known;
mod superlinear;
