//! Gaussian processes: what a function known at some points is likely to be elsewhere.
//!
//! | module | what |
//! |---|---|
//! | [`kernel`] | how alike the values at two points are |
//! | [`model`] | the process given values, and what it predicts |
//! | [`likelihood`] | the kernel under which the values are likely |
//! | [`improvement`] | by how much a value is expected to be below the least one |
//! | [`descent`] | local minima of smooth functions in a box |

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
