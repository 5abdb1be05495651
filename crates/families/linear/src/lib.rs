//! Linear systems A x = b with a square matrix: dense or sparse in memory, or given by the caller's functions.
//!
//! | module | contents |
//! |---|---|
//! | [`solve`] | one system with any number of right sides, as a task and as a dialogue |
//! | [`eigenvalues`] | eigenvalues and eigenvectors |
//! | [`prepare`] | one matrix with right sides as they come |

pub mod eigenvalues;
pub mod prepare;
pub mod solve;

pub use eigenvalues::Eigenvalues;
pub use prepare::Prepare;
pub use solve::Solve;

superlinear_interface::methods! {
    dialogue Prepare,
    task Solve,
    dialogue Solve;
    part eigenvalues { task Eigenvalues }
}
