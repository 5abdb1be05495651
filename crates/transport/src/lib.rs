//! Optimal transport: moving mass between two sets of points at the least cost, smoothed by an entropy or exactly.
//!
//! | module | what |
//! |---|---|
//! | [`problem`], [`solution`] | what a caller gives and gets |
//! | `sinkhorn_newton` | the method as a task: check, solve, measure |
//! | [`barycenter`] | barycentres of histograms as a task |
//! | [`batch`], [`divergence`] | many problems at once; the Sinkhorn divergence, which is three |
//! | `inputs`, `geometry`, `check`, `instance`, `marginal` | the checks, and the problem in the solver's form |
//! | `cost`, `blocks` | the cost by rows, and how rows are dealt out to threads |
//! | `mirror` | problems of a distribution with itself
//! | `order` | an order of the targets in which near ones stand together |
//! | `solver` | the state of a solve, its limits, plain Sinkhorn iteration |
//! | `levels` | the descent of the regularization with its path predictor |
//! | `newton`, `schur`, `kept` | Newton's method at one level, its linear systems, the plan's large entries |
//! | `passes`, `kernels` | passes over the cost, and their inner loops |
//! | `result`, `bounds`, `gradients`, `plan`, `units` | the caller's result |
//! | [`exact`] | transport without an entropy |

pub mod barycenter;
pub mod batch;
pub mod divergence;
pub mod exact;
pub mod problem;
pub mod solution;

mod blocks;
mod bounds;
mod check;
mod cost;
mod extent;
mod finite;
mod geometry;
mod gradients;
mod inputs;
mod instance;
mod kept;
mod kernels;
mod levels;
mod marginal;
mod mirror;
mod newton;
mod order;
mod passes;
mod plan;
mod plan_rows;
mod potentials;
mod precision;
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
pub use problem::SinkhornNewtonProblem;
pub use sinkhorn_newton::SinkhornNewton;
pub use solution::SinkhornNewtonSolution;
