//! A point with what is known there, and how far it is from a solution.

use super::functions::{Derivatives, Scale, Values};
use super::problem::MinimizeProblem;
use superlinear_numerics::vectors::largest;

/// Residuals of the Lagrangian's gradient are divided by the mean multiplier over this, where it is larger: the s_max
/// of Wächter and Biegler.
const MULTIPLIER_SCALE: f64 = 100.0;

/// By what residuals are divided where so many multipliers have this sum of absolute values.
pub(super) fn residual_scale(sum: f64, count: usize) -> f64 {
    (sum / count.max(1) as f64 / MULTIPLIER_SCALE).max(1.0)
}

/// A point, with everything that is known there. All of it is scaled.
#[derive(Clone)]
pub(super) struct Iterate {
    pub x: Vec<f64>,
    pub values: Values,
    pub derivatives: Derivatives,
    pub multipliers: Vec<f64>,
    /// The gradient of the Lagrangian.
    pub gradient: Vec<f64>,
    /// The values of the Hessian's entries; absent at a solution, where no step is needed.
    pub hessian: Option<Vec<f64>>,
}

impl Iterate {
    /// The scaled residual of the KKT conditions: of both, the larger.
    ///
    /// Source: Wächter, Biegler, Math. Program. 106, 2006, equation 5.
    pub fn kkt_residual(&self) -> f64 {
        let sum = self.multipliers.iter().map(|multiplier| multiplier.abs()).sum();
        let dual = largest(&self.gradient) / residual_scale(sum, self.multipliers.len());
        dual.max(largest(&self.values.constraints))
    }

    /// Whether it is a solution as exact as `problem`, scaled by `scale`, asks for.
    pub fn is_solution(&self, problem: &MinimizeProblem, scale: &Scale) -> bool {
        self.kkt_residual() <= problem.tolerance && scale.violation(&self.values) <= problem.constraint_tolerance
    }
}
