//! Kernel ridge regression whose length scales, weights and ridge are chosen by a gradient.
//!
//! With A = K + nλI, the dual coefficients of responses y less their constant are α = A⁻¹y. All that is tuned enters by A, so that each
//! criterion F tells ∂F/∂A and each kind of kernel what that means for its parameters, whose logarithms are what the outer loop descends in.
//!
//! Sources: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, chapters 4 and 5 (kernels, marginal likelihood,
//! leave-one-out residuals); Salehi and others, as in [`outer`](crate::outer), for how they are descended in.
//!
//! | module | what |
//! |---|---|
//! | `problem`, `solution` | what a caller gives and gets |
//! | `kinds` | kinds of kernels and of criteria |
//! | `covariance` | K and what ∂F/∂K means for its parameters |
//! | `scaling` | features centred and scaled |
//! | `system` | A decomposed, and the constant |
//! | `criterion` | the three criteria with ∂F/∂A |
//! | `folds` | parts of the samples that are held out in turn |
//! | `model` | what predictions need |
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
