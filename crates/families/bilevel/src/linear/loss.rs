//! Losses of linear predictors for training and validation.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_losses::{Curvature, Loss, LossKind};
use superlinear_numerics::elementwise::exp;
use superlinear_numerics::parallel::sum;

/// The loss of a sample with response `y` and linear predictor `p`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LinearLoss {
    /// `(p - y)^2 / 2`.
    #[default]
    Squared,
    /// `ln(1 + exp(-y p))` for `y` = -1 or 1.
    Logistic,
    /// `ln(sum over k of exp(p_k)) - p_y` for a class `y` from 0.
    Multinomial,
    /// `max(0, 1 - y p)^2 / 2` for `y` = -1 or 1.
    SquaredHinge,
}

/// The loss of a held-out sample with response `y` and linear predictor `p`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ValidationLoss {
    /// `(p - y)^2 / 2`.
    Squared,
    /// `ln(1 + exp(-y p))` for `y` = -1 or 1.
    Logistic,
    /// `ln(sum over k of exp(p_k)) - p_y` for a class `y` from 0.
    Multinomial,
    /// `max(0, 1 - y p)^2 / 2` for `y` = -1 or 1.
    SquaredHinge,
    /// `1 / (1 + exp(5 y p))` for `y` = -1 or 1: a smoothed error rate.
    Sigmoid,
}

impl From<LinearLoss> for ValidationLoss {
    fn from(loss: LinearLoss) -> Self {
        match loss {
            LinearLoss::Squared => Self::Squared,
            LinearLoss::Logistic => Self::Logistic,
            LinearLoss::Multinomial => Self::Multinomial,
            LinearLoss::SquaredHinge => Self::SquaredHinge,
        }
    }
}

/// The steepness of `sigmoid`. Larger values approximate the error rate better, but have smaller gradients away from 0.
const STEEPNESS: f64 = 5.0;

/// Responses and weights of a block of samples with their loss. All sums are weighted.
#[derive(Clone)]
pub(crate) struct SampleLoss {
    kind: ValidationLoss,
    /// Responses, weights, and the loss as shared with other families.
    known: Loss,
}

impl SampleLoss {
    /// The loss for `response`; for `multinomial`, an indicator of each class, class by class.
    pub(crate) fn new(kind: ValidationLoss, response: Vec<f64>, weights: Vec<f64>) -> Self {
        let known = match kind {
            ValidationLoss::Squared => LossKind::Squared,
            ValidationLoss::Multinomial => LossKind::Multinomial,
            ValidationLoss::Logistic | ValidationLoss::SquaredHinge | ValidationLoss::Sigmoid => LossKind::Logistic,
        };
        let (samples, outputs) = (weights.len(), response.len() / weights.len().max(1));
        let is_uniform = weights.iter().all(|weight| *weight == weights[0]);
        let known = Loss { kind: known, threshold: 1.0, samples, outputs, response, weights, is_uniform, offset: None };
        Self { kind, known }
    }

    /// The weights of the samples.
    pub(crate) fn weights(&self) -> &[f64] {
        &self.known.weights
    }

    /// The same samples with other weights.
    pub(crate) fn with_weights(&self, weights: Vec<f64>) -> Self {
        Self::new(self.kind, self.known.response.clone(), weights)
    }

    /// The number of predictors per sample.
    pub(crate) fn outputs(&self) -> usize {
        self.known.outputs
    }

    /// Returns whether the loss is quadratic.
    pub(crate) fn is_quadratic(&self) -> bool {
        self.known.is_quadratic()
    }

    /// The weighted sum of the losses.
    pub(crate) fn value(&self, predictors: &[f64]) -> f64 {
        let terms = match self.kind {
            ValidationLoss::SquaredHinge => self.terms(predictors, |margin, _| 0.5 * (1.0 - margin).max(0.0).powi(2)),
            ValidationLoss::Sigmoid => {
                let errors = self.errors(predictors);
                errors.iter().zip(self.weights()).map(|(error, weight)| weight * error).collect()
            }
            _ => return self.known.value(predictors),
        };
        sum(&terms)
    }

    /// The weighted derivative of each loss with respect to its predictor.
    pub(crate) fn slopes(&self, predictors: &[f64]) -> Vec<f64> {
        match self.kind {
            ValidationLoss::SquaredHinge => self.terms(predictors, |margin, y| -y * (1.0 - margin).max(0.0)),
            ValidationLoss::Sigmoid => {
                let errors = self.errors(predictors);
                let slope =
                    |((error, y), weight): ((&f64, &f64), &f64)| -weight * STEEPNESS * y * error * (1.0 - error);
                errors.iter().zip(&self.known.response).zip(self.weights()).map(slope).collect()
            }
            _ => {
                let mut slopes = vec![0.0; predictors.len()];
                self.known.residuals(predictors, &mut slopes);
                slopes.iter_mut().for_each(|slope| *slope = -*slope);
                slopes
            }
        }
    }

    /// The weighted second derivatives of a training loss with respect to the predictors. At the kink of
    /// `squaredHinge`, its curved side counts.
    pub(crate) fn curvature(&self, predictors: &[f64]) -> Curvature {
        match self.kind {
            ValidationLoss::SquaredHinge => {
                Curvature::Diagonal(self.terms(predictors, |margin, _| if margin < 1.0 { 1.0 } else { 0.0 }))
            }
            _ => self.known.curvature(predictors, 1.0),
        }
    }

    /// A weighted function of each sample's margin `y p` and response.
    fn terms(&self, predictors: &[f64], of: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let samples = predictors.iter().zip(&self.known.response).zip(self.weights());
        samples.map(|((p, y), weight)| weight * of(y * p, *y)).collect()
    }

    /// `sigmoid` of each sample.
    fn errors(&self, predictors: &[f64]) -> Vec<f64> {
        let mut odds: Vec<f64> =
            predictors.iter().zip(&self.known.response).map(|(p, y)| -(STEEPNESS * y * p).abs()).collect();
        exp(&mut odds);
        let is_right = predictors.iter().zip(&self.known.response).map(|(p, y)| y * p > 0.0);
        odds.iter()
            .zip(is_right)
            .map(|(odds, right)| if right { odds / (1.0 + odds) } else { 1.0 / (1.0 + odds) })
            .collect()
    }
}
