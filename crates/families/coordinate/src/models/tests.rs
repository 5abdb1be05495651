//! Known solutions from exact arithmetic and other programs, and rates of convergence.

mod generators;
mod known;
mod superlinear;
