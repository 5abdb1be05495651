//! Loops over blocks of work on the threads of a run, and sums whose bits do not depend on how many there are.
//!
//! The caller cuts the work into blocks by the size of the problem alone, never by the number of threads; each block is
//! computed by one thread, and results are combined in the order of the blocks. So threads change no bit of a result.

mod sums;
mod threads;

pub use sums::{LEAF, Tree, add_vectors, sum};
pub(crate) use sums::{reduce_pairwise, sum_of_leaf};
pub use threads::Parallelism;

/// Entries of a matrix in a part of the work; fewer are not worth another thread's attention.
pub const PART_ENTRIES: usize = 1 << 15;
