//! The extent of the costs, and the finite cost of forbidden pairs.

use crate::cost::Cost;
use crate::extent::Extent;
use crate::geometry::Geometry;
use crate::kernels::survey::survey;
use superlinear_interface::{Error, Run};

/// The extent of the finite costs, and a ceiling that replaces infinite ones: more than any cycle of pivots can gain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub extent: Extent,
    pub ceiling: f64,
    pub has_forbidden: bool,
}

impl Scale {
    /// The range of the costs, or a positive number if it is zero.
    pub(crate) fn step(self) -> f64 {
        step(self.extent)
    }
}

/// Surveys all costs and reports invalid ones. If nothing is to be moved, all pairs may be forbidden.
pub(crate) fn scale(geometry: &Geometry, moves_nothing: bool, run: &Run) -> Result<Scale, Error> {
    let cost = geometry.whole_cost();
    let mut seen = survey(&cost, run)?;
    if moves_nothing && seen.forbidden == cost.rows() * cost.columns() && matches!(geometry, Geometry::Cost(_)) {
        seen.extent = Extent::ZERO;
    } else {
        geometry.check_costs(&seen)?;
    }
    let extent = seen.extent;
    let ceiling = if seen.forbidden > 0 { ceiling(extent, &cost) } else { extent.largest };
    if !ceiling.is_finite() {
        return Err(Error::invalid("cost", "has entries with a difference that overflows"));
    }
    Ok(Scale { extent, ceiling, has_forbidden: seen.forbidden > 0 })
}

/// A cycle visits each source and each target at most once, dummies included, so its finite costs cannot gain more than
/// this.
fn ceiling(extent: Extent, cost: &Cost) -> f64 {
    let chain = cost.rows().min(cost.columns()) as f64 + 2.0;
    extent.largest + chain * step(extent)
}

fn step(extent: Extent) -> f64 {
    if extent.range() > 0.0 { extent.range() } else { 1.0 + extent.magnitude() }
}
