//! Memory of the device.

use crate::device::Device;
use crate::failure::{failed, failed_to_allocate};
use cudarc::driver::{CudaSlice, DevicePtr, DeviceRepr};
use std::sync::Arc;
use superlinear_interface::Error;

/// Numbers in the device's memory. They are not set to anything before they are written.
pub struct Buffer<T> {
    memory: CudaSlice<T>,
    device: Arc<Device>,
}

impl<T: DeviceRepr> Buffer<T> {
    /// Memory for so many numbers, at least one.
    pub fn new(device: &Arc<Device>, length: usize) -> Result<Self, Error> {
        let length = length.max(1);
        // SAFETY: numbers are read only after they were written, by a copy or by a kernel.
        let memory = unsafe { device.stream.alloc(length) }
            .map_err(|error| failed_to_allocate(error, length * size_of::<T>()))?;
        Ok(Self { memory, device: Arc::clone(device) })
    }

    /// A copy of these numbers.
    pub fn of(device: &Arc<Device>, numbers: &[T]) -> Result<Self, Error> {
        let mut buffer = Self::new(device, numbers.len())?;
        buffer.write(numbers)?;
        Ok(buffer)
    }

    /// How many numbers it has room for.
    pub fn capacity(&self) -> usize {
        self.memory.len()
    }

    /// Where it lies, for kernels.
    pub fn address(&self) -> u64 {
        self.memory.device_ptr(&self.device.stream).0
    }

    /// Writes `numbers` to its beginning.
    pub fn write(&mut self, numbers: &[T]) -> Result<(), Error> {
        self.write_at(0, numbers)
    }

    /// Writes `numbers` from a place on.
    pub fn write_at(&mut self, start: usize, numbers: &[T]) -> Result<(), Error> {
        if numbers.is_empty() {
            return Ok(());
        }
        let mut part = self.memory.slice_mut(start..start + numbers.len());
        self.device.stream.memcpy_htod(numbers, &mut part).map_err(failed)
    }

    /// Reads from its beginning on, as many numbers as there is room for in `numbers`, after all that was launched before.
    pub fn read(&self, numbers: &mut [T]) -> Result<(), Error> {
        if numbers.is_empty() {
            return Ok(());
        }
        self.device.stream.memcpy_dtoh(&self.memory.slice(..numbers.len()), numbers).map_err(failed)?;
        self.device.stream.synchronize().map_err(failed)
    }
}
