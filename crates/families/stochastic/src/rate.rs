//! Update rules and schedules as options.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, check};
use superlinear_machine::rules::{Method, Schedule, ScheduleKind, Scheduled, Settings};

/// An update rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
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

impl UpdateRule {
    /// The rule of the machine.
    pub(crate) fn method(self) -> Method {
        match self {
            Self::Adam => Method::Adam,
            Self::Sgd => Method::Sgd,
            Self::Adagrad => Method::Adagrad,
            Self::Rmsprop => Method::Rmsprop,
            Self::Radam => Method::Radam,
            Self::ScheduleFree => Method::ScheduleFree,
            Self::ScheduleFreeAdamW => Method::ScheduleFreeAdamW,
            Self::Prodigy => Method::Prodigy,
            Self::AdagradNorm => Method::AdagradNorm,
            Self::Polyak => Method::Polyak,
        }
    }
}

/// The learning rate along the steps.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be the kind of a schedule, or an object with a kind and its numbers")]
pub enum RateSchedule {
    /// A form with its default numbers.
    Kind(ScheduleKind),
    /// A form with its numbers.
    Settings(Schedule),
}

impl RateSchedule {
    /// The schedule over a number of steps, if it is known, for a rule.
    pub(crate) fn over(&self, method: Option<Method>, steps: Option<f64>) -> Result<Scheduled, Error> {
        let schedule = match self {
            Self::Kind(kind) => Schedule::from(*kind),
            Self::Settings(schedule) => schedule.clone(),
        };
        if method.is_some_and(Method::is_schedule_free) && schedule.kind != ScheduleKind::Constant {
            return Err(Error::invalid("schedule", "must be constant for schedule-free methods"));
        }
        schedule.over(steps).map_err(|error| error.within("schedule"))
    }
}

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
        let Some(longest) = self.clip_norm else { return };
        let length = superlinear_numerics::vectors::norm(gradient);
        if length > longest {
            gradient.iter_mut().for_each(|entry| *entry *= longest / length);
        }
    }
}
