//! Runs on an accelerator: whether this build and machine have one, and the methods with kernels for it.

use crate::options::read_options;
use crate::registry::Registry;
use serde::Serialize;
use superlinear_interface::{Error, Run, RunOptions};

/// The run on the requested device. Fails if the method has no kernels or there is no such device; nothing is ever
/// computed elsewhere than requested.
pub(crate) fn on_device(run: Run, options: &RunOptions, method: &str, registry: Registry) -> Result<Run, Error> {
    if options.device.is_none() {
        return Ok(run);
    }
    let names = methods_with_kernels(registry);
    if names.contains(&method) {
        return equipped(run);
    }
    let names = names.join(", ");
    Err(Error::unavailable("CUDA", &format!("{method} has no kernels for it; these have: {names}")))
}

/// Whether a call uses a device, where runs are queued.
pub fn is_on_device(registry: Registry, method: &str, options: &str) -> bool {
    read_options(options).is_ok_and(|options| options.device.is_some())
        && methods_with_kernels(registry).contains(&method)
}

fn methods_with_kernels(registry: Registry) -> Vec<&'static str> {
    registry().iter().filter(|known| known.has_device_kernels).map(|known| known.name).collect()
}

#[cfg(feature = "cuda")]
use superlinear_cuda::equipped;

#[cfg(not(feature = "cuda"))]
fn equipped(_: Run) -> Result<Run, Error> {
    Err(Error::unavailable("CUDA", NOT_BUILT))
}

#[cfg(not(feature = "cuda"))]
const NOT_BUILT: &str = "this build has no kernels";

/// This machine's CUDA device as JSON, or `{ "reason": ... }` if it cannot be used.
pub fn describe_device() -> String {
    #[cfg(feature = "cuda")]
    let described = superlinear_cuda::describe().map(|device| serde_json::to_string(&device));
    #[cfg(not(feature = "cuda"))]
    let described = Err(NOT_BUILT.to_owned());
    described.unwrap_or_else(|reason| serde_json::to_string(&Unusable { reason })).unwrap_or_default()
}

#[derive(Serialize)]
struct Unusable {
    reason: String,
}
