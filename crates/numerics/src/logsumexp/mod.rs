//! Logarithms of sums of exponentials, ln(sum exp(x)), of vectors and of the rows and columns of a matrix; their gradient, the softmax.
//!
//! Every exponent is taken relative to the largest, so that nothing overflows and the largest term is 1. All terms
//! minus infinity, or none, give minus infinity; a term of plus infinity gives plus infinity; NaN gives NaN.

mod columns;
mod rows;
mod softmax;

pub use columns::of_columns;
pub use rows::{of, of_rows};
pub use softmax::softmax;

/// Matrix entries that a block of work has at least, so that starting it costs little beside it.
const BLOCK_ENTRIES: usize = 1 << 14;
