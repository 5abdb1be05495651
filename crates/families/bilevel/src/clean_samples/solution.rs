//! The output of `cleanSamples`.

use super::objective::{Objective, logistic};
use super::problem::CleanSamplesProblem;
use crate::linear::fitted::Fitted;
use crate::linear::model::LinearModel;
use crate::outer::{Found, OuterRecord};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Code, Ending, Error, Labels, Vector};

/// Weights of the training samples, and the model fitted to the weighted samples.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CleanSamplesSolution {
    /// `converged` if the projected gradient and its error are within `tolerance`; `stalled` if rounding allows no
    /// lower loss.
    pub status: Ending,
    /// The weight of each training sample, between 0 and 1.
    pub sample_weights: Vector,
    /// The samples with a weight below 1/2, in ascending order of weight.
    pub suspects: Vector<i32>,
    /// The minimized objective: the mean loss of the trusted samples.
    pub trusted_loss: f64,
    /// Equal to `trustedLoss`, under the name common to all methods.
    pub objective: f64,
    /// The model fitted to the weighted training samples, for `coordinate.predict`.
    pub model: LinearModel,
    /// The gradient of the trusted loss with respect to the log-odds of the weights.
    pub gradient: Vector,
    /// The largest absolute entry of x - P(x - g), where g is the gradient and P clips the log-odds x to their bounds.
    pub projected_gradient: f64,
    /// Bound on the error of the gradient, in the 2-norm.
    pub hypergradient_error: f64,
    /// The norm of the gradient of the model's training objective.
    pub inner_residual: f64,
    /// The number of outer iterations.
    pub iterations: u32,
    /// The number of model fits.
    pub evaluations: u32,
    /// A record of each iteration, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<OuterRecord>>,
}

impl CleanSamplesSolution {
    pub(super) fn new(
        problem: &CleanSamplesProblem,
        classes: Option<Labels>,
        objective: &Objective<'_>,
        found: Found<Fitted>,
        ending: Ending,
    ) -> Result<Self, Error> {
        let coefficients = &found.inner.next;
        if !coefficients.iter().all(|entry| entry.is_finite()) {
            return Err(Error::new(Code::NumericalBreakdown, "numbers overflowed; scale the problem"));
        }
        let (given, intercepts) = objective.scaling.given(coefficients);
        let weights: Vec<_> = found.x.iter().map(|x| logistic(*x)).collect();
        let mut suspects: Vec<_> = (0..weights.len()).filter(|&i| weights[i] < 0.5).collect();
        suspects.sort_by(|&i, &j| weights[i].total_cmp(&weights[j]).then(i.cmp(&j)));
        Ok(Self {
            status: ending,
            sample_weights: weights.into(),
            suspects: suspects.into_iter().map(|i| i as i32).collect::<Vec<_>>().into(),
            trusted_loss: found.value,
            objective: found.value,
            model: LinearModel::new(problem.loss, classes, &given, intercepts),
            inner_residual: objective.residual(&found.x, coefficients),
            gradient: found.gradient.into(),
            projected_gradient: found.projected_gradient,
            hypergradient_error: found.error,
            iterations: found.iterations,
            evaluations: found.evaluations,
            history: found.history,
        })
    }
}
