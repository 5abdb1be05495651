//! Optimal transport: moving mass between two sets of points at the least cost, smoothed by an entropy or exactly.
//!
//! | module | what |
//! |---|---|
//! | [`problem`], [`solution`] | what a caller gives and gets |
//! | `sinkhorn_newton` | the method as a task: check, solve, measure |
//! | [`barycenter`] | barycentres of histograms as a task |
//! | [`batch`], [`divergence`] | many problems at once; the Sinkhorn divergence, which is three |
//! | [`exact`] | transport without an entropy |
//! | [`map`] | where a solved problem sends each point |
//! | `inputs`, `geometry`, `check`, `instance`, `marginal` | the checks, and the problem in the solver's form |
//! | `mirror` | problems of a distribution with itself |
//! | `order` | an order of the targets in which near ones stand together |
//! | `solver` | the state of a solve, its limits, plain Sinkhorn iteration |
//! | `levels` | the descent of the regularization with its path predictor |
//! | `newton`, `schur` | Newton's method at one level, and its linear systems |
//! | `passes`, `kernels` | passes over the cost, and their inner loops |
//! | `backends`, `device` | where they are computed, and the passes on a CUDA device |
//! | `potentials`, `sums`, `kept`, `plan_rows` | what passes start from and what they find |
//! | `cost`, `blocks` | the cost by rows, and how rows are dealt out to threads |
//! | `extent`, `lanes`, `log_sum`, `registers`, `vectors` | numbers, one or many |
//! | `result`, `bounds`, `gradients`, `plan`, `units` | the caller's result |
//! | `precision`, `finite`, `memory` | what rounding, overflow and memory allow |

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
