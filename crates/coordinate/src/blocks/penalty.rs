//! The l1 penalty and bounds, one coordinate at a time.

use super::problem::MinimizeBlocksProblem;

/// `lambda |x_j|` within bounds.
pub(super) struct Penalty {
    pub lambda: f64,
    lower: Option<Vec<f64>>,
    upper: Option<Vec<f64>>,
}

/// A gradient that pushes a coordinate against its bound by more than this holds it there.
const HELD: f64 = 1e-12;

impl Penalty {
    pub fn of(problem: &MinimizeBlocksProblem) -> Self {
        let bounds = |bounds: &Option<superlinear_interface::Vector>| bounds.as_ref().map(|bounds| bounds.to_vec());
        Self { lambda: problem.lambda, lower: bounds(&problem.lower), upper: bounds(&problem.upper) }
    }

    /// Whether there is neither a penalty nor a bound.
    pub fn is_none(&self) -> bool {
        self.lambda == 0.0 && self.lower.is_none() && self.upper.is_none()
    }

    pub fn lower(&self, j: usize) -> f64 {
        self.lower.as_ref().map_or(f64::NEG_INFINITY, |lower| lower[j])
    }

    pub fn upper(&self, j: usize) -> f64 {
        self.upper.as_ref().map_or(f64::INFINITY, |upper| upper[j])
    }

    pub fn clipped(&self, j: usize, x: f64) -> f64 {
        x.max(self.lower(j)).min(self.upper(j))
    }

    pub fn value(&self, x: &[f64]) -> f64 {
        if self.lambda == 0.0 { 0.0 } else { self.lambda * x.iter().map(|x| x.abs()).sum::<f64>() }
    }

    /// The minimum over t of `g (t - x) + L (t - x)^2 / 2` and the penalty, within the bounds.
    pub fn step_to(&self, j: usize, x: f64, gradient: f64, curvature: f64) -> f64 {
        if curvature == 0.0 {
            return x;
        }
        let point = x - gradient / curvature;
        let shrunk = (point.abs() - self.lambda / curvature).max(0.0).copysign(point);
        self.clipped(j, if self.lambda == 0.0 { point } else { shrunk })
    }

    /// By how much that step lowers the sum.
    pub fn promised(&self, j: usize, x: f64, gradient: f64, curvature: f64) -> f64 {
        let to = self.step_to(j, x, gradient, curvature);
        let step = to - x;
        let rise = self.lambda * (to.abs() - x.abs());
        -(gradient * step + 0.5 * curvature * step * step + rise)
    }

    /// The distance of 0 from the derivatives at x.
    pub fn violation(&self, j: usize, x: f64, gradient: f64) -> f64 {
        let (low, high) = if x == 0.0 {
            (gradient - self.lambda, gradient + self.lambda)
        } else {
            let derivative = gradient + self.lambda.copysign(x);
            (derivative, derivative)
        };
        // At a bound, one sign of the derivative is balanced by it.
        let falls_upwards = if x < self.upper(j) { (-high).max(0.0) } else { 0.0 };
        let falls_downwards = if x > self.lower(j) { low.max(0.0) } else { 0.0 };
        falls_upwards.max(falls_downwards)
    }

    /// The derivative at x where the coordinate keeps its sign; where it is 0, that of the side that bounds leave open.
    pub fn derivative(&self, j: usize, x: f64, gradient: f64) -> f64 {
        if x > 0.0 || (x == 0.0 && self.lower(j) == 0.0) {
            gradient + self.lambda
        } else if x < 0.0 || (x == 0.0 && self.upper(j) == 0.0) {
            gradient - self.lambda
        } else {
            gradient
        }
    }

    /// Whether a bound holds a coordinate that has this derivative.
    pub fn holds(&self, j: usize, x: f64, derivative: f64) -> bool {
        (x <= self.lower(j) && derivative > HELD) || (x >= self.upper(j) && derivative < -HELD)
    }
}
