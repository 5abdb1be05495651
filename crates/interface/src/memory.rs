//! The memory limit of a run: its default, and the message beyond it.

/// Bytes of a mebibyte.
pub(crate) const MEBIBYTE: f64 = 1_048_576.0;

/// The available memory over the default limit: the arrays of the caller and other runs need memory as well.
const SHARE_OF_RUN: u64 = 2;

/// The default limit in bytes.
pub fn default_limit() -> u64 {
    available() / SHARE_OF_RUN
}

/// `None` if numbers of 8 bytes, as many as the product of `sizes`, fit into `limit` bytes; otherwise the end of a
/// sentence that begins with their cause.
pub(crate) fn shortage(sizes: &[usize], limit: u64) -> Option<String> {
    let numbers = sizes.iter().fold(1, |product: u64, &size| product.saturating_mul(size as u64));
    let needed = numbers.saturating_mul(size_of::<f64>() as u64);
    // As integers: the code that prints floating-point numbers would be a tenth of a small module of WebAssembly.
    let [needed_mib, limit_mib] = [needed, limit].map(|bytes| bytes.div_ceil(1 << 20));
    (needed > limit).then(|| format!("makes the run need about {needed_mib} MiB, and memoryLimit leaves {limit_mib}"))
}

/// Bytes that this process may allocate: the machine's memory, or the limit of its control group or address space.
/// Measured once.
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
        assert!(run.ensure_memory("matrix", [1 << 9, 1 << 8]).is_ok());
        let error = run.ensure_memory("matrix", [(1 << 17) + 1]).expect_err("a number too many");
        assert_eq!((error.code, error.path.as_str()), (Code::OutOfMemory, "matrix"));
        assert_eq!(error.message, "matrix makes the run need about 2 MiB, and memoryLimit leaves 1");
    }

    #[test]
    fn a_shortage_ends_the_run_at_its_next_poll_in_all_parts() {
        let run = untimed(&RunOptions { memory_limit: Some(1.0), ..RunOptions::default() });
        let part = run.part();
        assert!(part.has_memory("a factorization", [1000]) && run.ensure_wanted().is_ok());
        assert!(!part.has_memory("a factorization", [usize::MAX, 2]));
        assert!(run.watch().is_over());
        let error = run.is_out_of_time().expect_err("no memory");
        assert_eq!((error.code, error.path.as_str()), (Code::OutOfMemory, ""));
        assert!(error.message.starts_with("a factorization makes the run need about "));
    }

    #[test]
    fn the_default_is_a_part_of_what_the_machine_has() {
        let limit = super::default_limit();
        assert!(limit > 1 << 26 && limit < 1 << 50);
    }
}
