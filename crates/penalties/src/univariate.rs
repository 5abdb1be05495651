//! The part of a penalty that depends on one coefficient: a shape with a strength, half the square, and an interval.

use crate::interval::Interval;
use superlinear_numerics::vectors::larger;

/// A penalty on the size of one coefficient, zero at zero, with slope `strength` there. The slope at zero keeps
/// coefficients at zero, so statements about zero coefficients depend only on the strength. Away from zero the slope of
/// a convex shape is at least this, and that of a concave one at most this.
pub trait Univariate: Copy {
    /// Returns whether it is convex, for any strength; otherwise it is concave in the size.
    fn is_convex(self) -> bool;

    /// The penalty of a nonnegative size.
    fn value(self, strength: f64, size: f64) -> f64;

    /// The first and second derivative at a positive size.
    fn derivatives(self, strength: f64, size: f64) -> (f64, f64);

    /// The minimizer, within the interval, of `curvature / 2 (w - target)^2` plus this penalty plus half the square,
    /// for a positive `curvature`.
    fn prox(self, of: Variable, target: f64, curvature: f64) -> f64;

    /// The maximum of `slope w` minus this penalty minus half the square on the interval, or an upper bound, which
    /// overestimates a duality gap. It may be 0 instead of infinity: [`Penalty::excess`](crate::Penalty::excess)
    /// detects such slopes, and is called first. Nonconvex penalties have no dual.
    fn conjugate(self, _of: Variable, _slope: f64) -> f64 {
        debug_assert!(!self.is_convex(), "a convex shape has a conjugate");
        f64::INFINITY
    }
}

/// The parameters of the shape for one variable, and the other terms of its penalty.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// The factor of the shape.
    pub strength: f64,
    /// The factor of half the square.
    pub square: f64,
    /// The allowed values of the variable.
    pub interval: Interval,
}

impl Variable {
    /// Half the weighted square of a coefficient.
    #[inline]
    pub fn square_value(self, w: f64) -> f64 {
        0.5 * self.square * w * w
    }

    /// The penalty of a coefficient.
    #[inline]
    pub fn value(self, shape: impl Univariate, w: f64) -> f64 {
        shape.value(self.strength, w.abs()) + self.square_value(w)
    }

    /// The first and second derivative at a nonzero coefficient.
    #[inline]
    pub fn derivatives(self, shape: impl Univariate, w: f64) -> (f64, f64) {
        let (first, second) = shape.derivatives(self.strength, w.abs());
        (w.signum() * first + self.square * w, second + self.square)
    }

    /// The smallest change of the loss's negative slope that would make `w` optimal; `pull` times `w` is the slope of a
    /// norm.
    #[inline]
    pub fn violation(self, shape: impl Univariate, w: f64, slope: f64, pull: f64) -> f64 {
        let (up, down) = if w == 0.0 {
            (slope - self.strength, -slope - self.strength)
        } else {
            let derivative = self.derivatives(shape, w).0 + pull * w;
            (slope - derivative, derivative - slope)
        };
        let up = if w < self.interval.upper { larger(0.0, up) } else { 0.0 };
        if w > self.interval.lower { larger(up, down) } else { up }
    }
}

/// The amount by which a slope is too small to move a variable of this strength from zero within its interval; minus
/// infinity if nothing keeps it there.
#[inline]
pub(crate) fn margin(strength: f64, interval: Interval, slope: f64) -> f64 {
    if strength == 0.0 {
        return f64::NEG_INFINITY;
    }
    match (interval.lower, interval.upper) {
        (0.0, 0.0) => f64::INFINITY,
        (0.0, _) => strength - slope,
        (_, 0.0) => strength + slope,
        _ => strength - slope.abs(),
    }
}
