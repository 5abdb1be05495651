//! Absolute values of one strength, and box bounds, one coordinate at a time.

use crate::absolute::{Absolute, shrunk};
use crate::interval::{Bounds, Interval};
use crate::univariate::Variable;

/// `lambda |x_j|` within bounds.
pub struct UniformPenalty {
    lambda: f64,
    bounds: Option<Bounds>,
}

/// A bound is active for a coordinate if the gradient pushes against it by more than this.
const HELD: f64 = 1e-12;

impl UniformPenalty {
    /// The penalty with this `lambda`, which must be nonnegative.
    pub fn new(lambda: f64, bounds: Option<Bounds>) -> Self {
        Self { lambda, bounds }
    }

    /// Returns whether there is neither a penalty nor a bound.
    #[inline]
    pub fn is_none(&self) -> bool {
        self.lambda == 0.0 && self.bounds.is_none()
    }

    /// The allowed values of a coordinate.
    #[inline]
    pub fn interval(&self, j: usize) -> Interval {
        Bounds::interval(&self.bounds, j)
    }

    /// The penalty of all coordinates.
    pub fn value(&self, x: &[f64]) -> f64 {
        if self.lambda == 0.0 { 0.0 } else { self.lambda * x.iter().map(|x| x.abs()).sum::<f64>() }
    }

    /// The increase of the penalty if one coordinate moves from `x` to `to`.
    #[inline]
    pub fn rise(&self, x: f64, to: f64) -> f64 {
        self.lambda * (to.abs() - x.abs())
    }

    /// The slope at a nonzero `x`.
    #[inline]
    pub fn slope(&self, x: f64) -> f64 {
        self.lambda.copysign(x)
    }

    /// The minimizer over t of `g (t - x) + L (t - x)^2 / 2` plus the penalty, within the bounds; `x` if L is 0.
    #[inline]
    pub fn prox(&self, j: usize, x: f64, gradient: f64, curvature: f64) -> f64 {
        if curvature == 0.0 {
            return x;
        }
        let point = x - gradient / curvature;
        let to = if self.lambda == 0.0 { point } else { shrunk(point, self.lambda / curvature) };
        self.interval(j).nearest(to)
    }

    /// The decrease of the sum in this step.
    #[inline]
    pub fn decrease(&self, j: usize, x: f64, gradient: f64, curvature: f64) -> f64 {
        let to = self.prox(j, x, gradient, curvature);
        let step = to - x;
        -(gradient * step + 0.5 * curvature * step * step + self.rise(x, to))
    }

    /// The distance of 0 from the subdifferential at x.
    #[inline]
    pub fn violation(&self, j: usize, x: f64, gradient: f64) -> f64 {
        let variable = Variable { strength: self.lambda, square: 0.0, interval: self.interval(j) };
        variable.violation(Absolute, x, -gradient, 0.0)
    }

    /// The derivative at x for a constant sign of the coordinate; at 0, the one-sided derivative in the direction
    /// allowed by the bounds.
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

    /// Returns whether a bound is active for a coordinate with this derivative.
    #[inline]
    pub fn holds(&self, j: usize, x: f64, derivative: f64) -> bool {
        let Interval { lower, upper } = self.interval(j);
        (x <= lower && derivative > HELD) || (x >= upper && derivative < -HELD)
    }

    /// Returns whether `x` is neither at a kink nor at a bound.
    #[inline]
    pub fn is_smooth_at(&self, j: usize, x: f64) -> bool {
        let Interval { lower, upper } = self.interval(j);
        x != lower && x != upper && (x != 0.0 || self.lambda == 0.0)
    }

    /// Returns whether the step of a coordinate from a smooth point `x` to `to` crosses neither a kink nor a bound.
    #[inline]
    pub fn is_smooth_between(&self, j: usize, x: f64, to: f64) -> bool {
        self.interval(j).nearest(to) == to && (self.lambda == 0.0 || to * x > 0.0)
    }
}
