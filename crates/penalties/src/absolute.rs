//! The absolute value.

use crate::univariate::{Univariate, Variable};

/// `strength` times the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Absolute;

impl Univariate for Absolute {
    #[inline]
    fn is_convex(self) -> bool {
        true
    }

    #[inline]
    fn value(self, strength: f64, size: f64) -> f64 {
        strength * size
    }

    #[inline]
    fn derivatives(self, strength: f64, _size: f64) -> (f64, f64) {
        (strength, 0.0)
    }

    #[inline]
    fn prox(self, of: Variable, target: f64, curvature: f64) -> f64 {
        of.interval.clip(soft(curvature * target, of.strength) / (curvature + of.square))
    }

    #[inline]
    fn conjugate(self, of: Variable, slope: f64) -> f64 {
        let pull = slope.abs() - of.strength;
        let reach = of.interval.reach(slope);
        if pull <= 0.0 || reach == 0.0 {
            return 0.0;
        }
        let size = reach.min(pull / of.square);
        if size.is_finite() { size * (pull - 0.5 * of.square * size) } else { 0.0 }
    }
}

/// Soft thresholding: `x` moved towards 0 by `threshold`.
#[inline]
pub(crate) fn soft(x: f64, threshold: f64) -> f64 {
    if x > threshold {
        x - threshold
    } else if x < -threshold {
        x + threshold
    } else {
        0.0
    }
}

/// [`soft`], except that zeros keep the sign of `x`.
#[inline]
pub(crate) fn shrunk(x: f64, threshold: f64) -> f64 {
    (x.abs() - threshold).max(0.0).copysign(x)
}
