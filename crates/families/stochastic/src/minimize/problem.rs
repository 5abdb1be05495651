//! The input of `minimize`.

use crate::constants::RuleConstants;
use crate::draws::default_mixing;
use crate::settings::{default_half, default_true};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, NumberOrVector, Vector, check};
use superlinear_machine::rules::{RateSchedule, UpdateRule};
use superlinear_numerics::sets::{ConvexSet, MAX_VARIABLES, SetKind};

/// A mean of functions given by callbacks, with a penalty or on a convex set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeProblem {
    /// The number of variables, at most a million.
    pub dimension: u32,
    /// The number of components N; the objective is their mean. At least 1.
    pub component_count: u32,
    /// Whether the norms of the gradients of single components are given, for the sampling `gradientNorm`.
    #[serde(default)]
    pub gradient_norms: bool,
    /// The number of components per step, at most N. Default: 32, or N if that is less.
    pub batch_size: Option<u32>,
    /// The penalty on the variables.
    #[serde(default)]
    pub penalty: MinimizePenalty,
    /// The strength of the penalty, nonnegative.
    #[serde(default)]
    pub lambda: f64,
    /// The weight of the absolute values in `elasticNet`, from 0 to 1.
    #[serde(default = "default_half")]
    pub l1_ratio: f64,
    /// The convex set, as a product over consecutive variables. Default: all vectors.
    pub set: Option<Vec<ConvexSet>>,
    /// The geometry of `mirror`.
    #[serde(default)]
    pub geometry: Geometry,
    /// The method.
    #[serde(default)]
    pub method: MinimizeMethod,
    /// The peak of the learning rate, positive. `mirror` requires it, `svrg` and `lsvrg` unless `smoothness` is given.
    /// Default: that of the update rule, as for `optimizer`.
    pub learning_rate: Option<f64>,
    /// A Lipschitz constant of the gradients of all components: the default rate of `svrg` and `lsvrg` is a third of its
    /// inverse.
    pub smoothness: Option<f64>,
    /// The schedule of the learning rate. Default: `lastIterate` for `adam`, `sgd`, `rmsprop`, `radam` and `mirror`, else
    /// `constant`.
    pub schedule: Option<RateSchedule>,
    /// The number of passes over all components, positive, also a fraction. Default: 10, unless `maxIterations` is given.
    pub epochs: Option<f64>,
    /// The number of steps, at least 1.
    pub max_iterations: Option<u32>,
    /// The choice of components.
    #[serde(default)]
    pub sampling: MinimizeSampling,
    /// The fraction of probabilities proportional to norms in the sampling `gradientNorm`, from 0 to below 1.
    #[serde(default = "default_mixing")]
    pub mixing: f64,
    /// The returned point.
    #[serde(default)]
    pub average: MinimizeAverage,
    /// The norm of the proximal gradient mapping, relative to that at the start, at which the run ends as converged;
    /// computed after 1, 2, 4, … epochs and at the end, each time by a pass over all components. Default: the budget is
    /// spent.
    pub tolerance: Option<f64>,
    /// Whether objective and norm of the gradient mapping are computed at the end, by a pass over all components.
    #[serde(default = "default_true")]
    pub certificate: bool,
    /// The initial point, moved into the set. Default: zeros.
    pub initial: Option<Vector>,
    /// The checkpoint of an earlier run with the same settings, seed included, to continue from it with the same bits.
    /// Limits may differ, if the schedule does not depend on them.
    pub checkpoint: Option<Vector<u8>>,
    /// The constants of update rules.
    #[serde(rename = "..", default)]
    #[schemars(flatten)]
    pub constants: RuleConstants,
}

/// The penalty on the variables `x`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizePenalty {
    /// No penalty.
    #[default]
    None,
    /// `lambda` times the sum of `x_j^2 / 2`.
    L2,
    /// `lambda` times the sum of `|x_j|`.
    L1,
    /// `lambda` times the sum of `l1Ratio |x_j| + (1 - l1Ratio) x_j^2 / 2`.
    ElasticNet,
}

/// The distance in which steps of `mirror` are short.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be `euclidean`, `entropy` or an object with pNorm")]
pub enum Geometry {
    /// A named one.
    Kind(GeometryKind),
    /// Half the square of a p-norm.
    PNorm(PNorm),
}

/// A named geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum GeometryKind {
    /// The Euclidean distance.
    Euclidean,
    /// The relative entropy, for one simplex or for nonnegative variables.
    Entropy,
}

/// Half the square of a p-norm.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PNorm {
    /// The exponent p, above 1 and at most 2.
    pub p_norm: f64,
}

impl Default for Geometry {
    fn default() -> Self {
        Self::Kind(GeometryKind::Euclidean)
    }
}

/// The method of minimization.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeMethod {
    /// `adam`, or on a set `mirror`.
    #[default]
    Auto,
    /// Steps in the geometry, each with the proximal map of the penalty or the projection onto the set.
    Mirror,
    /// Variance reduction by full gradients every 2N components. Source: Johnson, Zhang, Accelerating Stochastic Gradient
    /// Descent using Predictive Variance Reduction, 2013.
    Svrg,
    /// Variance reduction by full gradients at random times. Source: Kovalev, Horvath, Richtarik, Don't Jump Through
    /// Hoops and Remove Those Loops: SVRG and Katyusha are Better Without the Outer Loop, 2020.
    Lsvrg,
    /// Adam.
    Adam,
    /// Gradient descent, with `momentum`, also Nesterov's.
    Sgd,
    /// AdaGrad.
    Adagrad,
    /// RMSProp.
    Rmsprop,
    /// RAdam.
    Radam,
    /// Schedule-free gradient descent.
    ScheduleFree,
    /// Schedule-free descent with gradients divided by the roots of their mean squares.
    ScheduleFreeAdamW,
    /// Prodigy, which estimates the rate.
    Prodigy,
    /// AdaGrad-Norm: the rate divided by the root of the sum of all squared norms.
    AdagradNorm,
    /// Polyak's step: the excess of the value over `lowerBound`, divided by the squared norm.
    Polyak,
}

/// The choice of components.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeSampling {
    /// Each once in an epoch, in a new random order.
    #[default]
    Shuffle,
    /// At random, with replacement.
    Uniform,
    /// In order.
    Cyclic,
    /// At random, with probabilities by running means of gradient norms, and weights that keep gradients unbiased.
    GradientNorm,
}

/// The returned point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeAverage {
    /// The last one.
    #[default]
    None,
    /// The mean over the second half of the steps.
    Polyak,
    /// The mean with weights that decrease by 0.999 per step into the past.
    Exponential,
}

/// The default number of components per step.
const BATCH_SIZE: u32 = 32;

/// The default number of passes over all components.
const EPOCHS: f64 = 10.0;

/// The steps of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Steps {
    Rule(UpdateRule),
    Mirror,
    Svrg,
    Lsvrg,
}

impl MinimizeProblem {
    pub(super) fn steps(&self) -> Steps {
        match self.method {
            MinimizeMethod::Auto if self.set.is_some() || self.geometry != Geometry::default() => Steps::Mirror,
            MinimizeMethod::Mirror => Steps::Mirror,
            MinimizeMethod::Svrg => Steps::Svrg,
            MinimizeMethod::Lsvrg => Steps::Lsvrg,
            MinimizeMethod::Auto | MinimizeMethod::Adam => Steps::Rule(UpdateRule::Adam),
            MinimizeMethod::Sgd => Steps::Rule(UpdateRule::Sgd),
            MinimizeMethod::Adagrad => Steps::Rule(UpdateRule::Adagrad),
            MinimizeMethod::Rmsprop => Steps::Rule(UpdateRule::Rmsprop),
            MinimizeMethod::Radam => Steps::Rule(UpdateRule::Radam),
            MinimizeMethod::ScheduleFree => Steps::Rule(UpdateRule::ScheduleFree),
            MinimizeMethod::ScheduleFreeAdamW => Steps::Rule(UpdateRule::ScheduleFreeAdamW),
            MinimizeMethod::Prodigy => Steps::Rule(UpdateRule::Prodigy),
            MinimizeMethod::AdagradNorm => Steps::Rule(UpdateRule::AdagradNorm),
            MinimizeMethod::Polyak => Steps::Rule(UpdateRule::Polyak),
        }
    }

    pub(super) fn batch_size(&self) -> usize {
        self.batch_size.unwrap_or(BATCH_SIZE.min(self.component_count)) as usize
    }

    pub(super) fn steps_per_epoch(&self) -> usize {
        (self.component_count as usize).div_ceil(self.batch_size())
    }

    /// The total number of steps.
    pub(super) fn all_steps(&self) -> f64 {
        let by_epochs = (self.epochs.unwrap_or(EPOCHS) * self.steps_per_epoch() as f64).ceil();
        self.max_iterations.map_or(by_epochs, f64::from)
    }

    /// The weights of absolute values and of squares.
    pub(super) fn penalties(&self) -> [f64; 2] {
        let Self { lambda, l1_ratio, .. } = *self;
        match self.penalty {
            MinimizePenalty::None => [0.0, 0.0],
            MinimizePenalty::L2 => [0.0, lambda],
            MinimizePenalty::L1 => [lambda, 0.0],
            MinimizePenalty::ElasticNet => [lambda * l1_ratio, lambda * (1.0 - l1_ratio)],
        }
    }

    /// Refuses numbers out of range, and choices that do not go together.
    pub(super) fn check(&self) -> Result<(), Error> {
        check::count("dimension", self.dimension as usize, 1..=MAX_VARIABLES)?;
        check::count("componentCount", self.component_count as usize, 1..=i32::MAX as usize)?;
        let batch = self.batch_size.map_or(1, |size| size as usize);
        check::count("batchSize", batch, 1..=self.component_count as usize)?;
        check::number("lambda", self.lambda, check::NOT_NEGATIVE)?;
        check::number("l1Ratio", self.l1_ratio, 0.0..=1.0)?;
        check::optional("learningRate", self.learning_rate, check::POSITIVE)?;
        check::optional("smoothness", self.smoothness, f64::MIN_POSITIVE..)?;
        check::optional("epochs", self.epochs, check::POSITIVE)?;
        check::at_least_one("maxIterations", self.max_iterations)?;
        check::number("mixing", self.mixing, 0.0..1.0)?;
        check::optional("tolerance", self.tolerance, check::FRACTION)?;
        self.constants.check()?;
        if self.epochs.is_some() && self.max_iterations.is_some() {
            return Err(Error::invalid("maxIterations", "must be absent if epochs are given"));
        }
        if self.sampling == MinimizeSampling::GradientNorm && !self.gradient_norms {
            return Err(Error::invalid("gradientNorms", "is missing, and the sampling gradientNorm needs it"));
        }
        if let Some(initial) = &self.initial {
            check::finite_vector("initial", initial, self.dimension as usize, "dimension says")?;
        }
        self.check_steps()?;
        self.check_set()
    }

    /// Checks the method with its rate.
    fn check_steps(&self) -> Result<(), Error> {
        let steps = self.steps();
        if steps == Steps::Mirror && self.learning_rate.is_none() {
            return Err(Error::invalid("learningRate", "is missing"));
        }
        let is_reduced = matches!(steps, Steps::Svrg | Steps::Lsvrg);
        if is_reduced && self.learning_rate.is_none() && self.smoothness.is_none() {
            return Err(Error::invalid("learningRate", "is missing, as is smoothness"));
        }
        if is_reduced && self.sampling == MinimizeSampling::GradientNorm {
            return Err(Error::invalid("sampling", "must not be gradientNorm for variance-reduced methods"));
        }
        if self.geometry != Geometry::default() && steps != Steps::Mirror {
            return Err(Error::invalid("geometry", "must be euclidean for methods other than mirror"));
        }
        Ok(())
    }

    /// Checks set, penalty and geometry together.
    fn check_set(&self) -> Result<(), Error> {
        let sets = self.set.as_deref().unwrap_or_default();
        let is_box = sets.iter().all(|set| matches!(set.kind, SetKind::Free | SetKind::Box));
        let [l1, l2] = self.penalties();
        if let Steps::Rule(rule) = self.steps()
            && !(is_box || rule.has_one_rate())
        {
            return Err(Error::invalid("method", "must have one rate for all variables on a set other than a box"));
        }
        if l1 > 0.0 && !is_box {
            return Err(Error::invalid("set", "must be a box beside a penalty of absolute values"));
        }
        let is_penalized = l1 > 0.0 || l2 > 0.0;
        match self.geometry {
            Geometry::Kind(GeometryKind::Euclidean) => Ok(()),
            _ if is_penalized => Err(Error::invalid("penalty", "must be none in this geometry")),
            Geometry::Kind(GeometryKind::Entropy) => self.check_entropy(sets),
            Geometry::PNorm(PNorm { p_norm }) => {
                let range = (std::ops::Bound::Excluded(1.0), std::ops::Bound::Included(2.0));
                check::number("geometry.pNorm", p_norm, range)?;
                if self.set.is_some() {
                    return Err(Error::invalid("set", "must be absent in the geometry of a p-norm"));
                }
                Ok(())
            }
        }
    }

    fn check_entropy(&self, sets: &[ConvexSet]) -> Result<(), Error> {
        let is_zero = |bounds: &Option<NumberOrVector>| match bounds {
            Some(NumberOrVector::Number(number)) => *number == 0.0,
            Some(NumberOrVector::Vector(numbers)) => numbers.iter().all(|&number| number == 0.0),
            None => false,
        };
        let is_fit = match sets {
            [] => true,
            [set] => match set.kind {
                SetKind::Simplex => true,
                SetKind::Box => is_zero(&set.lower) && set.upper.is_none(),
                _ => false,
            },
            _ => false,
        };
        if !is_fit {
            return Err(Error::invalid("set", "must be one simplex, or a box from 0 without upper bounds"));
        }
        let initial = self.initial.as_ref().and_then(|initial| initial.iter().position(|&entry| entry <= 0.0));
        match initial {
            Some(k) => Err(Error::invalid(format!("initial[{k}]"), "must be positive in the geometry of the entropy")),
            None => Ok(()),
        }
    }
}
