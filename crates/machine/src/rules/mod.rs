//! Rules by which numbers step along a gradient.

mod adam;
mod sgd;

pub use adam::{Adam, Constants};
pub use sgd::Sgd;

/// How parameters change by the gradient of a batch.
pub trait Rule {
    /// Writes where a step leads, from parameters with this gradient.
    fn step(&mut self, rate: f64, gradient: &[f64], from: &[f64], to: &mut [f64]);
}
