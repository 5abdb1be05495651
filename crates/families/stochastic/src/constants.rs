//! The constants of update rules as options.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, check};
use superlinear_machine::rules::Settings;
use superlinear_numerics::vectors::clip_norm;

/// The constants of update rules.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RuleConstants {
    /// The momentum of `sgd`, from 0 to below 1.
    pub momentum: f64,
    /// Whether the momentum of `sgd` is Nesterov's.
    pub nesterov: bool,
    /// The decay rate of the mean gradient, and the weight of the average in the points of evaluation of schedule-free
    /// methods; from 0 to below 1.
    pub beta1: f64,
    /// The decay rate of the mean squared gradient, from 0 to below 1. Default: 0.999, for `rmsprop` 0.99.
    pub beta2: Option<f64>,
    /// The number added to the root of the mean squared gradient, positive.
    pub epsilon: f64,
    /// The lower bound of the objective of any batch, for `polyak`.
    pub lower_bound: f64,
    /// The Euclidean norm to which gradients are clipped; positive. Default: none.
    pub clip_norm: Option<f64>,
}

impl Default for RuleConstants {
    fn default() -> Self {
        let [momentum, beta1, epsilon, lower_bound] = [0.0, 0.9, 1e-8, 0.0];
        Self { momentum, nesterov: false, beta1, beta2: None, epsilon, lower_bound, clip_norm: None }
    }
}

impl RuleConstants {
    /// Refuses constants out of range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check::number("momentum", self.momentum, 0.0..1.0)?;
        check::number("beta1", self.beta1, 0.0..1.0)?;
        check::optional("beta2", self.beta2, 0.0..1.0)?;
        check::number("epsilon", self.epsilon, check::POSITIVE)?;
        check::number("lowerBound", self.lower_bound, check::FINITE)?;
        check::optional("clipNorm", self.clip_norm, check::POSITIVE)
    }

    /// The settings of the machine's rules.
    pub(crate) fn settings(&self, decay: f64) -> Settings {
        let Self { momentum, nesterov, beta1, beta2, epsilon, lower_bound, .. } = *self;
        Settings { momentum, nesterov, beta1, beta2, epsilon, decay, lower_bound }
    }

    /// Clips a gradient.
    pub(crate) fn clip(&self, gradient: &mut [f64]) {
        if let Some(longest) = self.clip_norm {
            clip_norm(gradient, longest);
        }
    }
}
