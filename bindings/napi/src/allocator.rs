//! The allocator, and the time for which it keeps freed memory.

use libmimalloc_sys::{mi_option_set, mi_option_t};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The option `mi_option_purge_delay` of mimalloc 2, unnamed in its crate.
const PURGE_DELAY: mi_option_t = 15;

/// Milliseconds until freed memory is returned to the system; large arrays are kept ten times as long. The default of
/// 10 is shorter than most solves, and the system clears memory before it is reused: solving a transport problem of 32
/// MB in a loop took a tenth longer.
const KEPT_MILLISECONDS: std::ffi::c_long = 100;

/// Keeps freed pages for a while, to save the page faults of the next large array.
#[napi_derive::module_init]
fn keep_freed_pages() {
    // SAFETY: this option of the allocator may be set at any time.
    unsafe { mi_option_set(PURGE_DELAY, KEPT_MILLISECONDS) };
}
