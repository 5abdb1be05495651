//! Gaussian process regression.
//!
//! | module | contents |
//! |---|---|
//! | [`kernel`] | the correlation of the values at two points |
//! | [`model`] | the process conditioned on values, and its predictions |
//! | [`likelihood`] | kernel parameters of maximum posterior density |
//! | [`improvement`] | expected improvement and probability, by logarithms |
//! | [`descent`] | local minimization of smooth functions in a box |

mod descent;
mod improvement;
mod kernel;
mod likelihood;
mod model;

pub use descent::Descent;
pub use improvement::{log_improvement, log_probability};
pub use kernel::Kernel;
pub use likelihood::likeliest;
pub use model::Model;

#[cfg(test)]
mod tests;
