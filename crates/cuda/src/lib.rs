//! Access to a CUDA device, if the machine has one, for families with kernels. The driver is loaded on first use;
//! nothing is linked.
//!
//! | module | content |
//! |---|---|
//! | [`driver`] | the driver library and its functions |
//! | [`failure`] | driver failures as errors, and lost devices |
//! | [`probe`] | availability of a device, or the reason against it |
//! | [`line`] | the queue of runs waiting for the device |
//! | [`access`] | exclusive access of a run to the device |
//! | [`device`] | the device and its memory |
//! | [`moment`] | events in the order of its work, and how the host waits for them |
//! | [`launch`] | kernels and their launches |
//! | [`pieces`] | partition of a kernel's work into launches of bounded duration |
//! | [`buffer`] | device memory |

// Drivers exist only for these systems.
#![cfg(any(target_os = "linux", target_os = "windows"))]

mod access;
mod buffer;
mod device;
mod driver;
mod failure;
mod launch;
mod line;
mod moment;
mod pieces;
mod plain;
mod probe;

pub use access::{device, equipped};
pub use buffer::Buffer;
pub use device::Device;
pub use launch::{Arguments, Kernel, Module};
pub use pieces::{Grid, LaunchRate, Piece, THREADS, TILE};
pub use plain::Plain;
pub use probe::{Description, describe};
