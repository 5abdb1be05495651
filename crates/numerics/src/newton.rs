//! Constants of damped and inexact Newton methods: step acceptance and the accuracy of linear solves.

/// The fraction of the linearly predicted decrease required by a line search: the usual constant of Armijo's rule
/// (Nocedal, Wright, Numerical Optimization, 2006, section 3.1).
pub const ARMIJO: f64 = 1e-4;

/// The ratio of actual to predicted decrease below which a step is poor, and trust in the model decreases (Nocedal,
/// Wright, Numerical Optimization, 2006, algorithm 4.1).
pub const POOR_GAIN: f64 = 0.25;

/// The ratio of actual to predicted decrease above which a step is good, and trust in the model increases (Nocedal,
/// Wright, Numerical Optimization, 2006, algorithm 4.1).
pub const GOOD_GAIN: f64 = 0.75;

/// The largest relative residual of the linear systems of inexact steps. With larger ones steps make little progress.
pub const LARGEST_FORCING: f64 = 0.1;
