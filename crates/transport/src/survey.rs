//! A look at all costs, where the run computes.

use crate::cost::Cost;
use crate::kernels::survey::{self, Survey};
use superlinear_interface::{Error, Run};

/// Looks at all costs once.
pub(crate) fn survey(cost: &Cost, run: &Run) -> Result<Survey, Error> {
    // A matrix is looked at on the way to the device: that takes less than the way.
    #[cfg(feature = "cuda")]
    if let Cost::Points(_) = cost
        && let Some(device) = superlinear_cuda::device(run)?
    {
        return crate::device::survey(cost, device, run);
    }
    survey::survey(cost, run)
}
