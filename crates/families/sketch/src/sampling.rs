//! Least squares from few labels: sampling of rows with distributions based on the features, and the fit to the sampled
//! rows alone.
//!
//! | module | content |
//! |---|---|
//! | [`basis_matrix`], [`weighted_sample`], [`sampled_lstsq`] | the callers' problems and solutions |
//! | `features`, `functions` | the features: a matrix, or functions of points |
//! | `orthonormal` | an orthonormal basis of the features |
//! | `draws`, `laws` | random rows, and samples built from them |
//! | `norm_bounds` | the distortion of norms by the sampled rows |
//! | `fit` | the fit to the sampled rows, and an estimate of its loss on all rows |

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
