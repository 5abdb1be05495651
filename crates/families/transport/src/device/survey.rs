//! The survey of all costs between points.

use super::costs::{DeviceCosts, Side};
use super::kernels::SURVEY;
use crate::cost::Cost;
use crate::extent::Extent;
use crate::kernels::survey::{self, Survey};
use crate::lanes::{larger, smaller};
use std::sync::Arc;
use superlinear_cuda::Device;
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::sum;

/// Surveys the costs between points.
pub(crate) fn survey(cost: &Cost, device: Arc<Device>, run: &Run) -> Result<Survey, Error> {
    let mut costs = DeviceCosts::new(cost, device, run)?;
    let arguments = |[smallest, largest, sum]: [u64; 3], _| [smallest, largest, sum];
    let found = costs.half_pass(SURVEY, Side::Sources, 1, arguments, run)?;
    let sum = sum(&found.sums(2));
    if !sum.is_finite() {
        // Some costs overflow. The survey on the host reports the points.
        return survey::survey(cost, run);
    }
    let row_minima = found.smallest(0);
    Ok(Survey {
        extent: Extent {
            smallest: row_minima.iter().copied().fold(f64::INFINITY, smaller),
            largest: found.largest(1).into_iter().fold(f64::NEG_INFINITY, larger),
        },
        row_minima,
        sum,
        forbidden: 0,
    })
}
