//! Log-sum-exp, ln(sum exp(x)), of vectors and of the rows and columns of a matrix, and its gradient, the softmax.
//!
//! Exponents are taken relative to the largest, so nothing overflows and the largest term is 1. If all terms are minus
//! infinity, or there are none, the result is minus infinity; a term of plus infinity gives plus infinity; NaN gives
//! NaN.

mod columns;
mod rows;
mod softmax;

pub use columns::of_columns;
pub use rows::{of, of_rows};
pub use softmax::softmax;

/// The minimum number of matrix entries per block of work, so that the cost of starting it is negligible.
const BLOCK_ENTRIES: usize = 1 << 14;
