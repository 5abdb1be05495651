//! What work on the constraints alone has in common, under equations and between ends: how far it goes, when it has come to a local
//! minimum of the violation, and how it damps its steps.

use superlinear_numerics::newton::{GOOD_GAIN, POOR_GAIN};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{largest, norm};

/// The part of the violation that is left when the method goes on.
pub(super) const VIOLATION_LEFT: f64 = 0.1;

/// The violation is stationary where its gradient is less than this part of what its constraints' gradients would make of it, and it is
/// more than this itself.
pub(super) const STATIONARY: f64 = 1e-6;

/// The norms of the gradients of the constraints, each where it was largest so far, and at most 1: so their units do not decide whether
/// the gradient of a violation is slight, and a gradient that vanishes at a stationary point is slight beside earlier ones.
#[derive(Default)]
pub(super) struct Steepest(Vec<f64>);

impl Steepest {
    /// Takes note of the gradients at a point.
    pub fn note(&mut self, jacobian: Entries<'_>) {
        let mut squares = vec![0.0; jacobian.pattern.rows];
        jacobian.iter().for_each(|(i, _, value)| squares[i] += value * value);
        self.0.resize(squares.len(), 0.0);
        self.0.iter_mut().zip(squares).for_each(|(norm, square)| *norm = f64::max(*norm, square.sqrt()).min(1.0));
    }

    /// The gradient below which half the square of this violation counts as stationary.
    pub fn slight_slope(&self, excess: &[f64]) -> f64 {
        let products: Vec<_> = excess.iter().zip(&self.0).map(|(excess, norm)| excess * norm).collect();
        STATIONARY * norm(&products)
    }
}

/// The damping to start with, for each unit of the squared largest entry of J, and the factor by which it changes.
const FIRST_DAMPING: f64 = 1e-4;
const DAMPING_CHANGE: f64 = 4.0;
/// With less damping the system would be singular in the directions that J does not see.
const LEAST_DAMPING: f64 = 1e-20;
/// Steps with more damping are too short to tell from rounding.
const LARGEST_DAMPING: f64 = 1e30;

/// The damping of steps, by the method of Levenberg and Marquardt.
pub(super) struct Damping(pub f64);

impl Damping {
    /// That of the first step, where J has these entries.
    pub fn first(jacobian: &[f64]) -> Self {
        Self((FIRST_DAMPING * largest(jacobian).powi(2)).max(LEAST_DAMPING))
    }

    /// Changes it after a step that gained this part of what the linear model says; `None` where it gained nothing.
    pub fn follow(&mut self, gain: Option<f64>) {
        if gain.is_some_and(|gain| gain > GOOD_GAIN) {
            self.0 = LEAST_DAMPING.max(self.0 / DAMPING_CHANGE);
        } else if gain.is_none_or(|gain| gain < POOR_GAIN) {
            self.0 *= DAMPING_CHANGE;
        }
    }

    /// Whether steps are too short by now.
    pub fn is_spent(&self) -> bool {
        self.0 > LARGEST_DAMPING
    }
}
