//! Linear systems A x = b with a square matrix: dense or sparse in memory, or given by the caller's functions.
//!
//! | module | contents |
//! |---|---|
//! | [`sequence`] | many related systems, with parameters learned on the way |
//! | [`solve`] | one system with any number of right sides, as a task and as a dialogue |
//! | [`tuning`] | learners of parameters, also for callers' own solvers |
//! | [`eigenvalues`] | eigenvalues and eigenvectors |
//! | [`prepare`] | one matrix with successive right sides |

pub mod eigenvalues;
pub mod prepare;
pub mod sequence;
pub mod solve;
pub mod tuning;

pub use eigenvalues::Eigenvalues;
pub use prepare::Prepare;
pub use sequence::SolveSequence;
pub use solve::Solve;
pub use tuning::tasks::{NextParameter, RecordCost};

superlinear_interface::methods! {
    task NextParameter,
    dialogue Prepare,
    task RecordCost,
    task Solve,
    dialogue Solve,
    task SolveSequence;
    part eigenvalues { task Eigenvalues }
}
