//! Memory of the device.

use crate::device::Device;
use crate::plain::Plain;
use std::marker::PhantomData;
use std::sync::Arc;
use superlinear_interface::Error;

/// Numbers in the device's memory. They are not set to anything before they are written.
pub struct Buffer<T> {
    address: u64,
    capacity: usize,
    device: Arc<Device>,
    numbers: PhantomData<T>,
}

impl<T: Plain> Buffer<T> {
    /// Memory for so many numbers, at least one.
    pub fn new(device: &Arc<Device>, length: usize) -> Result<Self, Error> {
        let capacity = length.max(1);
        let address = device.allocate(capacity * size_of::<T>())?;
        Ok(Self { address, capacity, device: Arc::clone(device), numbers: PhantomData })
    }

    /// A copy of these numbers.
    pub fn of(device: &Arc<Device>, numbers: &[T]) -> Result<Self, Error> {
        let mut buffer = Self::new(device, numbers.len())?;
        buffer.write(numbers)?;
        Ok(buffer)
    }

    /// How many numbers it can hold.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Its address, for kernels.
    pub fn address(&self) -> u64 {
        self.address
    }

    /// Writes `numbers` to its beginning.
    pub fn write(&mut self, numbers: &[T]) -> Result<(), Error> {
        self.write_at(0, numbers)
    }

    /// Writes `numbers` from a place on.
    pub fn write_at(&mut self, start: usize, numbers: &[T]) -> Result<(), Error> {
        assert!(start + numbers.len() <= self.capacity, "the buffer is too short");
        // SAFETY: the range is within the buffer, whose numbers are plain.
        unsafe { self.device.copy_in(self.address + (start * size_of::<T>()) as u64, numbers) }
    }

    /// Reads as many numbers as `numbers` has, from its beginning on, after all that was launched before.
    pub fn read(&self, numbers: &mut [T]) -> Result<(), Error> {
        assert!(numbers.len() <= self.capacity, "the buffer is too short");
        // SAFETY: the range is within the buffer, whose numbers are plain.
        unsafe { self.device.copy_out(self.address, numbers) }
    }
}

impl<T> Drop for Buffer<T> {
    fn drop(&mut self) {
        self.device.free(self.address);
    }
}
