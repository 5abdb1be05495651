//! The response of samples: numbers, or the class of each as a number, a string or a boolean.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use superlinear_interface::{Error, Labels, Matrix, VectorOrMatrix};

/// Observed or predicted responses of samples.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Response {
    /// One output: a number or a class for each sample.
    Labels(Labels),
    /// Several outputs, one per column.
    Matrix(Matrix),
}

impl Response {
    /// The number of samples.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Labels(labels) => labels.len(),
            Self::Matrix(matrix) => matrix.rows,
        }
    }

    /// The number of outputs.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Labels(_) => 1,
            Self::Matrix(matrix) => matrix.columns,
        }
    }

    /// The numbers of a response without classes.
    pub(super) fn numbers(&self) -> Result<VectorOrMatrix, Error> {
        Ok(match self {
            Self::Matrix(matrix) => VectorOrMatrix::Matrix(matrix.clone()),
            Self::Labels(labels) => {
                VectorOrMatrix::Vector(labels.as_numbers("response", "where the loss has no classes")?.clone())
            }
        })
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

impl<'de> Deserialize<'de> for Response {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ResponseVisitor)
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

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Response, A::Error> {
        Labels::from_sequence(sequence).map(Response::Labels)
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
        let [numbers, words, truths] = Labels::schemas(generator);
        json_schema!({ "anyOf": [numbers, matrix, words, truths] })
    }
}
