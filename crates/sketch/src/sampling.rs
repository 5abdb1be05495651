//! Least squares from few labels: rows drawn by laws that know the features, and the fit to the drawn rows alone.
//!
//! | module | what |
//! |---|---|
//! | [`basis_matrix`], [`weighted_sample`], [`sampled_lstsq`] | what a caller gives and gets |
//! | `features`, `functions` | the features: a matrix, or functions of points |
//! | `orthonormal` | an orthonormal basis of the features |
//! | `draws`, `laws` | random rows, and what is made of them |
//! | `norm_bounds` | what the drawn rows make of norms |
//! | `fit` | the fit to the drawn rows, and what they tell of all others |

pub mod basis_matrix;
pub mod sampled_lstsq;
pub mod weighted_sample;

mod draws;
mod features;
mod fit;
mod functions;
mod laws;
mod norm_bounds;
mod orthonormal;
#[cfg(test)]
mod tests;

pub use functions::{BasisKind, DegreeKind};
pub use laws::SampleMethod;
