//! The allocator, and how long it keeps freed memory.

use libmimalloc_sys::{mi_option_set, mi_option_t};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The option `mi_option_purge_delay` of mimalloc 2, which its crate does not name.
const PURGE_DELAY: mi_option_t = 15;

/// Milliseconds after which freed memory is returned to the system; large arrays are kept ten times as long. The
/// default of 10 is shorter than most solves, and the system clears the memory it hands out again: solving a transport
/// problem of 32 MB in a loop took a tenth longer.
const KEPT_MILLISECONDS: std::ffi::c_long = 100;

/// Keeps freed pages for a while, to save the page faults of the next large array.
#[napi_derive::module_init]
fn keep_freed_pages() {
    // SAFETY: this is an option of the allocator, which may be set at any time.
    unsafe { mi_option_set(PURGE_DELAY, KEPT_MILLISECONDS) };
}
