//! The device and its memory.

use crate::driver::{Driver, Failure, Handle, driver};
use crate::failure::unavailable;
use crate::moment::wait;
use crate::plain::Plain;
use crate::probe::{
    CLOCK_RATE, MEMORY_POOLS_SUPPORTED, MULTIPROCESSORS, SINGLE_TO_DOUBLE_RATIO, attribute, first_device,
};
use std::collections::HashMap;
use std::ptr::null_mut;
use std::sync::Mutex;
use superlinear_interface::Error;

/// Maximum number of single-precision operations of a multiprocessor per cycle.
const OPERATIONS_OF_MULTIPROCESSOR: f64 = 128.0;

/// `CU_STREAM_NON_BLOCKING`: the stream does not wait for the legacy default stream.
const NON_BLOCKING: u32 = 1;

/// The device.
pub struct Device {
    driver: &'static Driver,
    context: Handle,
    /// The stream that orders all work.
    pub(crate) stream: Handle,
    has_memory_pools: bool,
    /// The time of a double-precision operation with all multiprocessors busy.
    pub(crate) milliseconds_per_operation: f64,
    /// The compiled modules, by name.
    pub(crate) modules: Mutex<HashMap<&'static str, Handle>>,
}

// SAFETY: any thread may use the driver's handles, once the context is current on it.
unsafe impl Send for Device {}
// SAFETY: as above; the driver's functions are thread-safe.
unsafe impl Sync for Device {}

impl Device {
    /// Opens the first device. Its context and kernels live as long as the process.
    pub(crate) fn open() -> Result<Self, Error> {
        let driver = driver().map_err(|reason| unavailable(&reason))?;
        Self::opened(driver).map_err(Failure::told)
    }

    fn opened(driver: &'static Driver) -> Result<Self, Failure> {
        let device = first_device(driver)?;
        let attribute = |which| attribute(driver, device, which);
        // A device without these attributes is assumed to be small: its launches are then smaller than possible.
        let told = |which, otherwise| attribute(which).ok().filter(|&value| value > 0).map_or(otherwise, f64::from);
        let operations = OPERATIONS_OF_MULTIPROCESSOR * told(MULTIPROCESSORS, 16.0) * told(CLOCK_RATE, 1e6);
        let (mut context, mut stream) = (null_mut(), null_mut());
        // SAFETY: each call writes a handle, and the context is current on this thread.
        unsafe {
            driver.retain_context(&mut context, device)?;
            driver.set_context(context)?;
            driver.create_stream(&mut stream, NON_BLOCKING)?;
        }
        Ok(Self {
            driver,
            context,
            stream,
            has_memory_pools: attribute(MEMORY_POOLS_SUPPORTED)? > 0,
            milliseconds_per_operation: told(SINGLE_TO_DOUBLE_RATIO, 32.0) / operations,
            modules: Mutex::default(),
        })
    }

    /// Calls the driver with the device's context current on this thread.
    pub(crate) fn call<T>(&self, work: impl FnOnce(&'static Driver) -> Result<T, Failure>) -> Result<T, Error> {
        self.attempt(work).map_err(|failure| self.failed(failure))
    }

    fn attempt<T>(&self, work: impl FnOnce(&'static Driver) -> Result<T, Failure>) -> Result<T, Failure> {
        // SAFETY: the context lives as long as the process.
        unsafe { self.driver.set_context(self.context) }?;
        work(self.driver)
    }

    /// The error of a failed call. If the device fails again it is lost: failures that corrupt the context recur in
    /// every later call.
    fn failed(&self, failure: Failure) -> Error {
        // SAFETY: the stream lives as long as the process.
        let again = self.attempt(|driver| unsafe { driver.synchronize_stream(self.stream) });
        again.map_or_else(Failure::lose_device, |()| failure.told())
    }

    /// Allocates memory after all preceding launches.
    pub(crate) fn allocate(&self, bytes: usize) -> Result<u64, Error> {
        let mut address = 0;
        let allocated = self.attempt(|driver| {
            // SAFETY: each call writes one address.
            unsafe {
                match self.has_memory_pools {
                    true => driver.allocate_in_order(&mut address, bytes, self.stream),
                    false => driver.allocate(&mut address, bytes),
                }
            }
        });
        match allocated {
            Ok(()) => Ok(address),
            Err(failure) => {
                let error = self.failed(failure);
                Err(failure.told_of_allocation(bytes).unwrap_or(error))
            }
        }
    }

    /// Frees memory after all preceding launches. The next call reports a failure of the device.
    pub(crate) fn free(&self, address: u64) {
        let _ = self.attempt(|driver| {
            // SAFETY: the address is that of an allocation without an owner.
            unsafe {
                match self.has_memory_pools {
                    true => driver.free_in_order(address, self.stream),
                    false => driver.free(address),
                }
            }
        });
    }

    /// Copies numbers to the device.
    ///
    /// # Safety
    ///
    /// There must be memory for them at `address`.
    pub(crate) unsafe fn copy_in<T: Plain>(&self, address: u64, numbers: &[T]) -> Result<(), Error> {
        if numbers.is_empty() {
            return Ok(());
        }
        let (from, bytes) = (numbers.as_ptr().cast(), size_of_val(numbers));
        // SAFETY: upheld by the caller, and the driver reads pageable memory before the call returns.
        self.call(|driver| unsafe { driver.copy_to_device(address, from, bytes, self.stream) })
    }

    /// Copies numbers from the device, after all preceding launches.
    ///
    /// # Safety
    ///
    /// There must be as many numbers at `address`.
    pub(crate) unsafe fn copy_out<T: Plain>(&self, address: u64, numbers: &mut [T]) -> Result<(), Error> {
        if numbers.is_empty() {
            return Ok(());
        }
        self.finish()?;
        let (to, bytes) = (numbers.as_mut_ptr().cast(), size_of_val(numbers));
        self.call(|driver| {
            // SAFETY: upheld by the caller, and the numbers are not used before the stream is synchronized.
            unsafe {
                driver.copy_to_host(to, address, bytes, self.stream)?;
                driver.synchronize_stream(self.stream)
            }
        })
    }

    /// Waits for all launched work.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        // SAFETY: the stream lives as long as the process.
        self.call(|driver| wait(|| unsafe { driver.query_stream(self.stream) }))
    }
}
