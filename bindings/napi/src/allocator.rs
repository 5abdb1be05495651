//! The allocator, and how long it keeps freed memory.

use libmimalloc_sys::{mi_option_set, mi_option_t};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The option `mi_option_purge_delay` of mimalloc 2, which its crate gives no name.
const PURGE_DELAY: mi_option_t = 15;

/// Milliseconds after which freed memory goes back to the system; large arrays are kept ten times as long. The default of 10 is
/// less than most solves take, and the system clears what it gives again: to solve a transport problem of 32 MB in a loop
/// took a tenth longer.
const KEPT_MILLISECONDS: std::ffi::c_long = 100;

/// Keeps freed pages for a while, so that the next large array does not pay for page faults again.
#[napi_derive::module_init]
fn keep_freed_pages() {
    // SAFETY: the option is one of the allocator's, which may be set at any time.
    unsafe { mi_option_set(PURGE_DELAY, KEPT_MILLISECONDS) };
}
