//! Data that are laid out alike in both memories.

/// Numbers, and structures of them, that the device lays out as the processor does.
///
/// # Safety
///
/// Any bits are a value, and there are no addresses of the processor's memory in it.
pub unsafe trait Plain: Copy {}

// SAFETY: these are numbers.
unsafe impl Plain for f64 {}
// SAFETY: these are numbers.
unsafe impl Plain for i32 {}
// SAFETY: these are numbers.
unsafe impl Plain for i64 {}
