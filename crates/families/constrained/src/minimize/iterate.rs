//! A point with its function values and derivatives, and its KKT residual.

use super::functions::{Derivatives, Scale, Values};
use super::problem::MinimizeProblem;
use superlinear_numerics::vectors::largest;

/// The residual of the Lagrangian's gradient is divided by mean |multiplier| over this, if that exceeds 1: s_max of
/// Wächter and Biegler.
const MULTIPLIER_SCALE: f64 = 100.0;

/// The divisor of the residual for `count` multipliers whose absolute values sum to `sum`.
pub(super) fn residual_scale(sum: f64, count: usize) -> f64 {
    (sum / count.max(1) as f64 / MULTIPLIER_SCALE).max(1.0)
}

/// A point with its function values and derivatives. All entries are scaled.
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
    /// The scaled KKT residual: the larger of the dual and the primal one.
    ///
    /// Source: Wächter, Biegler, Math. Program. 106, 2006, equation 5.
    pub fn kkt_residual(&self) -> f64 {
        let sum = self.multipliers.iter().map(|multiplier| multiplier.abs()).sum();
        let dual = largest(&self.gradient) / residual_scale(sum, self.multipliers.len());
        dual.max(largest(&self.values.constraints))
    }

    /// Whether it meets the tolerances of `problem` under `scale`.
    pub fn is_solution(&self, problem: &MinimizeProblem, scale: &Scale) -> bool {
        self.kkt_residual() <= problem.tolerance && scale.violation(&self.values) <= problem.constraint_tolerance
    }
}
