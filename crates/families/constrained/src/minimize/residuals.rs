//! KKT residuals, and their scale.

/// The residual of the Lagrangian's gradient is divided by mean |multiplier| over this, if that exceeds 1: s_max of
/// Wächter and Biegler.
const MULTIPLIER_SCALE: f64 = 100.0;

/// The divisor of the residual for `count` multipliers whose absolute values sum to `sum`.
pub(super) fn residual_scale(sum: f64, count: usize) -> f64 {
    (sum / count.max(1) as f64 / MULTIPLIER_SCALE).max(1.0)
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
