//! The training objective of a model.

use super::strengths::Strengths;
use super::training::Training;

/// The mean loss of samples plus a penalty of the coefficients.
pub(crate) struct Problem<'a> {
    pub training: &'a Training<'a>,
    pub strengths: &'a Strengths,
}

impl Problem<'_> {
    /// The gradient of the objective.
    pub(crate) fn gradient(&self, coefficients: &[f64], predictors: &[Vec<f64>]) -> Vec<f64> {
        let mut gradient = self.training.gradient(predictors);
        self.strengths.add_slope(coefficients, &mut gradient);
        gradient
    }
}
