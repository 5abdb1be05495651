//! Update rules of gradient descent.

mod adam;
mod sgd;

pub use adam::{Adam, Constants};
pub use sgd::Sgd;

/// An update rule for parameters, given the gradient of a batch.
pub trait Rule {
    /// Writes to `to` the parameters after a step from `from`, given the gradient there.
    fn step(&mut self, rate: f64, gradient: &[f64], from: &[f64], to: &mut [f64]);
}
