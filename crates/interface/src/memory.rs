//! The memory that a run may take: its default, and the error beyond it.

use crate::error::Error;

/// Bytes of a mebibyte.
pub(crate) const MEBIBYTE: f64 = 1_048_576.0;

/// The part of the available memory that one run may take by default: the caller's arrays and other runs need memory too.
const SHARE_OF_RUN: u64 = 2;

/// Bytes that a run may take unless told otherwise.
pub fn default_limit() -> u64 {
    available() / SHARE_OF_RUN
}

/// The error of a run that needs more bytes than there may be.
pub(crate) fn exceeded(path: &str, needed: u64, limit: u64) -> Error {
    let [needed, limit] = [needed, limit].map(|bytes| (bytes as f64 / MEBIBYTE).ceil());
    Error::out_of_memory(path, format!("makes the run need about {needed} MiB, and memoryLimit leaves {limit}"))
}

/// Bytes that this process may allocate: the machine's memory, or the limit of its control group or address space. Measured once.
#[cfg(not(target_family = "wasm"))]
fn available() -> u64 {
    use std::sync::OnceLock;
    static AVAILABLE: OnceLock<u64> = OnceLock::new();
    *AVAILABLE.get_or_init(|| {
        let limits = [of_machine(), of_address_space()];
        limits.into_iter().flatten().min().unwrap_or(u64::MAX)
    })
}

/// The address space of 32-bit WebAssembly.
#[cfg(target_family = "wasm")]
fn available() -> u64 {
    1 << 32
}

/// The machine's memory, or the limit of the control group that the process is in.
#[cfg(not(target_family = "wasm"))]
fn of_machine() -> Option<u64> {
    let mut system = sysinfo::System::new().ok()?;
    system.refresh_memory();
    let group = system.cgroup_limits().map(|limits| limits.total_memory);
    [Some(system.total_memory()), group].into_iter().flatten().filter(|&bytes| bytes > 0).min()
}

/// The limit of the process's address space, less the part in use, of which Node reserves much at its start.
#[cfg(unix)]
fn of_address_space() -> Option<u64> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::As).current?;
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split_whitespace().next()?.parse().ok()?;
    Some(limit.saturating_sub(pages * rustix::param::page_size() as u64))
}

/// Address spaces are limited on Unix alone.
#[cfg(not(any(unix, target_family = "wasm")))]
fn of_address_space() -> Option<u64> {
    None
}
