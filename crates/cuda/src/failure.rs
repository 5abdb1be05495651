//! What can fail, in the terms of the library's errors. Some failures spoil the process's context for good: the first one is kept, and told
//! to every later run.

use cudarc::driver::DriverError;
use cudarc::driver::sys::CUresult;
use std::sync::OnceLock;
use superlinear_interface::{Code, Error};

/// Why the device cannot be used any more in this process.
static LOST: OnceLock<Error> = OnceLock::new();

/// There is no device to be used, for this reason.
pub fn unavailable(reason: &str) -> Error {
    Error::unavailable("CUDA", reason)
}

/// An error once the device is lost.
pub fn ensure_not_lost() -> Result<(), Error> {
    LOST.get().map_or(Ok(()), |first| Err(first.clone()))
}

/// What has become of the call that failed so.
pub fn failed(error: DriverError) -> Error {
    let DriverError(result) = error;
    let name = name(result);
    match result {
        CUresult::CUDA_ERROR_OUT_OF_MEMORY => Error::new(Code::OutOfMemory, "the CUDA device has no memory left"),
        // The kernels are ours.
        CUresult::CUDA_ERROR_ILLEGAL_ADDRESS
        | CUresult::CUDA_ERROR_MISALIGNED_ADDRESS
        | CUresult::CUDA_ERROR_INVALID_PC
        | CUresult::CUDA_ERROR_ILLEGAL_INSTRUCTION => {
            let message = format!("a defect in superlinear spoiled the CUDA device's memory: {name}");
            lose(Error::new(Code::Internal, message))
        }
        CUresult::CUDA_ERROR_INVALID_VALUE
        | CUresult::CUDA_ERROR_NOT_FOUND
        | CUresult::CUDA_ERROR_INVALID_PTX
        | CUresult::CUDA_ERROR_NO_BINARY_FOR_GPU
        | CUresult::CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES => {
            Error::new(Code::Internal, format!("a defect in superlinear stopped this run: {name}"))
        }
        _ => lose(unavailable(&format!("the device was lost: {name}"))),
    }
}

/// The same for memory of so many bytes.
pub fn failed_to_allocate(error: DriverError, bytes: usize) -> Error {
    match error {
        DriverError(CUresult::CUDA_ERROR_OUT_OF_MEMORY) => {
            Error::new(Code::OutOfMemory, format!("the CUDA device has no {bytes} bytes of memory left"))
        }
        other => failed(other),
    }
}

/// Keeps the first of the failures that no later run can survive.
fn lose(error: Error) -> Error {
    LOST.get_or_init(|| error).clone()
}

/// The driver's name of a result.
pub fn name(result: CUresult) -> String {
    format!("{result:?}")
}
