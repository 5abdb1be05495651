//! Device memory.

use crate::device::Device;
use crate::plain::Plain;
use std::marker::PhantomData;
use std::sync::Arc;
use superlinear_interface::Error;

/// Numbers in device memory, uninitialized before they are written.
pub struct Buffer<T> {
    address: u64,
    capacity: usize,
    device: Arc<Device>,
    numbers: PhantomData<T>,
}

impl<T: Plain> Buffer<T> {
    /// Allocates memory for `length` numbers, at least one.
    pub fn new(device: &Arc<Device>, length: usize) -> Result<Self, Error> {
        let capacity = length.max(1);
        let address = device.allocate(capacity * size_of::<T>())?;
        Ok(Self { address, capacity, device: Arc::clone(device), numbers: PhantomData })
    }

    /// A copy of these numbers on the device.
    pub fn of(device: &Arc<Device>, numbers: &[T]) -> Result<Self, Error> {
        let mut buffer = Self::new(device, numbers.len())?;
        buffer.write(numbers)?;
        Ok(buffer)
    }

    /// The number of numbers it can hold.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Its address, for kernels.
    pub fn address(&self) -> u64 {
        self.address
    }

    /// Writes `numbers` at the start.
    pub fn write(&mut self, numbers: &[T]) -> Result<(), Error> {
        self.write_at(0, numbers)
    }

    /// Writes `numbers` from index `start`.
    pub fn write_at(&mut self, start: usize, numbers: &[T]) -> Result<(), Error> {
        assert!(start + numbers.len() <= self.capacity, "the buffer is too short");
        // SAFETY: the range is within the buffer, and its numbers are plain.
        unsafe { self.device.copy_in(self.address + (start * size_of::<T>()) as u64, numbers) }
    }

    /// Fills `numbers` from the start of the buffer, after all preceding launches.
    pub fn read(&self, numbers: &mut [T]) -> Result<(), Error> {
        assert!(numbers.len() <= self.capacity, "the buffer is too short");
        // SAFETY: the range is within the buffer, and its numbers are plain.
        unsafe { self.device.copy_out(self.address, numbers) }
    }
}

impl<T> Drop for Buffer<T> {
    fn drop(&mut self) {
        self.device.free(self.address);
    }
}
