//! Images by the rows of a plan.

use super::check::Own;
use super::problem::Direction;
use crate::memory::reserved;
use superlinear_interface::{Error, Matrix};

/// The mean of the `destinations` by the plan, for each source, one after the other. Also returns the sources with no
/// moved mass, which have no mean.
pub(super) fn images_by_plan(own: &Own, destinations: &Matrix) -> Result<(Vec<f64>, Vec<u32>), Error> {
    let (count, dimension) = (own.potential.len(), destinations.columns);
    let mut totals = vec![0.0; count];
    own.for_each_entry(|source, _, mass| totals[source] += mass);
    let overflow = totals.iter().position(|total| total.is_infinite());
    if overflow.is_some() {
        return Err(Error::invalid("solution.plan.data", "has so large numbers that their sum overflows"));
    }
    let mut images = reserved(count.saturating_mul(dimension))?;
    images.resize(count * dimension, 0.0);
    own.for_each_entry(|source, target, mass| {
        let part = mass / totals[source];
        let image = &mut images[source * dimension..][..dimension];
        for (entry, destination) in image.iter_mut().zip(destinations.row(target)) {
            *entry += part * destination;
        }
    });
    let left = (0..count as u32).filter(|&source| totals[source as usize] == 0.0).collect();
    Ok((images, left))
}

impl Own {
    /// Calls `f` with the source, the target and the mass of each nonzero entry of the plan.
    fn for_each_entry(&self, mut f: impl FnMut(usize, usize, f64)) {
        self.plan.for_each_entry(|i, j, mass| match self.direction {
            _ if mass <= 0.0 => {}
            Direction::Forward => f(i, j, mass),
            Direction::Backward => f(j, i, mass),
        });
    }
}
