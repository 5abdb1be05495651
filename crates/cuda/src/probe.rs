//! Whether this machine has a device that can be used, or why not. Asked once a process: looking for the driver costs tenths of a second.

use crate::failure::name;
use cudarc::driver::sys::CUdevice_attribute::{
    CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR,
};
use cudarc::driver::{DriverError, result, sys};
use serde::Serialize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// The oldest interface of drivers that kernels are compiled for, as the driver counts: 1000 times the major version, 10 times the
/// minor one.
const OLDEST_DRIVER: i32 = 12000;

/// The oldest generation of devices that kernels are compiled for.
const OLDEST_CAPABILITY: (i32, i32) = (7, 0);

/// What the device is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    /// Its name, for instance `NVIDIA H100 80GB HBM3`.
    pub device: String,
    /// Its generation, for instance `sm_90`.
    pub instruction_set: String,
    /// Its memory in bytes.
    pub memory: usize,
    /// The version of CUDA that the driver supports, for instance `12.8`.
    pub driver: String,
}

/// The first device, or why it cannot be used.
pub fn describe() -> Result<Description, String> {
    static PROBED: OnceLock<Result<Description, String>> = OnceLock::new();
    PROBED.get_or_init(probe).clone()
}

/// Looks for the driver and the device. A driver that lacks a function that it should have makes the bindings panic.
fn probe() -> Result<Description, String> {
    // SAFETY: loading the driver's library runs its own initialisers and nothing else.
    if !unsafe { sys::is_culib_present() } {
        return Err("no driver library can be loaded".to_owned());
    }
    let asked = catch_unwind(AssertUnwindSafe(ask_driver));
    asked.unwrap_or_else(|_| Err("the driver library lacks functions of CUDA 12".to_owned()))
}

fn ask_driver() -> Result<Description, String> {
    let failed = |DriverError(result)| format!("the driver fails: {}", name(result));
    let mut version = 0;
    // SAFETY: it writes one number to where it is told, and may be called before all others.
    unsafe { sys::cuDriverGetVersion(&mut version) }.result().map_err(failed)?;
    let written = |version: i32| format!("{}.{}", version / 1000, version % 1000 / 10);
    let driver = written(version);
    if version < OLDEST_DRIVER {
        return Err(format!("the driver supports CUDA {driver}, {} is needed", written(OLDEST_DRIVER)));
    }
    let none = || "there is no CUDA device".to_owned();
    result::init().map_err(|error| match error {
        DriverError(sys::CUresult::CUDA_ERROR_NO_DEVICE) => none(),
        other => failed(other),
    })?;
    if result::device::get_count().map_err(failed)? == 0 {
        return Err(none());
    }
    let device = result::device::get(0).map_err(failed)?;
    // SAFETY: the device is one that the driver has just named.
    let attribute = |which| unsafe { result::device::get_attribute(device, which) }.map_err(failed);
    let major = attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)?;
    let minor = attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR)?;
    let (oldest, of_it) = OLDEST_CAPABILITY;
    if (major, minor) < OLDEST_CAPABILITY {
        return Err(format!("the device has compute capability {major}.{minor}, {oldest}.{of_it} is needed"));
    }
    Ok(Description {
        device: result::device::get_name(device).map_err(failed)?,
        instruction_set: format!("sm_{major}{minor}"),
        // SAFETY: as above.
        memory: unsafe { result::device::total_mem(device) }.map_err(failed)?,
        driver,
    })
}
