//! The choice of backend for computations over all pairs of points.

use crate::cost::Cost;
use crate::instance::Instance;
use crate::kernels::survey::{self, Survey};
use crate::passes::{HostPasses, Passes};
use superlinear_interface::{Error, Run};

/// The passes over `instance` on the backend of `run`.
pub(crate) fn passes<'p>(instance: &'p Instance, run: &'p Run) -> Result<Box<dyn Passes<'p> + 'p>, Error> {
    #[cfg(feature = "cuda")]
    if let Some(device) = superlinear_cuda::device(run)? {
        return Ok(Box::new(crate::device::DevicePasses::new(instance, run, device)?));
    }
    Ok(Box::new(HostPasses::new(instance, run)))
}

/// Surveys all costs on the host or on the device of `run`.
pub(crate) fn survey(cost: &Cost, run: &Run) -> Result<Survey, Error> {
    // A matrix is surveyed on the host, because its transfer to the device takes longer.
    #[cfg(feature = "cuda")]
    if let Cost::Points(_) = cost
        && let Some(device) = superlinear_cuda::device(run)?
    {
        return crate::device::survey(cost, device, run);
    }
    survey::survey(cost, run)
}
