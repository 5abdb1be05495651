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
    // As integers: the code that prints floating-point numbers would be a tenth of a small module of WebAssembly.
    let [needed, limit] = [needed, limit].map(|bytes| bytes.div_ceil(1 << 20));
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

#[cfg(test)]
mod tests {
    use crate::testing::untimed;
    use crate::{Code, RunOptions};

    #[test]
    fn a_run_has_the_memory_of_its_limit_less_its_problem() {
        let run = untimed(&RunOptions { memory_limit: Some(2.0), ..RunOptions::default() }).holding(1 << 20);
        assert_eq!(run.memory_left(), 1 << 20);
        assert!(run.ensure_memory("matrix", 1 << 17).is_ok());
        let error = run.ensure_memory("matrix", (1 << 17) + 1).expect_err("a number too many");
        assert_eq!((error.code, error.path.as_str()), (Code::OutOfMemory, "matrix"));
        assert_eq!(error.message, "matrix makes the run need about 2 MiB, and memoryLimit leaves 1");
    }

    #[test]
    fn a_shortage_ends_the_run_at_its_next_poll_in_all_parts() {
        let run = untimed(&RunOptions { memory_limit: Some(1.0), ..RunOptions::default() });
        let part = run.part();
        assert!(part.has_memory("a factorization", 1000) && run.ensure_wanted().is_ok());
        assert!(!part.has_memory("a factorization", usize::MAX));
        assert!(run.watch().is_over());
        assert_eq!(run.is_out_of_time().expect_err("no memory").code, Code::OutOfMemory);
    }

    #[test]
    fn the_default_is_a_part_of_what_the_machine_has() {
        let limit = super::default_limit();
        assert!(limit > 1 << 26 && limit < 1 << 50);
    }
}
