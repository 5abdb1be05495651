//! Conversion of driver failures to the library's errors. Some corrupt the process's context permanently: the first one
//! is stored, and reported to every later run.

use crate::driver::Failure;
use std::sync::OnceLock;
use superlinear_interface::{Code, Error};

/// The reason why the device cannot be used any more in this process.
static LOST: OnceLock<Error> = OnceLock::new();

impl Failure {
    /// The requested work is still in progress.
    pub(crate) const NOT_READY: Self = Self(600);

    const INVALID_VALUE: Self = Self(1);
    const OUT_OF_MEMORY: Self = Self(2);
    const DEVICE_UNAVAILABLE: Self = Self(46);
    /// There is no device.
    pub(crate) const NO_DEVICE: Self = Self(100);
    const NO_BINARY_FOR_GPU: Self = Self(209);
    const INVALID_PTX: Self = Self(218);
    const JIT_COMPILER_NOT_FOUND: Self = Self(221);
    const UNSUPPORTED_PTX_VERSION: Self = Self(222);
    const JIT_COMPILATION_DISABLED: Self = Self(223);
    const NOT_FOUND: Self = Self(500);
    const ILLEGAL_ADDRESS: Self = Self(700);
    const LAUNCH_OUT_OF_RESOURCES: Self = Self(701);
    const ILLEGAL_INSTRUCTION: Self = Self(715);
    const MISALIGNED_ADDRESS: Self = Self(716);
    const INVALID_ADDRESS_SPACE: Self = Self(717);
    const INVALID_PC: Self = Self(718);

    /// The reason why the device cannot be used, as part of a sentence.
    pub(crate) fn reason(self) -> String {
        let known = match self {
            Self::NO_DEVICE => "there is no CUDA device",
            Self::DEVICE_UNAVAILABLE => {
                "the device is not free: another process has it to itself, or it is closed to computing"
            }
            Self::JIT_COMPILER_NOT_FOUND => {
                "the driver's compiler of kernels, the library nvidia-ptxjitcompiler, is not installed"
            }
            Self::UNSUPPORTED_PTX_VERSION => "the driver is too old to compile the kernels",
            Self::JIT_COMPILATION_DISABLED => {
                "the driver was told not to compile kernels, as CUDA_DISABLE_PTX_JIT does"
            }
            _ => return format!("the driver fails: {self}"),
        };
        known.to_owned()
    }

    /// The error of a failed call that left the device usable.
    pub(crate) fn told(self) -> Error {
        match self {
            Self::OUT_OF_MEMORY => Error::new(Code::OutOfMemory, "the CUDA device has no memory left"),
            // These are defects of this library: the kernels and the calls are its own.
            Self::INVALID_VALUE
            | Self::NOT_FOUND
            | Self::INVALID_PTX
            | Self::NO_BINARY_FOR_GPU
            | Self::LAUNCH_OUT_OF_RESOURCES => {
                Error::new(Code::Internal, format!("a defect in superlinear stopped this run: {self}"))
            }
            _ => unavailable(&self.reason()),
        }
    }

    /// The error of a failed allocation of `bytes` bytes, if memory ran out.
    pub(crate) fn told_of_allocation(self, bytes: usize) -> Option<Error> {
        let message = format!("the CUDA device has no {bytes} bytes of memory left");
        (self == Self::OUT_OF_MEMORY).then(|| Error::new(Code::OutOfMemory, message))
    }

    /// The error of a device that is permanently lost. The first one is stored.
    pub(crate) fn lose_device(self) -> Error {
        let error = || match self {
            Self::ILLEGAL_ADDRESS
            | Self::ILLEGAL_INSTRUCTION
            | Self::MISALIGNED_ADDRESS
            | Self::INVALID_ADDRESS_SPACE
            | Self::INVALID_PC => {
                let message = format!("a defect in superlinear spoiled the CUDA device's memory: {self}");
                Error::new(Code::Internal, message)
            }
            _ => unavailable(&format!("the device was lost: {self}")),
        };
        LOST.get_or_init(error).clone()
    }
}

/// The error that no device can be used, for this reason.
pub(crate) fn unavailable(reason: &str) -> Error {
    Error::unavailable("CUDA", reason)
}

/// Returns an error if the device is lost.
pub(crate) fn ensure_not_lost() -> Result<(), Error> {
    LOST.get().map_or(Ok(()), |first| Err(first.clone()))
}
