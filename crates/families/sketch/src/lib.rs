//! Sketched linear algebra: random projections that reduce large least-squares problems and factorizations, and
//! refinement that restores full accuracy.
//!
//! | module | content |
//! |---|---|
//! | [`apply_sketch`] | products with a sketch as a task |
//! | [`iterative_hessian_sketch`] | least squares by steps with sketched Hessians as a task |
//! | [`leverage`] | leverage scores as a task |
//! | [`lstsq`] | least squares as a task |
//! | [`consistent`] | consistent systems by sketch and project |
//! | [`krylov`] | LSQR and LSMR, for matrices and for the caller's own products |
//! | [`low_rank`] | singular values and vectors, and bases of the range |
//! | [`sketched_lstsq`] | least squares to a chosen accuracy as a task |
//! | [`sampling`] | least squares from few labels |
//! | `unit` | scaling of tiny right-hand sides |
//! | `table` | matrices in any format, read by blocks of rows |
//! | `sketches` | random matrices, applied in one pass over a table |
//! | `basis` | changes of variables that orthonormalize the columns of a matrix, by QR or SVD |
//! | `root` | the triangular factor of a table, by TSQR |

pub mod apply_sketch;
pub mod consistent;
pub mod iterative_hessian_sketch;
pub mod krylov;
pub mod leverage;
pub mod low_rank;
pub mod lstsq;
pub mod sampling;
pub mod sketched_lstsq;

mod basis;
mod root;
mod sketches;
mod table;
mod unit;

pub use apply_sketch::ApplySketch;
pub use consistent::SolveConsistent;
pub use iterative_hessian_sketch::IterativeHessianSketch;
pub use krylov::{Lsmr, Lsqr};
pub use leverage::LeverageScores;
pub use low_rank::range_finder::RandomizedRangeFinder;
pub use low_rank::svd::RandomizedSvd;
pub use lstsq::Lstsq;
pub use sampling::basis_matrix::BasisMatrix;
pub use sampling::sampled_lstsq::SampledLstsq;
pub use sampling::weighted_sample::WeightedSample;
pub use sketched_lstsq::SketchedLstsq;
pub use sketches::SketchKind;

superlinear_interface::methods! {
    task ApplySketch,
    typed_task IterativeHessianSketch,
    task LeverageScores,
    task Lstsq,
    dialogue Lstsq,
    task Lsqr,
    dialogue Lsqr,
    task Lsmr,
    dialogue Lsmr,
    typed_task SketchedLstsq,
    task WeightedSample,
    task SampledLstsq,
    dialogue SampledLstsq,
    task BasisMatrix,
    task SolveConsistent,
    task RandomizedSvd,
    dialogue RandomizedSvd,
    task RandomizedRangeFinder,
    dialogue RandomizedRangeFinder,
}
