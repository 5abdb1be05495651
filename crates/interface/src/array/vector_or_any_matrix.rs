//! A diagonal, or a full matrix, dense or sparse.

use super::any_matrix::{AnyMatrix, RawAnyMatrix};
use super::numbers::Numbers;
use super::vector::Vector;
use crate::wire::take_buffer;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// A vector, or a matrix, dense or sparse. A vector stands for a diagonal matrix.
#[derive(Clone, Debug, PartialEq)]
pub enum VectorOrAnyMatrix {
    /// A vector.
    Vector(Vector),
    /// A matrix.
    Matrix(AnyMatrix),
}

/// The keys distinguish a vector, which is a reference, from a matrix.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a vector or a matrix")]
struct RawVectorOrAnyMatrix {
    #[serde(rename = "$")]
    reference: Option<usize>,
    rows: Option<u64>,
    columns: Option<u64>,
    data: Option<Numbers>,
    indptr: Option<Vector<i32>>,
    indices: Option<Vector<i32>>,
}

impl<'de> Deserialize<'de> for VectorOrAnyMatrix {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(VectorOrAnyMatrixVisitor)
    }
}

struct VectorOrAnyMatrixVisitor;

impl<'de> Visitor<'de> for VectorOrAnyMatrixVisitor {
    type Value = VectorOrAnyMatrix;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of numbers or a matrix")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<VectorOrAnyMatrix, A::Error> {
        let raw = RawVectorOrAnyMatrix::deserialize(MapAccessDeserializer::new(map))?;
        let RawVectorOrAnyMatrix { reference, rows, columns, data, indptr, indices } = raw;
        match (reference, rows, columns, data) {
            (Some(index), None, None, None) => {
                let buffer =
                    take_buffer(index).ok_or_else(|| A::Error::custom(format!("there is no buffer {index}")))?;
                Vector::from_buffer(buffer).map(VectorOrAnyMatrix::Vector).map_err(A::Error::custom)
            }
            (None, Some(rows), Some(columns), Some(data)) => {
                let raw = RawAnyMatrix { rows, columns, data, indptr, indices };
                raw.try_into().map(VectorOrAnyMatrix::Matrix).map_err(A::Error::custom)
            }
            // The JSON form of an empty array.
            (None, None, None, None) => Ok(VectorOrAnyMatrix::Vector(Vector::default())),
            _ => Err(A::Error::custom("a matrix has rows, columns and data")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<VectorOrAnyMatrix, A::Error> {
        Vector::deserialize(SeqAccessDeserializer::new(sequence)).map(VectorOrAnyMatrix::Vector)
    }
}

impl JsonSchema for VectorOrAnyMatrix {
    fn schema_name() -> Cow<'static, str> {
        "VectorOrAnyMatrix".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "x-array": "VectorOrAnyMatrix" })
    }
}
