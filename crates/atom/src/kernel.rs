//! The inner loops. Each does to all elements of a group the same, side by side in lanes.
//!
//! | module | what |
//! |---|---|
//! | `weigh` | what multiplies the basis functions in integrals |
//! | `assemble` | element matrices |
//! | `eliminate` | their factorisation, and solutions with it |
//! | `transform` | from coefficients to values at the quadrature nodes, and back |
//! | `sums` | integrals over an orbital |

pub mod assemble;
pub mod eliminate;
pub mod sums;
pub mod transform;
pub mod weigh;

/// The number of entries on and above the diagonal of a square matrix.
pub const fn triangle(side: usize) -> usize {
    side * (side + 1) / 2
}
