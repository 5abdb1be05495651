//! A CUDA device beside the processor, where the machine has one: what families with kernels need of it. The driver is loaded when it is
//! first asked for; nothing is linked.
//!
//! | module | what |
//! |---|---|
//! | [`driver`] | the driver's library and its functions |
//! | [`failure`] | failures of the driver as errors, and a device that is lost |
//! | [`probe`] | whether there is a device that can be used, or why not |
//! | [`line`] | the line in which runs wait for the device |
//! | [`access`] | a run's way to the device, which one run holds at a time |
//! | [`device`] | the device and its memory |
//! | [`moment`] | moments in the order of its work, and how the processor waits for them |
//! | [`launch`] | kernels and their launches |
//! | [`pieces`] | a kernel's work cut into launches of bounded length |
//! | [`buffer`] | memory of the device |

// There are drivers for these systems alone.
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
pub use pieces::{Grid, Pace, Piece, THREADS, TILE};
pub use plain::Plain;
pub use probe::{Description, describe};
