//! Numbers that damped and inexact Newton methods share: how much of what a model promises a step must bring, and how exactly its
//! linear system is solved.

/// The share of the decrease which the slope promises that a line search asks for: Armijo's rule with the usual constant
/// (Nocedal, Wright, Numerical Optimization, 2006, section 3.1).
pub const ARMIJO: f64 = 1e-4;

/// Steps that bring less than this share of what the model promises are poor ones: the model is trusted less from then on
/// (Nocedal, Wright, Numerical Optimization, 2006, algorithm 4.1).
pub const POOR_GAIN: f64 = 0.25;

/// Steps that bring more than this share of what the model promises are good ones: the model is trusted more from then on
/// (Nocedal, Wright, Numerical Optimization, 2006, algorithm 4.1).
pub const GOOD_GAIN: f64 = 0.75;

/// The largest relative residual of the linear systems of inexact steps: with more they hardly lead anywhere.
pub const LARGEST_FORCING: f64 = 0.1;
