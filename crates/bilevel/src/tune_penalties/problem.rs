//! What the caller gives.

use crate::linear::loss::{LinearLoss, ValidationLoss};
use crate::outer::OuterDirection;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use superlinear_interface::{AnyMatrix, Labels, NumberOrVector, Vector};

/// Samples, the form of the model, and how its penalties are to be found.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TunePenaltiesProblem {
    /// The features: a row for each sample, a column for each feature.
    pub matrix: AnyMatrix,
    /// The response of each sample: a number for `squared`; otherwise its class, as a number, a string or a boolean, of which there are two
    /// for `logistic` and `squaredHinge` and any number for `multinomial`.
    pub response: Labels,
    /// What models are fitted by: its mean over the training samples, plus the penalty.
    #[serde(default)]
    pub loss: LinearLoss,
    /// The form of the penalty. All but `l2` are for the losses `squared` and `logistic`.
    #[serde(default)]
    pub penalty: LinearPenalty,
    /// Which features share a penalty: each has its own (`feature`), all have one (`shared`), or the group of each feature, numbered
    /// from 0 without gaps; -1 for no penalty. Default: `feature`.
    #[serde(default)]
    pub groups: PenaltyGroups,
    /// Whether each class of `multinomial` has penalties of its own.
    #[serde(default)]
    pub per_class: bool,
    /// How many folds, at least 2: sample `i` is then in fold `i` modulo that. Or the fold of each sample, numbered from 0 without
    /// gaps, -1 for those that models are always fitted to; with a single fold, that is the held-out part. Default: 5.
    #[serde(default = "default_folds")]
    pub folds: NumberOrVector,
    /// What models are judged by on held-out samples. Default: `loss`.
    pub validation_loss: Option<ValidationLoss>,
    /// The standard deviation that is expected of the logarithms of the penalties about their mean: 0 for one penalty, `free` for
    /// no expectation. Of a list, in ascending order, in which `Infinity` stands for `free`, nested cross-validation chooses: the smallest
    /// whose loss is within one standard error of the best one's; that takes at least 3 folds. Default: 0, 1/4, 1/2, 1, 2, 4 and
    /// `Infinity`; with fewer than 3 folds 1/2.
    pub spread: Option<PenaltySpread>,
    /// The penalties to start from, a number or one for each penalty; for `elasticNet` first those of the absolute values, then those of
    /// the squares. Default: the best shared one; with absolute values or norms a twentieth of the least that makes all coefficients 0,
    /// since coefficients that are 0 once stay so.
    pub initial: Option<NumberOrVector>,
    /// The least penalties, above 0; a number or one for each. Default: e^-16; those of absolute values and norms times the standard
    /// deviation of the response for `squared`.
    pub lower: Option<NumberOrVector>,
    /// The largest penalties. Default: e^6, as for `lower`.
    pub upper: Option<NumberOrVector>,
    /// Whether features are scaled to standard deviation 1 over all samples (root mean square 1 without an intercept) before they are
    /// penalised. Coefficients are those of the features as given.
    #[serde(default = "default_true")]
    pub standardize: bool,
    /// Whether the model has an intercept, which is never penalised.
    #[serde(default = "default_true")]
    pub intercept: bool,
    /// A weight for each sample, zero or positive, in all means. Default: all 1.
    pub sample_weights: Option<Vector>,
    /// What the projected gradient and its error are to fall to, relative to the held-out loss of the intercept alone; above 0 and
    /// below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most outer iterations; with 0 the objective is evaluated at `initial`.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// In which direction lower values are looked for.
    #[serde(default)]
    pub direction: OuterDirection,
    /// Whether the solution records each iteration.
    #[serde(default)]
    pub history: bool,
}

/// The form of a penalty with the strengths λ of the coefficients w.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LinearPenalty {
    /// Half the sum of `λ w^2`.
    #[default]
    L2,
    /// The sum of `λ |w|`, which makes coefficients 0.
    L1,
    /// Both, each with strengths of its own.
    ElasticNet,
    /// The sum over groups of `λ` times the norm of the group's coefficients times the square root of how many they are, which makes
    /// all coefficients of a group 0.
    GroupL2,
}

/// Which features share a penalty.
#[derive(Clone, Debug, Default)]
pub enum PenaltyGroups {
    /// Each feature has its own.
    #[default]
    Feature,
    /// All have one.
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

/// How much penalties may differ.
#[derive(Clone, Debug)]
pub enum PenaltySpread {
    /// As much as they like.
    Free,
    /// By this.
    Number(f64),
    /// By one of these.
    List(Vector),
}

impl PenaltySpread {
    /// All of them; infinity for `free`.
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
