//! Absolute values of one strength, and box bounds, one coordinate at a time.

use crate::absolute::{Absolute, shrunk};
use crate::interval::{Bounds, Interval};
use crate::univariate::Variable;

/// `lambda |x_j|` within bounds.
pub struct UniformPenalty {
    lambda: f64,
    bounds: Option<Bounds>,
}

/// A gradient that pushes a coordinate against its bound by more than this holds it there.
const HELD: f64 = 1e-12;

impl UniformPenalty {
    /// The penalty of this `lambda`, which is not negative.
    pub fn new(lambda: f64, bounds: Option<Bounds>) -> Self {
        Self { lambda, bounds }
    }

    /// Whether there is neither a penalty nor a bound.
    #[inline]
    pub fn is_none(&self) -> bool {
        self.lambda == 0.0 && self.bounds.is_none()
    }

    /// The values that a coordinate may have.
    #[inline]
    pub fn interval(&self, j: usize) -> Interval {
        Bounds::interval(&self.bounds, j)
    }

    /// The penalty of all coordinates.
    pub fn value(&self, x: &[f64]) -> f64 {
        if self.lambda == 0.0 { 0.0 } else { self.lambda * x.iter().map(|x| x.abs()).sum::<f64>() }
    }

    /// By how much it rises on the way of one coordinate from `x` to `to`.
    #[inline]
    pub fn rise(&self, x: f64, to: f64) -> f64 {
        self.lambda * (to.abs() - x.abs())
    }

    /// The slope at `x`, which is not 0.
    #[inline]
    pub fn slope(&self, x: f64) -> f64 {
        self.lambda.copysign(x)
    }

    /// The minimum over t of `g (t - x) + L (t - x)^2 / 2` and the penalty, within the bounds; `x` where L is 0.
    #[inline]
    pub fn prox(&self, j: usize, x: f64, gradient: f64, curvature: f64) -> f64 {
        if curvature == 0.0 {
            return x;
        }
        let point = x - gradient / curvature;
        let to = if self.lambda == 0.0 { point } else { shrunk(point, self.lambda / curvature) };
        self.interval(j).nearest(to)
    }

    /// By how much that step lowers the sum.
    #[inline]
    pub fn decrease(&self, j: usize, x: f64, gradient: f64, curvature: f64) -> f64 {
        let to = self.prox(j, x, gradient, curvature);
        let step = to - x;
        -(gradient * step + 0.5 * curvature * step * step + self.rise(x, to))
    }

    /// The distance of 0 from the derivatives at x.
    #[inline]
    pub fn violation(&self, j: usize, x: f64, gradient: f64) -> f64 {
        let variable = Variable { strength: self.lambda, square: 0.0, interval: self.interval(j) };
        variable.violation(Absolute, x, -gradient, 0.0)
    }

    /// The derivative at x where the coordinate keeps its sign; where it is 0, that of the side that bounds leave open.
    #[inline]
    pub fn derivative(&self, j: usize, x: f64, gradient: f64) -> f64 {
        let Interval { lower, upper } = self.interval(j);
        if x > 0.0 || (x == 0.0 && lower == 0.0) {
            gradient + self.lambda
        } else if x < 0.0 || (x == 0.0 && upper == 0.0) {
            gradient - self.lambda
        } else {
            gradient
        }
    }

    /// Whether a bound holds a coordinate that has this derivative.
    #[inline]
    pub fn holds(&self, j: usize, x: f64, derivative: f64) -> bool {
        let Interval { lower, upper } = self.interval(j);
        (x <= lower && derivative > HELD) || (x >= upper && derivative < -HELD)
    }

    /// Whether neither a kink nor a bound is at `x`.
    #[inline]
    pub fn is_smooth_at(&self, j: usize, x: f64) -> bool {
        let Interval { lower, upper } = self.interval(j);
        x != lower && x != upper && (x != 0.0 || self.lambda == 0.0)
    }

    /// Whether neither a kink nor a bound is on the way of a coordinate from where it is smooth to `to`.
    #[inline]
    pub fn is_smooth_between(&self, j: usize, x: f64, to: f64) -> bool {
        self.interval(j).nearest(to) == to && (self.lambda == 0.0 || to * x > 0.0)
    }
}
