//! A number or a vector.

use super::vector::Vector;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A single number, or one number per item.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum NumberOrVector {
    /// A single number, or the same number for all items.
    Number(f64),
    /// One number per item.
    Vector(Vector),
}

impl NumberOrVector {
    /// A number for one entry, a vector for several.
    pub fn new(mut entries: Vec<f64>) -> Self {
        if entries.len() == 1 { Self::Number(entries.swap_remove(0)) } else { Self::Vector(entries.into()) }
    }

    /// The numbers.
    pub fn as_slice(&self) -> &[f64] {
        match self {
            Self::Number(number) => std::slice::from_ref(number),
            Self::Vector(vector) => vector,
        }
    }
}

impl<'de> Deserialize<'de> for NumberOrVector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrVectorVisitor)
    }
}

struct NumberOrVectorVisitor;

impl<'de> Visitor<'de> for NumberOrVectorVisitor {
    type Value = NumberOrVector;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or an array of numbers")
    }

    fn visit_f64<E>(self, number: f64) -> Result<NumberOrVector, E> {
        Ok(NumberOrVector::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<NumberOrVector, E> {
        Ok(NumberOrVector::Number(number as f64))
    }

    fn visit_i64<E>(self, number: i64) -> Result<NumberOrVector, E> {
        Ok(NumberOrVector::Number(number as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NumberOrVector, A::Error> {
        Vector::deserialize(MapAccessDeserializer::new(map)).map(NumberOrVector::Vector)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<NumberOrVector, A::Error> {
        Vector::deserialize(SeqAccessDeserializer::new(sequence)).map(NumberOrVector::Vector)
    }
}

impl JsonSchema for NumberOrVector {
    fn schema_name() -> Cow<'static, str> {
        "NumberOrVector".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let vector = Vector::<f64>::json_schema(generator);
        json_schema!({ "anyOf": [{ "type": "number" }, vector] })
    }
}
