//! Denoisers of total-variation type with weights, smoothing and filters learned from pairs of noisy and clean signals
//! or images.
//!
//! A denoised sample is argmin ½‖u - b‖² + Σ_k e^{a_k} Σ_i (√((k * u)_i² + ν_k²) - ν_k). The objective is strictly
//! convex and smooth, so its minimizer is differentiable in the weights, the smoothing and the filters.
//!
//! Sources: Rudin, Osher, Fatemi, Nonlinear total variation based noise removal algorithms, Physica D 60, 1992; learned
//! filters: Roth, Black, Fields of Experts, IJCV 82, 2009, and Kunisch, Pock, A bilevel optimization approach for
//! parameter learning in variational models, SIAM J. Imaging Sci. 6, 2013; the descent: Salehi and others, as in
//! [`outer`](crate::outer).
//!
//! | module | contents |
//! |---|---|
//! | `filters` | filter families |
//! | `energy` | the denoising objective and its gradient |
//! | `linearized` | its Hessian, and the Hessian of a quadratic majorant |
//! | `newton` | its minimization |
//! | `parameters` | the learned parameters |
//! | `loss` | the loss of denoised samples, and its gradient with respect to the parameters |
//! | `samples` | the given samples, scaled |
//! | `learn`, `denoise` | the two tasks, with input and output |

mod denoise;
mod energy;
mod filters;
mod learn;
mod linearized;
mod loss;
mod newton;
mod parameters;
mod samples;

#[cfg(test)]
mod tests;

pub use denoise::Denoise;
pub use learn::LearnDenoiser;
