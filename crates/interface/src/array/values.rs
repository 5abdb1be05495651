//! Tensors of any number of axes, as they are given.

use super::matrix::{Matrix, RawMatrix};
use super::numbers::Numbers;
use super::vector::Vector;
use crate::wire::take_buffer;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// The elements of a tensor, row by row: a number, an array, a matrix, or an object of shape and values.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// The length along each axis, as far as it is told: an array may be that of a tensor with more axes.
    pub shape: Vec<usize>,
    /// The elements.
    pub elements: Vector,
}

impl Deref for Values {
    type Target = [f64];
    fn deref(&self) -> &[f64] {
        &self.elements
    }
}

impl From<Vec<f64>> for Values {
    fn from(values: Vec<f64>) -> Self {
        Self { shape: vec![values.len()], elements: values.into() }
    }
}

/// All forms of an object; the keys tell them apart.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an array, a matrix, or a shape with values")]
struct RawValues {
    #[serde(rename = "$")]
    reference: Option<usize>,
    rows: Option<u64>,
    columns: Option<u64>,
    data: Option<Numbers>,
    shape: Option<Vector<i32>>,
    values: Option<Numbers>,
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValuesVisitor)
    }
}

struct ValuesVisitor;

impl ValuesVisitor {
    fn number<E>(value: f64) -> Result<Values, E> {
        Ok(Values { shape: Vec::new(), elements: vec![value].into() })
    }
}

impl<'de> Visitor<'de> for ValuesVisitor {
    type Value = Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, an array of numbers or a matrix")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Values, E> {
        Self::number(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Values, E> {
        Self::number(value as f64)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Values, E> {
        Self::number(value as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Values, A::Error> {
        let raw = RawValues::deserialize(MapAccessDeserializer::new(map))?;
        let elements = |buffer| Vector::from_buffer(buffer).map_err(A::Error::custom);
        match raw {
            RawValues { reference: Some(index), rows: None, columns: None, data: None, shape: None, values: None } => {
                let buffer =
                    take_buffer(index).ok_or_else(|| A::Error::custom(format!("there is no buffer {index}")))?;
                Ok(elements(buffer)?.into_vec().into())
            }
            RawValues {
                reference: None,
                rows: Some(rows),
                columns: Some(columns),
                data: Some(data),
                shape: None,
                values: None,
            } => {
                let raw = RawMatrix { rows, columns, data: elements(data.0)? };
                let matrix = Matrix::try_from(raw).map_err(A::Error::custom)?;
                Ok(Values { shape: vec![matrix.rows, matrix.columns], elements: matrix.data })
            }
            RawValues {
                reference: None,
                rows: None,
                columns: None,
                data: None,
                shape: Some(shape),
                values: Some(values),
            } => shaped(&shape, elements(values.0)?).map_err(A::Error::custom),
            // An array without numbers that was written as JSON.
            RawValues { reference: None, rows: None, columns: None, data: None, shape: None, values: None } => {
                Ok(Vec::new().into())
            }
            _ => Err(A::Error::custom("must be an array, or have rows, columns and data, or shape and values")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Values, A::Error> {
        Vector::deserialize(SeqAccessDeserializer::new(sequence)).map(|vector: Vector| vector.into_vec().into())
    }
}

/// A tensor with a shape that was told; the complaint follows its path.
fn shaped(shape: &[i32], elements: Vector) -> Result<Values, String> {
    let shape: Vec<usize> = shape
        .iter()
        .map(|&length| usize::try_from(length))
        .collect::<Result<_, _>>()
        .map_err(|_| "must have no negative lengths in shape".to_owned())?;
    if shape.iter().try_fold(1, |count: usize, &length| count.checked_mul(length)) != Some(elements.len()) {
        return Err(format!("must have as many numbers as its shape says, got {}", elements.len()));
    }
    Ok(Values { shape, elements })
}

impl JsonSchema for Values {
    fn schema_name() -> Cow<'static, str> {
        "Values".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "x-array": "Values" })
    }
}
