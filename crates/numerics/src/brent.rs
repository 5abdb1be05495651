//! Minima and roots of functions of one variable, after R. P. Brent, Algorithms for Minimization without Derivatives,
//! 1973.

mod interval;
mod minimum;
mod root;

pub use interval::BrentStatus;
pub use minimum::{BrentMinimum, BrentMinimumProblem, BrentMinimumSolution};
pub use root::{BrentRoot, BrentRootProblem, BrentRootSolution, RootSample, RootSearch};
