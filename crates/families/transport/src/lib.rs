//! Optimal transport between two sets of points at minimum cost, with entropic regularization or exact.
//!
//! | module | content |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `sinkhorn_newton` | the method as a task: check, solve, measure |
//! | [`barycenter`] | barycenters of histograms as a task |
//! | [`batch`], [`divergence`] | batches of problems; the Sinkhorn divergence, made of three |
//! | [`exact`] | unregularized transport |
//! | [`map`] | transport maps of solved problems |
//! | `inputs`, `geometry`, `check`, `instance`, `marginal` | validation, and the problem in the solver's form |
//! | `mirror` | problems of a distribution with itself |
//! | `order` | a spatially coherent order of the targets |
//! | `solver` | the state of a solve, its limits, plain Sinkhorn iteration |
//! | `levels` | the descent of the regularization with its path predictor |
//! | `newton`, `schur` | Newton's method at one level, and its linear systems |
//! | `passes`, `kernels` | passes over the cost, and their inner loops |
//! | `backends`, `device` | the choice of backend, and the passes on a CUDA device |
//! | `potentials`, `sums`, `kept`, `plan_rows` | inputs and outputs of the passes |
//! | `cost`, `blocks` | the cost by rows, and the distribution of rows over threads |
//! | `extent`, `lanes`, `log_sum`, `registers`, `vectors` | scalars and vectors |
//! | `result`, `bounds`, `gradients`, `plan`, `units` | the caller's result |
//! | `precision`, `finite`, `memory` | limits set by rounding, overflow and memory |

pub mod barycenter;
pub mod batch;
pub mod divergence;
pub mod exact;
pub mod map;
pub mod problem;
pub mod solution;

mod backends;
mod blocks;
mod bounds;
mod check;
mod cost;
#[cfg(feature = "cuda")]
mod device;
mod extent;
mod finite;
mod geometry;
mod gradients;
mod immobile;
mod infeasible;
mod inputs;
mod instance;
mod kept;
mod kernels;
mod lanes;
mod levels;
mod log_sum;
mod marginal;
mod memory;
mod mirror;
mod newton;
mod order;
mod passes;
mod plan;
mod plan_rows;
mod potentials;
mod precision;
mod registers;
mod result;
mod schur;
mod sinkhorn_newton;
mod solver;
mod sums;
mod units;
mod vectors;

pub use barycenter::Barycenter;
pub use batch::Batch;
pub use divergence::SinkhornDivergence;
pub use exact::Exact;
pub use map::Map;
pub use problem::SinkhornNewtonProblem;
pub use sinkhorn_newton::SinkhornNewton;
pub use solution::SinkhornNewtonSolution;

superlinear_interface::methods! {
    task SinkhornNewton,
    task SinkhornDivergence,
    task Batch,
    task Barycenter,
    task Exact,
    task Map,
}
