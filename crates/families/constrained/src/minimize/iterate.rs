//! A point with its function values, derivatives and multipliers, and its KKT residuals.

use super::functions::{Derivatives, Values};
use super::residuals::residual_scale;
use superlinear_numerics::vectors::largest;

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
}

/// A primal-dual iterate. The multipliers have signs compatible with the bounds.
#[derive(Clone)]
pub(super) struct PrimalDual {
    /// The point with the multipliers of the constraints.
    pub at: Iterate,
    pub bound_multipliers: Vec<f64>,
}
