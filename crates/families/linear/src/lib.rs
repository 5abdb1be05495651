//! Linear systems A x = b with a square matrix: dense or sparse in memory, or given by the caller's functions.
//!
//! | module | contents |
//! |---|---|
//! | [`solve`] | one system with any number of right sides, as a task and as a dialogue |

pub mod solve;

pub use solve::Solve;

superlinear_interface::methods! {
    task Solve,
    dialogue Solve,
}
