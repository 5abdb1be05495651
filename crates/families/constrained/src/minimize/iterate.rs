//! A point with its function values, derivatives and multipliers, and its KKT residuals.

use super::form::Form;
use super::functions::{Derivatives, Values};
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
    /// The multipliers of the constraints.
    pub multipliers: Vec<f64>,
    /// The gradient of the Lagrangian, without the multipliers of the bounds.
    pub gradient: Vec<f64>,
    /// The values of the Hessian's entries; absent at a solution, where no step is needed.
    pub hessian: Option<Vec<f64>>,
}

impl Iterate {
    /// The scaled KKT residual under equality constraints: the larger of the dual and the primal one.
    ///
    /// Source: Wächter, Biegler, Math. Program. 106, 2006, equation 5.
    pub fn kkt_residual(&self) -> f64 {
        let sum = self.multipliers.iter().map(|multiplier| multiplier.abs()).sum();
        let dual = largest(&self.gradient) / residual_scale(sum, self.multipliers.len());
        dual.max(largest(&self.values.constraints))
    }

    /// The KKT residuals under equality constraints.
    pub fn residuals(&self, form: &Form) -> KktResiduals {
        KktResiduals {
            dual: largest(&self.gradient),
            violation: form.violation(&self.values),
            complementarity: 0.0,
            residual: self.kkt_residual(),
        }
    }
}

/// A primal-dual iterate. The multipliers have signs compatible with the bounds.
#[derive(Clone)]
pub(super) struct PrimalDual {
    /// The point with the multipliers of the constraints.
    pub at: Iterate,
    pub bound_multipliers: Vec<f64>,
}

/// The KKT residuals of a primal-dual iterate.
#[derive(Clone, Copy, Debug)]
pub(super) struct KktResiduals {
    /// The largest absolute entry of the gradient of the Lagrangian, with the problem's scaling.
    pub dual: f64,
    /// The largest violation of a constraint, in its own units.
    pub violation: f64,
    /// The largest product of a multiplier and the distance to the bound indicated by its sign, with the problem's
    /// scaling.
    pub complementarity: f64,
    /// E₀: the maximum of these, scaled.
    pub residual: f64,
}
