//! Kernel ridge regression with length scales, weights and ridge tuned by gradients.
//!
//! With A = K + nλI, the dual coefficients of centered responses y are α = A⁻¹y. All tuned parameters enter through A:
//! each criterion F provides ∂F/∂A, and each kind of kernel the chain rule to the logarithms of its parameters, the
//! variables of the outer loop.
//!
//! Sources: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, chapters 4 and 5 (kernels, marginal
//! likelihood, leave-one-out residuals); Salehi and others, as in [`outer`](crate::outer), for the descent.
//!
//! | module | contents |
//! |---|---|
//! | `problem`, `solution` | input and output |
//! | `kinds` | kinds of kernels and criteria |
//! | `covariance` | K, and the chain rule from ∂F/∂K to its parameters |
//! | `scaling` | centering and scaling of features |
//! | `system` | the factorization of A, and the constant |
//! | `criterion` | the three criteria with ∂F/∂A |
//! | `folds` | cross-validation folds |
//! | `model` | fitted models for predictions |
//! | `tune`, `predict` | the two tasks |

mod covariance;
mod criterion;
mod folds;
mod kinds;
mod model;
mod predict;
mod problem;
mod scaling;
mod solution;
mod system;
mod tune;

#[cfg(test)]
mod tests;

pub use predict::PredictKernel;
pub use tune::TuneKernel;
