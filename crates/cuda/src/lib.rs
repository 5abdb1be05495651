//! A CUDA device beside the processor, where the machine has one: what families with kernels need of it. The driver is loaded when it is
//! first asked for; nothing is linked.
//!
//! | module | what |
//! |---|---|
//! | [`probe`] | whether there is a device that can be used, or why not |
//! | [`access`] | a run's way to the device, which one run holds at a time |
//! | [`device`] | the device with its memory, kernels and launches |
//! | [`buffer`] | memory of the device |
//! | [`failure`] | what can fail, and a device that is lost |

// There are drivers for these systems alone.
#![cfg(any(target_os = "linux", target_os = "windows"))]

mod access;
mod buffer;
mod device;
mod failure;
mod probe;

pub use access::{device, equipped};
pub use buffer::Buffer;
pub use cudarc::driver::DeviceRepr;
pub use device::{Arguments, BLOCK, Device, Grid, Kernel, Module, Pace};
pub use probe::{Description, describe};
