//! The inner loops. Each processes all elements of a group in parallel lanes.
//!
//! | module | contents |
//! |---|---|
//! | `weigh` | weights of the basis functions in integrals |
//! | `assemble` | element matrices |
//! | `eliminate` | their factorization, and solves |
//! | `transform` | coefficients to values at the quadrature nodes, and the transpose |
//! | `sums` | integrals over an orbital |

pub mod assemble;
pub mod eliminate;
pub mod sums;
pub mod transform;
pub mod weigh;

/// The number of entries on and above the diagonal of a square matrix.
pub(crate) const fn triangle(side: usize) -> usize {
    side * (side + 1) / 2
}
