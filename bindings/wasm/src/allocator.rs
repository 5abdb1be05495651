//! The allocator. It records whether the last allocation failed: a trap that follows is then no defect.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

thread_local! {
    static IS_EXHAUSTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether the last allocation failed.
pub fn is_exhausted() -> bool {
    IS_EXHAUSTED.get()
}

struct Allocator;

// SAFETY: all calls and results are forwarded unchanged to the system's allocator.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's guarantees are those required by the system's allocator.
        noted(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        noted(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        noted(unsafe { System.realloc(block, layout, size) })
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }
}

fn noted(block: *mut u8) -> *mut u8 {
    IS_EXHAUSTED.set(block.is_null());
    block
}
