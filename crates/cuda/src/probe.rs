//! Detection of a usable device. A failure is not stored: the next call tries again.

use crate::driver::{Driver, Failure, driver};
use serde::Serialize;
use std::ffi::{CStr, c_char, c_int};
use std::sync::OnceLock;

/// The minimum driver version for the kernels, in the driver's encoding: 1000 times the major version plus 10 times the
/// minor one.
const OLDEST_DRIVER: c_int = 12000;

/// The minimum compute capability for the kernels.
const OLDEST_CAPABILITY: (c_int, c_int) = (7, 0);

/// Device attributes, in the driver's numbering.
pub(crate) const CLOCK_RATE: c_int = 13;
pub(crate) const MULTIPROCESSORS: c_int = 16;
const CAPABILITY_MAJOR: c_int = 75;
const CAPABILITY_MINOR: c_int = 76;
pub(crate) const SINGLE_TO_DOUBLE_RATIO: c_int = 87;
pub(crate) const MEMORY_POOLS_SUPPORTED: c_int = 115;

/// Properties of the device.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    /// Its name, for instance `NVIDIA H100 80GB HBM3`.
    pub device: String,
    /// Its compute capability, for instance `sm_90`.
    pub instruction_set: String,
    /// Its memory in bytes.
    pub memory: usize,
    /// The CUDA version supported by the driver, for instance `12.8`.
    pub driver: String,
}

/// The first device, or the reason why it cannot be used.
pub fn describe() -> Result<Description, String> {
    static KNOWN: OnceLock<Description> = OnceLock::new();
    if let Some(description) = KNOWN.get() {
        return Ok(description.clone());
    }
    let found = ask(driver()?)?;
    Ok(KNOWN.get_or_init(|| found).clone())
}

fn ask(driver: &Driver) -> Result<Description, String> {
    let mut version = 0;
    // SAFETY: the call writes one number, and is allowed before all others.
    unsafe { driver.driver_version(&mut version) }.map_err(Failure::reason)?;
    let written = |version: c_int| format!("{}.{}", version / 1000, version % 1000 / 10);
    if version < OLDEST_DRIVER {
        return Err(format!("the driver supports CUDA {}, {} is needed", written(version), written(OLDEST_DRIVER)));
    }
    let device = first_device(driver).map_err(Failure::reason)?;
    let attribute = |which| attribute(driver, device, which).map_err(Failure::reason);
    let (major, minor) = (attribute(CAPABILITY_MAJOR)?, attribute(CAPABILITY_MINOR)?);
    let (oldest, of_it) = OLDEST_CAPABILITY;
    if (major, minor) < OLDEST_CAPABILITY {
        return Err(format!("the device has compute capability {major}.{minor}, {oldest}.{of_it} is needed"));
    }
    let mut memory = 0;
    // SAFETY: the call writes one number, for a device named by the driver.
    unsafe { driver.device_memory(&mut memory, device) }.map_err(Failure::reason)?;
    Ok(Description {
        device: name(driver, device).map_err(Failure::reason)?,
        instruction_set: format!("sm_{major}{minor}"),
        memory,
        driver: written(version),
    })
}

/// Initializes the driver, repeatedly if called again, and returns its first device.
pub(crate) fn first_device(driver: &Driver) -> Result<c_int, Failure> {
    let (mut count, mut device) = (0, 0);
    // SAFETY: each call writes one number, and the driver is initialized first.
    unsafe {
        driver.init(0)?;
        driver.device_count(&mut count)?;
        if count == 0 {
            return Err(Failure::NO_DEVICE);
        }
        driver.device(&mut device, 0)?;
    }
    Ok(device)
}

/// An attribute of a device named by the driver.
pub(crate) fn attribute(driver: &Driver, device: c_int, which: c_int) -> Result<c_int, Failure> {
    let mut value = 0;
    // SAFETY: the call writes one number.
    unsafe { driver.device_attribute(&mut value, which, device) }?;
    Ok(value)
}

fn name(driver: &Driver, device: c_int) -> Result<String, Failure> {
    let mut name: [c_char; 256] = [0; 256];
    // SAFETY: the call writes a zero-terminated string to the array, within the given length.
    unsafe { driver.device_name(name.as_mut_ptr(), name.len() as c_int, device) }?;
    // SAFETY: the string ends within the array.
    Ok(unsafe { CStr::from_ptr(name.as_ptr()) }.to_string_lossy().into_owned())
}
