//! The exact augmented Lagrangian, M(x, λ) = f + λ'c + η1/2 |c|^2 + η2/2 |∇L|^2: for η1 large and η2 small its minima are
//! the solutions, and being smooth it lets whole Newton steps pass near them.
//!
//! Source: Di Pillo, Grippo, A New Class of Augmented Lagrangians in Nonlinear Programming, SIAM J. Control Optim. 17, 1979;
//! Lucidi, SIAM J. Optim. 1, 1991.

use crate::model::functions::Values;
use superlinear_numerics::vectors::dot;

/// The penalties.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merit {
    /// η1, of the constraints.
    pub constraint_penalty: f64,
    /// η2, of the gradient of the Lagrangian.
    pub gradient_penalty: f64,
}

/// The penalties to start with.
pub(super) const START: Merit = Merit { constraint_penalty: 1.0, gradient_penalty: 0.1 };

/// Penalties beyond these leave nothing of the other terms in double precision.
const LARGEST_CONSTRAINT_PENALTY: f64 = 1e10;
const SMALLEST_GRADIENT_PENALTY: f64 = 1e-12;

/// After multipliers were found anew, penalties that served the old ones are brought back to these.
const RENEWED_CONSTRAINT_PENALTY: f64 = 1e4;
const RENEWED_GRADIENT_PENALTY: f64 = 1e-5;

/// The slope of M along a step, by its terms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope {
    /// ∇L'Δx + c'Δλ, of the Lagrangian.
    pub of_lagrangian: f64,
    /// c'JΔx, of |c|^2 / 2.
    pub of_constraints: f64,
    /// ∇L'HΔx + ∇L'J'Δλ, of |∇L|^2 / 2.
    pub of_gradient: f64,
}

impl Merit {
    /// M without its last term, which is not negative.
    pub fn lower_bound(&self, values: &Values, multipliers: &[f64]) -> f64 {
        let Values { objective, constraints } = values;
        objective + dot(multipliers, constraints) + 0.5 * self.constraint_penalty * dot(constraints, constraints)
    }

    /// M, where the gradient of the Lagrangian is `gradient`.
    pub fn value(&self, values: &Values, multipliers: &[f64], gradient: &[f64]) -> f64 {
        self.lower_bound(values, multipliers) + 0.5 * self.gradient_penalty * dot(gradient, gradient)
    }

    /// The slope of M along a step.
    pub fn slope(&self, slope: &Slope) -> f64 {
        slope.of_lagrangian + self.constraint_penalty * slope.of_constraints + self.gradient_penalty * slope.of_gradient
    }

    /// Changes the penalties until M falls along the step at least as fast as half of η2 times the squared residual (the
    /// paper's condition of descent). Returns the slope, or `None` where M does not fall at all with any penalties.
    pub fn make_descent(&mut self, slope: &Slope, squared_residual: f64) -> Option<f64> {
        loop {
            let descent = self.slope(slope);
            if descent <= -0.5 * self.gradient_penalty * squared_residual {
                return Some(descent);
            }
            if self.constraint_penalty > LARGEST_CONSTRAINT_PENALTY || self.gradient_penalty < SMALLEST_GRADIENT_PENALTY
            {
                return (descent < 0.0).then_some(descent);
            }
            self.constraint_penalty *= 2.0;
            self.gradient_penalty /= 1.5;
        }
    }

    /// Brings extreme penalties back, after the multipliers were found anew.
    pub fn renew(&mut self) {
        self.constraint_penalty = self.constraint_penalty.min(RENEWED_CONSTRAINT_PENALTY);
        self.gradient_penalty = self.gradient_penalty.max(RENEWED_GRADIENT_PENALTY);
    }
}
