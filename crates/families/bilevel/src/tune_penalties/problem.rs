//! The input of `tunePenalties`.

use crate::linear::loss::{LinearLoss, ValidationLoss};
use crate::outer::OuterDirection;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use superlinear_interface::{AnyMatrix, Labels, NumberOrVector, Vector};

/// Samples, the form of the model, and options of the penalty search.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TunePenaltiesProblem {
    /// The features: a row per sample, a column per feature.
    pub matrix: AnyMatrix,
    /// The response of each sample: a number for `squared`, otherwise a class given as a number, a string or a boolean.
    /// `logistic` and `squaredHinge` require two classes; `multinomial` accepts any number.
    pub response: Labels,
    /// The training loss. Models minimize its mean over the training samples plus the penalty.
    #[serde(default)]
    pub loss: LinearLoss,
    /// The form of the penalty. All but `l2` require the loss `squared` or `logistic`.
    #[serde(default)]
    pub penalty: LinearPenalty,
    /// The features that share a penalty: one penalty per feature (`feature`), one for all (`shared`), or a group index
    /// for each feature, numbered from 0 without gaps, with -1 for no penalty. Default: `feature`.
    #[serde(default)]
    pub groups: PenaltyGroups,
    /// Whether each class of `multinomial` has its own penalties.
    #[serde(default)]
    pub per_class: bool,
    /// The number of folds, at least 2: sample `i` then belongs to fold `i` modulo that number. Or the fold of each
    /// sample, numbered from 0 without gaps, with -1 for samples always used for training; a single fold is a fixed
    /// held-out set. Default: 5.
    #[serde(default = "default_folds")]
    pub folds: NumberOrVector,
    /// The loss on held-out samples. Default: `loss`.
    pub validation_loss: Option<ValidationLoss>,
    /// The prior standard deviation of the logarithms of the penalties about their mean: 0 for a single penalty, `free`
    /// for no prior. From a list in ascending order, with `Infinity` for `free`, nested cross-validation chooses the
    /// smallest spread with a loss within one standard error of the best; this takes at least 3 folds. Default: 0, 1/4,
    /// 1/2, 1, 2, 4 and `Infinity`; 1/2 with fewer than 3 folds.
    pub spread: Option<PenaltySpread>,
    /// Initial penalties, a number or one per penalty; for `elasticNet` first those of the absolute values, then those
    /// of the squares. Default: the best shared penalty. With absolute values or norms, that search starts at 1/20 of
    /// the smallest penalty at which all coefficients are 0, since coefficients at 0 stay there.
    pub initial: Option<NumberOrVector>,
    /// Lower bounds on the penalties, positive: a number or one per penalty. Default: e^-16, multiplied for `squared`
    /// by the standard deviation of the response if the penalty is on absolute values or norms.
    pub lower: Option<NumberOrVector>,
    /// Upper bounds on the penalties. Default: e^6, in the units of `lower`.
    pub upper: Option<NumberOrVector>,
    /// Whether to scale features to standard deviation 1 over all samples (root mean square 1 without an intercept)
    /// before penalizing. Returned coefficients refer to the given features.
    #[serde(default = "default_true")]
    pub standardize: bool,
    /// Whether the model has an intercept. It is never penalized.
    #[serde(default = "default_true")]
    pub intercept: bool,
    /// A nonnegative weight per sample, used in all means. Default: all 1.
    pub sample_weights: Option<Vector>,
    /// Tolerance on the projected gradient and its error, relative to the held-out loss of a model with only an
    /// intercept; between 0 and 1, exclusive.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on outer iterations. With 0, the objective is evaluated at `initial`.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The search direction of the outer loop.
    #[serde(default)]
    pub direction: OuterDirection,
    /// Whether to record each iteration in the solution.
    #[serde(default)]
    pub history: bool,
}

/// The form of the penalty of coefficients w with strengths λ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LinearPenalty {
    /// Half the sum of `λ w^2`.
    #[default]
    L2,
    /// The sum of `λ |w|`. It sets coefficients to 0.
    L1,
    /// The sum of both, each with its own strengths.
    ElasticNet,
    /// The sum over groups of `λ` times the norm of the group's coefficients times the square root of the group's size.
    /// It sets whole groups to 0.
    GroupL2,
}

/// The features that share a penalty.
#[derive(Clone, Debug, Default)]
pub enum PenaltyGroups {
    /// One penalty per feature.
    #[default]
    Feature,
    /// One penalty for all features.
    Shared,
    /// The group of each feature; -1 for no penalty.
    Of(Vector<i32>),
}

impl<'de> Deserialize<'de> for PenaltyGroups {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GroupsVisitor)
    }
}

struct GroupsVisitor;

impl<'de> Visitor<'de> for GroupsVisitor {
    type Value = PenaltyGroups;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("feature, shared, or the group of each feature")
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<PenaltyGroups, E> {
        match word {
            "feature" => Ok(PenaltyGroups::Feature),
            "shared" => Ok(PenaltyGroups::Shared),
            _ => Err(E::invalid_value(Unexpected::Str(word), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PenaltyGroups, A::Error> {
        Vector::deserialize(MapAccessDeserializer::new(map)).map(PenaltyGroups::Of)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<PenaltyGroups, A::Error> {
        Vector::deserialize(SeqAccessDeserializer::new(sequence)).map(PenaltyGroups::Of)
    }
}

impl JsonSchema for PenaltyGroups {
    fn schema_name() -> Cow<'static, str> {
        "PenaltyGroups".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let vector = Vector::<i32>::json_schema(generator);
        json_schema!({ "anyOf": [{ "enum": ["feature", "shared"] }, vector] })
    }
}

/// The prior standard deviation of the logarithms of penalties.
#[derive(Clone, Debug)]
pub enum PenaltySpread {
    /// No prior.
    Free,
    /// A fixed value.
    Number(f64),
    /// Candidates for nested cross-validation.
    List(Vector),
}

impl PenaltySpread {
    /// All candidates, with infinity for `free`.
    pub(super) fn to_vec(&self) -> Vec<f64> {
        match self {
            Self::Free => vec![f64::INFINITY],
            Self::Number(number) => vec![*number],
            Self::List(numbers) => numbers.to_vec(),
        }
    }
}

impl<'de> Deserialize<'de> for PenaltySpread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SpreadVisitor)
    }
}

struct SpreadVisitor;

impl<'de> Visitor<'de> for SpreadVisitor {
    type Value = PenaltySpread;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("free, a number, or an array of numbers")
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<PenaltySpread, E> {
        match word {
            "free" => Ok(PenaltySpread::Free),
            _ => Err(E::invalid_value(Unexpected::Str(word), &self)),
        }
    }

    fn visit_f64<E>(self, number: f64) -> Result<PenaltySpread, E> {
        Ok(PenaltySpread::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<PenaltySpread, E> {
        Ok(PenaltySpread::Number(number as f64))
    }

    fn visit_i64<E>(self, number: i64) -> Result<PenaltySpread, E> {
        Ok(PenaltySpread::Number(number as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PenaltySpread, A::Error> {
        Vector::deserialize(MapAccessDeserializer::new(map)).map(PenaltySpread::List)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<PenaltySpread, A::Error> {
        Vector::deserialize(SeqAccessDeserializer::new(sequence)).map(PenaltySpread::List)
    }
}

impl JsonSchema for PenaltySpread {
    fn schema_name() -> Cow<'static, str> {
        "PenaltySpread".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let vector = Vector::<f64>::json_schema(generator);
        json_schema!({ "anyOf": [{ "type": "number" }, { "enum": ["free"] }, vector] })
    }
}

fn default_folds() -> NumberOrVector {
    NumberOrVector::Number(5.0)
}

fn default_true() -> bool {
    true
}

fn default_tolerance() -> f64 {
    1e-5
}

fn default_max_iterations() -> u32 {
    200
}
