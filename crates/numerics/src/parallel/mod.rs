//! Loops over blocks of work on the threads of a run, and sums with the same bits for any number of threads.
//!
//! The caller divides the work into blocks by the size of the problem alone, never by the number of threads. Each block
//! is computed by one thread, and results are combined in the order of the blocks, so the number of threads changes no
//! bit of a result.

mod sums;
mod threads;

pub use sums::{LEAF, Tree, add_vectors, sum};
pub(crate) use sums::{reduce_pairwise, sum_of_leaf};
pub use threads::Parallelism;

/// Matrix entries per part of the work. Smaller parts do not pay for a thread.
pub const PART_ENTRIES: usize = 1 << 15;
