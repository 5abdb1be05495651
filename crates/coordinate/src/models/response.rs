//! The response of samples: numbers, or the class of each, which may be a word, or true or false.

use crate::order::distinct;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use superlinear_interface::{Error, Matrix, Vector, VectorOrMatrix, check};

/// What was seen of samples, or is predicted of them.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Response {
    /// One output: a number or a class for each sample.
    Labels(Labels),
    /// Several outputs, one a column.
    Matrix(Matrix),
}

/// A label for each of several samples or classes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Labels {
    /// Numbers.
    Numbers(Vector),
    /// Words.
    Words(Vec<String>),
    /// Whether something is so.
    Truths(Vec<bool>),
}

impl Response {
    /// How many samples.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Labels(labels) => labels.len(),
            Self::Matrix(matrix) => matrix.rows,
        }
    }

    /// How many outputs.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Labels(_) => 1,
            Self::Matrix(matrix) => matrix.columns,
        }
    }

    /// The numbers of a response that is not one of classes.
    pub(super) fn numbers(&self) -> Result<VectorOrMatrix, Error> {
        let labels = match self {
            Self::Matrix(matrix) => return Ok(VectorOrMatrix::Matrix(matrix.clone())),
            Self::Labels(Labels::Numbers(numbers)) => return Ok(VectorOrMatrix::Vector(numbers.clone())),
            Self::Labels(labels) => labels,
        };
        let got = labels.in_words(0);
        Err(Error::invalid("response[0]", format!("must be a number where the loss has no classes, got {got}")))
    }

    /// The label of each sample.
    pub(super) fn labels(&self) -> Result<&Labels, Error> {
        match self {
            Self::Labels(labels) => Ok(labels),
            Self::Matrix(_) => Err(Error::invalid("response", "must be a vector: only multiSquared takes a matrix")),
        }
    }
}

impl From<VectorOrMatrix> for Response {
    fn from(numbers: VectorOrMatrix) -> Self {
        match numbers {
            VectorOrMatrix::Vector(numbers) => Self::Labels(Labels::Numbers(numbers)),
            VectorOrMatrix::Matrix(matrix) => Self::Matrix(matrix),
        }
    }
}

impl Labels {
    /// How many.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Words(words) => words.len(),
            Self::Truths(truths) => truths.len(),
        }
    }

    /// The different ones, ascending: words by the numbers of their characters, false before true. `None` where they are more than `most`.
    pub(super) fn distinct(&self, most: usize) -> Option<Self> {
        let classes = match self {
            // The sum makes one zero of the two that there are.
            Self::Numbers(numbers) => {
                Self::Numbers(distinct(&numbers.iter().map(|label| label + 0.0).collect::<Vec<_>>()).into())
            }
            Self::Words(words) => {
                let mut different: Vec<String> = Vec::new();
                for word in words {
                    if let Err(place) = different.binary_search(word) {
                        different.insert(place, word.clone());
                    }
                    if different.len() > most {
                        return None;
                    }
                }
                Self::Words(different)
            }
            Self::Truths(truths) => {
                Self::Truths([false, true].into_iter().filter(|truth| truths.contains(truth)).collect())
            }
        };
        (classes.len() <= most).then_some(classes)
    }

    /// Those at some places.
    pub(super) fn at(&self, places: &[usize]) -> Self {
        match self {
            Self::Numbers(numbers) => {
                Self::Numbers(places.iter().map(|&place| numbers[place]).collect::<Vec<_>>().into())
            }
            Self::Words(words) => Self::Words(places.iter().map(|&place| words[place].clone()).collect()),
            Self::Truths(truths) => Self::Truths(places.iter().map(|&place| truths[place]).collect()),
        }
    }

    /// The place of each among `classes`, if it is one of them.
    pub(super) fn places_in(&self, classes: &Self) -> Vec<Option<usize>> {
        match (self, classes) {
            (Self::Numbers(labels), Self::Numbers(classes)) => places(labels, classes),
            (Self::Words(labels), Self::Words(classes)) => places(labels, classes),
            (Self::Truths(labels), Self::Truths(classes)) => places(labels, classes),
            _ => vec![None; self.len()],
        }
    }

    /// One of them as a message tells it.
    pub(super) fn in_words(&self, place: usize) -> String {
        match self {
            Self::Numbers(numbers) => check::short(numbers[place]),
            Self::Words(words) => format!("\"{}\"", words[place]),
            Self::Truths(truths) => truths[place].to_string(),
        }
    }

    /// Refuses numbers that are not finite.
    pub(super) fn ensure_finite(&self, name: &str) -> Result<(), Error> {
        match self {
            Self::Numbers(numbers) => check::numbers(name, numbers, check::FINITE),
            Self::Words(_) | Self::Truths(_) => Ok(()),
        }
    }
}

/// There are few classes, so looking at each is as quick as anything.
fn places<Label: PartialEq>(labels: &[Label], classes: &[Label]) -> Vec<Option<usize>> {
    labels.iter().map(|label| classes.iter().position(|class| class == label)).collect()
}

impl<'de> Deserialize<'de> for Response {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ResponseVisitor)
    }
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(ResponseVisitor)? {
            Response::Labels(labels) => Ok(labels),
            Response::Matrix(_) => Err(D::Error::custom("a list is expected, and not a matrix")),
        }
    }
}

struct ResponseVisitor;

impl<'de> Visitor<'de> for ResponseVisitor {
    type Value = Response;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers, strings or booleans, or a matrix")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Response, A::Error> {
        VectorOrMatrix::deserialize(MapAccessDeserializer::new(map)).map(Response::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Response, A::Error> {
        let (mut numbers, mut words, mut truths) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(label) = sequence.next_element()? {
            match label {
                Label::Number(number) => numbers.push(number),
                Label::Word(word) => words.push(word),
                Label::Truth(truth) => truths.push(truth),
            }
            if [numbers.is_empty(), words.is_empty(), truths.is_empty()].iter().filter(|is_empty| !**is_empty).count()
                > 1
            {
                let place = numbers.len() + words.len() + truths.len() - 1;
                return Err(A::Error::custom(format!("[{place}] must be of the same kind as the entries before it")));
            }
        }
        Ok(Response::Labels(match (words.is_empty(), truths.is_empty()) {
            (false, _) => Labels::Words(words),
            (_, false) => Labels::Truths(truths),
            _ => Labels::Numbers(numbers.into()),
        }))
    }
}

/// One label.
enum Label {
    Number(f64),
    Word(String),
    Truth(bool),
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LabelVisitor)
    }
}

struct LabelVisitor;

impl Visitor<'_> for LabelVisitor {
    type Value = Label;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a string or a boolean")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Label, E> {
        Ok(Label::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Label, E> {
        Ok(Label::Number(number as f64))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Label, E> {
        Ok(Label::Number(number as f64))
    }

    fn visit_str<E>(self, word: &str) -> Result<Label, E> {
        Ok(Label::Word(word.to_owned()))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Label, E> {
        Ok(Label::Truth(truth))
    }
}

/// Numbers, words, or whether something is so.
fn schemas_of_labels(generator: &mut SchemaGenerator) -> [Schema; 3] {
    let list = |of: &str| json_schema!({ "type": "array", "items": { "type": of } });
    [Vector::<f64>::json_schema(generator), list("string"), list("boolean")]
}

impl JsonSchema for Labels {
    fn schema_name() -> Cow<'static, str> {
        "Labels".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": schemas_of_labels(generator) })
    }
}

impl JsonSchema for Response {
    fn schema_name() -> Cow<'static, str> {
        "Response".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let matrix = Matrix::json_schema(generator);
        let [numbers, words, truths] = schemas_of_labels(generator);
        json_schema!({ "anyOf": [numbers, matrix, words, truths] })
    }
}
