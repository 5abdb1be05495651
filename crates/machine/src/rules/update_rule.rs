//! The rules by name, with their usual rates.

use super::adagrad::Adagrad;
use super::adagrad_norm::AdagradNorm;
use super::polyak::Polyak;
use super::prodigy::Prodigy;
use super::radam::Radam;
use super::rmsprop::Rmsprop;
use super::schedule_free::ScheduleFree;
use super::sgd::Sgd;
use super::{Adam, Constants, Rule};
use schemars::JsonSchema;
use serde::Deserialize;

/// An update rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum UpdateRule {
    /// Adam; with `weightDecay`, AdamW.
    #[default]
    Adam,
    /// Gradient descent, with `momentum`, also Nesterov's.
    Sgd,
    /// AdaGrad.
    Adagrad,
    /// RMSProp.
    Rmsprop,
    /// RAdam.
    Radam,
    /// Schedule-free gradient descent: its parameters are an average, and differ from the points of evaluation.
    ScheduleFree,
    /// Schedule-free descent with gradients divided by the roots of their mean squares.
    ScheduleFreeAdamW,
    /// Prodigy: the rate is estimated from the distance to the start; `learningRate` is a factor of it.
    Prodigy,
    /// AdaGrad-Norm: the rate divided by the root of the sum of all squared norms.
    AdagradNorm,
    /// Polyak's step: the excess of the value over `lowerBound`, divided by the squared norm, and at most `learningRate`.
    Polyak,
}

/// The constants of all rules. Each rule takes its own.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The momentum of `sgd`.
    pub momentum: f64,
    /// Whether the momentum of `sgd` is Nesterov's.
    pub nesterov: bool,
    /// The decay rate of the mean gradient; for schedule-free descent, the weight of the average in points of
    /// evaluation.
    pub beta1: f64,
    /// The decay rate of the mean square. Default: that of the rule.
    pub beta2: Option<f64>,
    /// The number added to roots of mean squares.
    pub epsilon: f64,
    /// The decoupled weight decay, of all rules except AdaGrad-Norm and Polyak's step.
    pub decay: f64,
    /// The lower bound of the value, for Polyak's step.
    pub lower_bound: f64,
}

impl UpdateRule {
    /// The learning rate without one given.
    pub fn usual_rate(self) -> f64 {
        match self {
            Self::Sgd | Self::Adagrad => 1e-2,
            Self::Rmsprop | Self::Adam | Self::Radam => 1e-3,
            // Ten times that of `sgd`, whose momentum 0.9 repeats each gradient ten times.
            Self::ScheduleFree => 0.1,
            Self::ScheduleFreeAdamW => 2.5e-3,
            Self::Prodigy | Self::AdagradNorm | Self::Polyak => 1.0,
        }
    }

    /// Whether only warm-up may change the rate.
    pub fn is_schedule_free(self) -> bool {
        matches!(self, Self::ScheduleFree | Self::ScheduleFreeAdamW)
    }

    /// Whether all entries of the gradient have the same rate, as projections onto sets need.
    pub fn has_one_rate(self) -> bool {
        matches!(self, Self::Sgd | Self::ScheduleFree | Self::AdagradNorm | Self::Polyak)
    }

    /// The rule before its first step from a start.
    pub fn rule(self, settings: &Settings, start: &[f64]) -> Box<dyn Rule> {
        let Settings { momentum, nesterov, beta1, beta2, epsilon, decay, lower_bound } = *settings;
        let usual_beta2 = if self == Self::Rmsprop { 0.99 } else { 0.999 };
        let constants = Constants { beta1, beta2: beta2.unwrap_or(usual_beta2), epsilon, decay };
        let count = start.len();
        match self {
            Self::Sgd => Box::new(Sgd::new(momentum, nesterov, decay, count)),
            Self::Adagrad => Box::new(Adagrad::new(decay, count)),
            Self::Rmsprop => Box::new(Rmsprop::new(constants, count)),
            Self::Adam => Box::new(Adam::new(constants, count)),
            Self::Radam => Box::new(Radam::new(constants, count)),
            Self::ScheduleFree => Box::new(ScheduleFree::new(constants, false, start)),
            Self::ScheduleFreeAdamW => Box::new(ScheduleFree::new(constants, true, start)),
            Self::Prodigy => Box::new(Prodigy::new(constants, start)),
            Self::AdagradNorm => Box::new(AdagradNorm::default()),
            Self::Polyak => Box::new(Polyak { lower_bound }),
        }
    }
}
