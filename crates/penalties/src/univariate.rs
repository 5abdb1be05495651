//! The part of a penalty that depends on one coefficient: a shape of some strength, half the square, and an interval.

use crate::interval::Interval;
use superlinear_numerics::vectors::larger;

/// A penalty on the size of one coefficient, zero at zero, with slope `strength` there: this is what holds coefficients at zero, so
/// all that is said of those that are zero goes by the strength alone. Away from zero a convex shape is nowhere less steep than
/// that, and a concave one nowhere steeper.
pub trait Univariate: Copy {
    /// Whether it is convex, whatever the strength; else it is concave in the size.
    fn is_convex(self) -> bool;

    /// The penalty of a size, which is not negative.
    fn value(self, strength: f64, size: f64) -> f64;

    /// The first and second derivative at a size above 0.
    fn derivatives(self, strength: f64, size: f64) -> (f64, f64);

    /// The minimiser, within the interval, of `curvature / 2 (w - target)^2` plus this penalty plus half the square, where
    /// `curvature` is above 0.
    fn prox(self, of: Variable, target: f64, curvature: f64) -> f64;

    /// The largest value of `slope w` less this penalty less half the square on the interval, or more than that; what is more makes
    /// a duality gap larger than it is. It may be 0 where it is infinite: [`Penalty::excess`](crate::Penalty::excess) tells where
    /// slopes allow that, and is asked first. There is no dual of penalties that are not convex.
    fn conjugate(self, _of: Variable, _slope: f64) -> f64 {
        debug_assert!(!self.is_convex(), "a convex shape has a conjugate");
        f64::INFINITY
    }
}

/// What scales the shape and what is added to it.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// The factor of the shape.
    pub strength: f64,
    /// The factor of half the square.
    pub square: f64,
    /// The values that the variable may have.
    pub interval: Interval,
}

impl Variable {
    /// Half the square of a coefficient.
    #[inline]
    pub fn square_value(self, w: f64) -> f64 {
        0.5 * self.square * w * w
    }

    /// The penalty of a coefficient.
    #[inline]
    pub fn value(self, shape: impl Univariate, w: f64) -> f64 {
        shape.value(self.strength, w.abs()) + self.square_value(w)
    }

    /// The first and second derivative at a coefficient, which is not 0.
    #[inline]
    pub fn derivatives(self, shape: impl Univariate, w: f64) -> (f64, f64) {
        let (first, second) = shape.derivatives(self.strength, w.abs());
        (w.signum() * first + self.square * w, second + self.square)
    }

    /// The least change of the loss's negative slope after which `w` would be optimal, where a norm's slope is `pull` times `w`.
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

/// By how much a slope falls short of moving a variable of this strength from zero within its interval; minus infinity where nothing
/// holds it there.
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
