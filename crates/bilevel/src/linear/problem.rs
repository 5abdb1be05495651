//! What a model is fitted to.

use super::strengths::Strengths;
use super::training::Training;

/// What a model is fitted to: the mean loss of samples plus a penalty of the coefficients.
pub(crate) struct Problem<'a> {
    pub training: &'a Training<'a>,
    pub strengths: &'a Strengths,
}

impl Problem<'_> {
    /// The objective's gradient.
    pub fn gradient(&self, coefficients: &[f64], predictors: &[Vec<f64>]) -> Vec<f64> {
        let mut gradient = self.training.gradient(predictors);
        self.strengths.add_slope(coefficients, &mut gradient);
        gradient
    }
}
