//! The settings that a fit and a learner have in common, and the copies of the model that follow from them.

use crate::candidates::{Candidates, Learning};
use crate::coefficients::{Grouped, Model, Separate};
use crate::groups::Groups;
use crate::loss::RowLoss;
use crate::rules::{
    Adagrad, FollowTheLeader, Intervals, NormalizedAdaptive, ScaledDescent, Shrinkage, ShrunkAdagrad, ShrunkDescent,
};
use crate::steps::Steps;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use std::sync::Arc;
use superlinear_interface::{Error, Vector, check};
use superlinear_losses::SampleLoss;
use superlinear_machine::rules::{RateSchedule, ScheduleKind};
use superlinear_penalties::{group_members, group_weights};

/// The loss of one sample, for its response `y` and linear predictor `z`. For classes, `y` is -1 or 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LossKind {
    /// `(y - z)^2 / 2`.
    #[default]
    Squared,
    /// `(y - z)^2 / 2` up to `huberThreshold` of `|y - z|`, and linear beyond it, to reduce the influence of outliers.
    Huber,
    /// `ln(1 + exp(-y z))`: two classes.
    Logistic,
    /// `exp(z) - y z`: counts.
    Poisson,
    /// `max(0, 1 - y z)`: two classes, as in support vector machines.
    Hinge,
    /// `max(0, 1 - y z)^2 / 2`: two classes.
    SquaredHinge,
    /// `quantile` times `y - z` where positive, `quantile - 1` times where negative: the predictor becomes that quantile.
    Quantile,
    /// `max(0, |y - z| - insensitivity)`, as in support vector regression.
    EpsilonInsensitive,
    /// `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
    Multinomial,
}

impl LossKind {
    /// Whether responses are classes.
    pub(crate) fn is_of_classes(self) -> bool {
        matches!(self, Self::Logistic | Self::Hinge | Self::SquaredHinge | Self::Multinomial)
    }
}

/// The penalty on the coefficients `w`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PenaltyKind {
    /// `lambda` times the sum of `w_j^2 / 2`.
    #[default]
    L2,
    /// `lambda` times the sum of `|w_j|`.
    L1,
    /// `lambda` times the sum of `l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2`.
    ElasticNet,
    /// `lambda` times the sum of `u_g` times the norm of the coefficients of group `g`, with `groupWeights` u.
    GroupL2,
    /// No penalty.
    None,
}

/// The loss, the penalty, and the step sizes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LearningFields {
    /// The loss function.
    #[serde(default)]
    pub loss: LossKind,
    /// The largest absolute residual treated as quadratic in `huber`.
    #[serde(default = "default_threshold")]
    pub huber_threshold: f64,
    /// The level of `quantile`, above 0 and below 1.
    #[serde(default = "default_half")]
    pub quantile: f64,
    /// The absolute residual below which `epsilonInsensitive` is 0; zero or positive.
    #[serde(default = "default_insensitivity")]
    pub insensitivity: f64,
    /// The penalty added to the mean loss.
    #[serde(default)]
    pub penalty: PenaltyKind,
    /// The strength of the penalty, zero or positive; for `sgd` and `adagrad`.
    #[serde(default)]
    pub lambda: f64,
    /// The weight of the absolute values in `elasticNet`, from 0 to 1.
    #[serde(default = "default_half")]
    pub l1_ratio: f64,
    /// The group of each feature, numbered from 0 without gaps, for `groupL2`. Default for `multinomial`: each feature's
    /// coefficients for all classes form a group. Required otherwise. `adagrad` then has one rate for each group.
    pub groups: Option<Vector<i32>>,
    /// A factor for the penalty of each group, zero or positive. Default: the square root of its number of coefficients.
    pub group_weights: Option<Vector>,
    /// A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.
    pub penalty_factors: Option<Vector>,
    /// Whether the model has an intercept. It is never penalized.
    #[serde(default = "default_true")]
    pub intercept: bool,
    /// The learning rate, from 1e-100 to 1e100. By default it is chosen: four copies of the model, whose rates differ by
    /// factors of 4, learn the same rows in one reading, and the one with the smallest recent losses is the result.
    pub learning_rate: Option<f64>,
    /// The learning rate along the steps, as a fraction of its peak; for `sgd`. Default: `lastIterate` where the number of
    /// steps is known, `inverseSquareRoot` in a learner.
    pub schedule: Option<RateSchedule>,
    /// The largest norm of the derivatives of a step; longer ones are shortened to it. Not for `normalizedAdaptive`.
    pub clip_norm: Option<f64>,
    /// The threshold of `ftrl` on sums of derivatives over all steps, below which coefficients are 0.
    #[serde(default)]
    pub l1: f64,
    /// The ridge of `ftrl` on sums over all steps.
    #[serde(default)]
    pub l2: f64,
    /// The number of `ftrl` added to roots of sums of squared derivatives, from 1e-100 to 1e100.
    #[serde(default = "default_beta")]
    pub beta: f64,
    /// Whether steps of `normalizedAdaptive` follow the loss along the row, and so never pass the response. Not for
    /// `huber`, `poisson` and `squaredHinge`, whose steps follow the slope.
    #[serde(default = "default_true")]
    pub importance_aware: bool,
}

impl Default for LearningFields {
    fn default() -> Self {
        Self {
            loss: LossKind::default(),
            huber_threshold: default_threshold(),
            quantile: default_half(),
            insensitivity: default_insensitivity(),
            penalty: PenaltyKind::default(),
            lambda: 0.0,
            l1_ratio: default_half(),
            groups: None,
            group_weights: None,
            penalty_factors: None,
            intercept: true,
            learning_rate: None,
            schedule: None,
            clip_norm: None,
            l1: 0.0,
            l2: 0.0,
            beta: default_beta(),
            importance_aware: true,
        }
    }
}

/// An update rule for single rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RuleKind {
    Sgd,
    Adagrad,
    Ftrl,
    NormalizedAdaptive,
}

/// The inputs of copies of a model.
pub(crate) struct Setup<'a> {
    pub rule: RuleKind,
    pub shrinkage: Shrinkage,
    /// The unit of the rates to choose from.
    pub rate_unit: f64,
    pub start: &'a Model,
}

/// The factors of the rates of copies. Best rates of ten tables differed by factors up to 32, and a rate within a factor of 2
/// of the best costs few percent of the loss (bench/stochastic/rates.ts): with steps of 2 the smallest rate lost up to 23 %.
const FACTORS: [f64; 4] = [1.0 / 16.0, 0.25, 1.0, 4.0];

/// The range of learning rates: products and quotients with derivatives stay finite.
const RATES: RangeInclusive<f64> = 1e-100..=1e100;

impl LearningFields {
    /// Refuses invalid settings.
    pub(crate) fn check(&self, rule: RuleKind) -> Result<(), Error> {
        check::number("huberThreshold", self.huber_threshold, check::POSITIVE)?;
        check::number("quantile", self.quantile, check::FRACTION)?;
        check::number("insensitivity", self.insensitivity, check::NOT_NEGATIVE)?;
        check::number("lambda", self.lambda, check::NOT_NEGATIVE)?;
        check::number("l1Ratio", self.l1_ratio, 0.0..=1.0)?;
        check::optional("learningRate", self.learning_rate, RATES)?;
        check::optional("clipNorm", self.clip_norm, check::POSITIVE)?;
        check::number("l1", self.l1, check::NOT_NEGATIVE)?;
        check::number("l2", self.l2, check::NOT_NEGATIVE)?;
        check::number("beta", self.beta, RATES)?;
        let takes_lambda = matches!(rule, RuleKind::Sgd | RuleKind::Adagrad);
        if self.lambda > 0.0 && !takes_lambda {
            let message = "must be 0 for this method: only sgd and adagrad have a penalty; ftrl has l1 and l2";
            return Err(Error::invalid("lambda", message));
        }
        if self.penalty == PenaltyKind::GroupL2 && !takes_lambda {
            return Err(Error::invalid(
                "penalty",
                "must be another one for this method: groupL2 is for sgd and adagrad",
            ));
        }
        if self.lambda > 0.0 && self.penalty == PenaltyKind::None {
            return Err(Error::invalid("lambda", "must be 0 for the penalty none"));
        }
        if self.penalty_factors.is_some() && !takes_lambda {
            return Err(Error::invalid("penaltyFactors", "must be left out: only sgd and adagrad have a penalty"));
        }
        for (name, value) in [("l1", self.l1), ("l2", self.l2)] {
            if value > 0.0 && rule != RuleKind::Ftrl {
                return Err(Error::invalid(name, "must be 0 except for ftrl: give penalty and lambda"));
            }
        }
        if self.schedule.is_some() && rule != RuleKind::Sgd {
            return Err(Error::invalid(
                "schedule",
                "must be left out: only sgd has one, other rates fall by themselves",
            ));
        }
        if self.clip_norm.is_some() && rule == RuleKind::NormalizedAdaptive {
            return Err(Error::invalid("clipNorm", "must be left out for normalizedAdaptive"));
        }
        if self.loss == LossKind::Multinomial && rule == RuleKind::NormalizedAdaptive {
            let message = "must be another one for multinomial: normalizedAdaptive has one predictor";
            return Err(Error::invalid("method", message));
        }
        Ok(())
    }

    /// The loss with its parameters, for this many classes.
    pub(crate) fn row_loss(&self, classes: usize) -> RowLoss {
        RowLoss::Single(match self.loss {
            LossKind::Squared => SampleLoss::Squared,
            LossKind::Huber => SampleLoss::Huber(self.huber_threshold),
            LossKind::Logistic => SampleLoss::Logistic,
            LossKind::Poisson => SampleLoss::Poisson,
            LossKind::Hinge => SampleLoss::Hinge,
            LossKind::SquaredHinge => SampleLoss::SquaredHinge,
            LossKind::Quantile => SampleLoss::Quantile(self.quantile),
            LossKind::EpsilonInsensitive => SampleLoss::EpsilonInsensitive(self.insensitivity),
            LossKind::Multinomial => return RowLoss::Multinomial(classes),
        })
    }

    /// The factors of absolute values and of half the squares.
    fn strengths(&self) -> [f64; 2] {
        match self.penalty {
            PenaltyKind::L2 => [0.0, self.lambda],
            PenaltyKind::L1 => [self.lambda, 0.0],
            PenaltyKind::ElasticNet => [self.lambda * self.l1_ratio, self.lambda * (1.0 - self.l1_ratio)],
            PenaltyKind::GroupL2 | PenaltyKind::None => [0.0; 2],
        }
    }

    /// The settings of steps, of which there are `count` if it is known.
    pub(crate) fn steps(
        &self,
        rule: RuleKind,
        loss: RowLoss,
        batch_size: usize,
        count: Option<f64>,
    ) -> Result<Steps, Error> {
        let usual = match (rule, count) {
            (RuleKind::Sgd, Some(_)) => ScheduleKind::LastIterate,
            (RuleKind::Sgd, None) => ScheduleKind::InverseSquareRoot,
            _ => ScheduleKind::Constant,
        };
        let usual = RateSchedule::Kind(usual);
        Ok(Steps {
            loss,
            has_intercept: self.intercept,
            clip_norm: self.clip_norm.unwrap_or(f64::INFINITY),
            batch_size,
            schedule: self.schedule.as_ref().unwrap_or(&usual).over(None, count)?,
        })
    }

    /// The penalty of models with these numbers of features and of coefficients for each, within bounds.
    pub(crate) fn shrinkage(
        &self,
        features: usize,
        outputs: usize,
        bounds: Option<Arc<Intervals>>,
    ) -> Result<Shrinkage, Error> {
        let [absolute, square] = self.strengths();
        let (factors, groups) = (self.factors(features)?, self.groups(features, outputs)?);
        Ok(Shrinkage { absolute, square, factors, groups, bounds })
    }

    /// The factors of features.
    fn factors(&self, features: usize) -> Result<Option<Arc<[f64]>>, Error> {
        let Some(factors) = &self.penalty_factors else { return Ok(None) };
        match self.penalty {
            PenaltyKind::GroupL2 => {
                let message = "must be left out for groupL2, whose factors are groupWeights";
                return Err(Error::invalid("penaltyFactors", message));
            }
            PenaltyKind::None => {
                return Err(Error::invalid("penaltyFactors", "must be left out for the penalty none"));
            }
            PenaltyKind::L2 | PenaltyKind::L1 | PenaltyKind::ElasticNet => {}
        }
        check::length("penaltyFactors", factors.len(), features, "there are features")?;
        check::numbers("penaltyFactors", factors, check::NOT_NEGATIVE)?;
        if let Some(j) = factors.iter().position(|factor| !(factor * self.lambda).is_finite()) {
            let message = "must be smaller: its product with lambda overflows";
            return Err(Error::invalid(format!("penaltyFactors[{j}]"), message));
        }
        Ok(Some(factors.to_vec().into()))
    }

    /// The groups of `groupL2`, with their strengths.
    fn groups(&self, features: usize, outputs: usize) -> Result<Option<Arc<Groups>>, Error> {
        if self.penalty != PenaltyKind::GroupL2 {
            let of_groups = [("groups", self.groups.is_some()), ("groupWeights", self.group_weights.is_some())];
            return check::absent(&of_groups, "must be left out: only groupL2 has groups").map(|()| None);
        }
        let each: Vec<i32> = match &self.groups {
            Some(groups) => groups.to_vec(),
            None if outputs > 1 => (0..features as i32).collect(),
            None => return Err(Error::invalid("groups", "is missing: groupL2 needs it")),
        };
        let members = group_members(&each, features, outputs)?;
        let weights = group_weights(self.group_weights.as_deref(), &members)?;
        let strengths: Vec<f64> = weights.into_iter().map(|weight| self.lambda * weight).collect();
        if let Some(group) = strengths.iter().position(|strength| !strength.is_finite()) {
            let message = "must be smaller: its product with lambda overflows";
            return Err(Error::invalid(format!("groupWeights[{group}]"), message));
        }
        let of_feature = each.into_iter().map(|group| group as u32).collect();
        Ok(Some(Arc::new(Groups { of_feature, members, strengths })))
    }

    /// The copies of the model: one with a given rate, four otherwise.
    pub(crate) fn learning(&self, setup: Setup) -> Box<dyn Learning> {
        let rates = match self.learning_rate {
            Some(rate) => vec![rate],
            None => FACTORS.iter().map(|factor| factor * setup.rate_unit).collect(),
        };
        let Setup { rule, shrinkage, start, .. } = setup;
        let outputs = start.intercepts.len();
        let features = start.coefficients.len() / outputs;
        if let Some(groups) = &shrinkage.groups {
            let is_adaptive = rule == RuleKind::Adagrad;
            let copies = rates.iter().map(|&rate| (rate, Grouped::new(rate, is_adaptive, groups.clone(), start)));
            return Box::new(Candidates::new(copies, features, outputs));
        }
        macro_rules! candidates {
            ($rule:expr) => {{
                let copies = rates.iter().map(|&rate| (rate, Separate::new($rule(rate), start)));
                Box::new(Candidates::new(copies, features, outputs))
            }};
        }
        match rule {
            RuleKind::Sgd if shrinkage.is_uniform_square() => {
                candidates!(|rate| ScaledDescent::new(rate, shrinkage.square))
            }
            RuleKind::Sgd => candidates!(|rate| ShrunkDescent::new(rate, shrinkage.clone(), outputs)),
            RuleKind::Adagrad if shrinkage.is_none() => candidates!(Adagrad::new),
            RuleKind::Adagrad => candidates!(|rate| ShrunkAdagrad::new(rate, shrinkage.clone())),
            RuleKind::Ftrl => {
                candidates!(|rate| FollowTheLeader { rate, beta: self.beta, l1: self.l1, l2: self.l2 })
            }
            RuleKind::NormalizedAdaptive => candidates!(|rate| NormalizedAdaptive::new(rate, self.importance_aware)),
        }
    }
}

fn default_threshold() -> f64 {
    1.35
}

pub(crate) fn default_half() -> f64 {
    0.5
}

fn default_insensitivity() -> f64 {
    0.1
}

fn default_beta() -> f64 {
    1e-3
}

pub(crate) fn default_true() -> bool {
    true
}
