//! Common parts of the restoration phases of both methods: their target, the test for a local minimum of the violation,
//! and the damping of the steps.

use superlinear_numerics::newton::{GOOD_GAIN, POOR_GAIN};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{largest, norm};

/// The restoration phase stops once the violation falls to this fraction.
pub(super) const VIOLATION_LEFT: f64 = 0.1;

/// The violation is stationary if its gradient is below this fraction of the size indicated by the constraints'
/// gradients. The violation must exceed this, too.
pub(super) const STATIONARY: f64 = 1e-6;

/// The norm of each constraint's gradient, the largest seen so far, capped at 1. This makes the stationarity test
/// independent of units, and detects a gradient that vanishes at a stationary point by comparison with earlier ones.
#[derive(Default)]
pub(super) struct Steepest(Vec<f64>);

impl Steepest {
    /// Records the gradients at a point.
    pub fn note(&mut self, jacobian: Entries<'_>) {
        let mut squares = vec![0.0; jacobian.pattern.rows];
        jacobian.iter().for_each(|(i, _, value)| squares[i] += value * value);
        self.0.resize(squares.len(), 0.0);
        self.0.iter_mut().zip(squares).for_each(|(norm, square)| *norm = f64::max(*norm, square.sqrt()).min(1.0));
    }

    /// The gradient norm below which half the squared norm of this violation counts as stationary.
    pub fn slight_slope(&self, excess: &[f64]) -> f64 {
        let products: Vec<_> = excess.iter().zip(&self.0).map(|(excess, norm)| excess * norm).collect();
        STATIONARY * norm(&products)
    }
}

/// The initial damping per unit of the squared largest entry of J, and the factor of its changes.
const FIRST_DAMPING: f64 = 1e-4;
const DAMPING_CHANGE: f64 = 4.0;
/// Lower limit. With less damping the system would be singular in the null space of J.
const LEAST_DAMPING: f64 = 1e-20;
/// Upper limit. Steps with more damping are indistinguishable from rounding.
const LARGEST_DAMPING: f64 = 1e30;

/// The Levenberg-Marquardt damping parameter.
pub(super) struct Damping(pub f64);

impl Damping {
    /// The initial damping for a Jacobian with these entries.
    pub fn first(jacobian: &[f64]) -> Self {
        Self((FIRST_DAMPING * largest(jacobian).powi(2)).max(LEAST_DAMPING))
    }

    /// Updates the damping, given the ratio of actual to predicted reduction; `None` if there was no reduction.
    pub fn follow(&mut self, gain: Option<f64>) {
        if gain.is_some_and(|gain| gain > GOOD_GAIN) {
            self.0 = LEAST_DAMPING.max(self.0 / DAMPING_CHANGE);
        } else if gain.is_none_or(|gain| gain < POOR_GAIN) {
            self.0 *= DAMPING_CHANGE;
        }
    }

    /// Whether steps have become too short.
    pub fn is_spent(&self) -> bool {
        self.0 > LARGEST_DAMPING
    }
}
