//! Denoisers like total variation, whose weights, smoothing and filters are learned from pairs of noisy and clean signals or pictures.
//!
//! What is denoised is argmin ½‖u - b‖² + Σ_k e^{a_k} Σ_i (√((k * u)_i² + ν_k²) - ν_k): strictly convex and smooth, so that its solution has
//! derivatives by the weights, the smoothing and the filters.
//!
//! Sources: Rudin, Osher, Fatemi, Nonlinear total variation based noise removal algorithms, Physica D 60, 1992; learned filters: Roth, Black,
//! Fields of Experts, IJCV 82, 2009, and Kunisch, Pock, A bilevel optimization approach for parameter learning in variational models, SIAM J.
//! Imaging Sci. 6, 2013; the descent: Salehi and others, as in [`outer`](crate::outer).
//!
//! | module | what |
//! |---|---|
//! | `filters` | families of filters |
//! | `energy` | the function that is minimised, with its derivatives |
//! | `linearised` | its Hessian, and that of a parabola above it |
//! | `newton` | its minimum |
//! | `parameters` | what is learned, as logarithms and factors |
//! | `loss` | the loss of denoised samples, and its gradient by what is learned |
//! | `samples` | what is given, in units of its own |
//! | `learn`, `denoise` | the two tasks, with what a caller gives and gets |

mod denoise;
mod energy;
mod filters;
mod learn;
mod linearised;
mod loss;
mod newton;
mod parameters;
mod samples;

#[cfg(test)]
mod tests;

pub use denoise::Denoise;
pub use learn::LearnDenoiser;
