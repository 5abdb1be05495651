//! Data with the same layout in host and device memory.

/// Numbers, and structures of them, with the same layout on the device and the host.
///
/// # Safety
///
/// Any bit pattern must be a valid value, and there must be no host addresses in it.
pub unsafe trait Plain: Copy {}

// SAFETY: a plain number.
unsafe impl Plain for f64 {}
// SAFETY: a plain number.
unsafe impl Plain for i32 {}
// SAFETY: a plain number.
unsafe impl Plain for i64 {}
