//! The costs of one level by rows, with a finite number in the place of infinity, and what a first look at them tells.

use crate::cost::Cost;
use crate::geometry::Geometry;
use crate::instance::Extent;
use crate::kernels::rows::smaller;
use crate::kernels::survey::survey;
use superlinear_interface::{Error, Run};

/// Costs, of which none exceeds the ceiling: what is forbidden costs that much.
pub(crate) struct Costs {
    pub cost: Cost,
    pub ceiling: f64,
}

impl Costs {
    /// The cost from `source` to `target`.
    pub fn at(&self, source: u32, target: u32, buffer: &mut [f64]) -> f64 {
        smaller(self.row(source, buffer)[target as usize], self.ceiling)
    }

    /// The costs from `source`, not yet under the ceiling.
    pub fn row<'a>(&'a self, source: u32, buffer: &'a mut [f64]) -> &'a [f64] {
        self.cost.fetch_row(source as usize, buffer)
    }
}

/// The finite costs' extent, and what stands for an infinite one: more than any chain of exchanges can gain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub extent: Extent,
    pub ceiling: f64,
    pub has_forbidden: bool,
}

/// Looks at all costs, and complains of those that are not numbers.
pub(crate) fn scale(geometry: &Geometry, run: &Run) -> Result<Scale, Error> {
    let cost = geometry.whole_cost();
    let seen = survey(&cost, run)?;
    geometry.check_costs(&seen)?;
    let extent = seen.extent;
    let ceiling = if seen.forbidden > 0 { ceiling(extent, &cost) } else { extent.largest };
    if !ceiling.is_finite() {
        return Err(Error::invalid("cost", "has entries so far apart that their difference overflows"));
    }
    Ok(Scale { extent, ceiling, has_forbidden: seen.forbidden > 0 })
}

/// A cycle passes each source and each target once at most, so its finite costs cannot gain more than this.
fn ceiling(extent: Extent, cost: &Cost) -> f64 {
    let chain = cost.rows().min(cost.columns()) as f64 + 1.0;
    let step = if extent.range() > 0.0 { extent.range() } else { 1.0 + extent.magnitude() };
    extent.largest + chain * step
}
