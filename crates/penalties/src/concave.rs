//! Common functions of concave shapes.

use crate::univariate::{Univariate, Variable};
use std::ops::Bound;
use superlinear_interface::{Error, check};

/// The given concavity, or the default. Returns an error unless it is above `infimum`.
pub(crate) fn checked_concavity(given: Option<f64>, default: f64, infimum: f64) -> Result<f64, Error> {
    let concavity = given.unwrap_or(default);
    check::number("concavity", concavity, (Bound::Excluded(infimum), Bound::Unbounded))?;
    Ok(concavity)
}

/// The minimizer of [`Univariate::prox`], with the sign of the target: the best of some sizes, 0 and the bound. The
/// sizes are the stationary points of the pieces and their endpoints; additional ones, and negative ones, do no harm.
pub(crate) fn best<const N: usize>(
    shape: impl Univariate,
    of: Variable,
    target: f64,
    curvature: f64,
    sizes: [f64; N],
) -> f64 {
    let (sign, pull) = (target.signum(), (curvature * target).abs());
    let reach = of.interval.reach(sign);
    let penalty = |size: f64| shape.value(of.strength, size) + of.square_value(size);
    let cost = |size: f64| 0.5 * curvature * size * size - pull * size + penalty(size);
    let mut best = (0.0, 0.0);
    for size in sizes.into_iter().chain([reach]) {
        let size = size.min(reach);
        if size > 0.0 && size.is_finite() && cost(size) < best.1 {
            best = (size, cost(size));
        }
    }
    of.interval.clip(sign * best.0)
}
