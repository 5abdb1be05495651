//! One vector, or several as the columns of a matrix.

use super::matrix::{Matrix, RawMatrix};
use super::numbers::Numbers;
use super::vector::Vector;
use crate::wire::take_buffer;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;

/// One vector, or several as the columns of a matrix. Results have the form of the argument.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum VectorOrMatrix {
    /// One vector.
    Vector(Vector),
    /// Several vectors, one per column.
    Matrix(Matrix),
}

impl VectorOrMatrix {
    /// The length of the vectors.
    pub fn rows(&self) -> usize {
        match self {
            Self::Vector(vector) => vector.len(),
            Self::Matrix(matrix) => matrix.rows,
        }
    }

    /// The number of vectors.
    pub fn count(&self) -> usize {
        match self {
            Self::Vector(_) => 1,
            Self::Matrix(matrix) => matrix.columns,
        }
    }

    /// All entries, of a matrix in row-major order.
    pub fn entries(&self) -> &[f64] {
        match self {
            Self::Vector(vector) => vector,
            Self::Matrix(matrix) => &matrix.data,
        }
    }

    /// The vectors, one after the other.
    pub fn to_columns(&self) -> Vec<Vec<f64>> {
        match self {
            Self::Vector(vector) => vec![vector.to_vec()],
            Self::Matrix(matrix) => {
                (0..matrix.columns).map(|j| (0..matrix.rows).map(|i| matrix.row(i)[j]).collect()).collect()
            }
        }
    }

    /// Converts `columns` to the form of this argument, a vector or a matrix.
    pub fn in_this_form(&self, mut columns: Vec<Vec<f64>>) -> Self {
        match self {
            Self::Vector(_) => Self::Vector(columns.swap_remove(0).into()),
            Self::Matrix(_) => {
                let rows = columns.first().map_or(0, Vec::len);
                let entries = (0..rows).flat_map(|i| columns.iter().map(move |column| column[i])).collect();
                Self::Matrix(Matrix::new(rows, columns.len(), entries))
            }
        }
    }

    /// The path of entry `i` of vector `j` in the argument `name`.
    pub(crate) fn path_of(&self, name: &str, i: usize, j: usize) -> String {
        match self {
            Self::Vector(_) => format!("{name}[{i}]"),
            Self::Matrix(matrix) => format!("{name}.data[{}]", i * matrix.columns + j),
        }
    }
}

/// The keys distinguish a vector, which is a reference, from a matrix.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a vector or a matrix")]
struct RawVectorOrMatrix {
    #[serde(rename = "$")]
    reference: Option<usize>,
    rows: Option<u64>,
    columns: Option<u64>,
    data: Option<Numbers>,
}

impl<'de> Deserialize<'de> for VectorOrMatrix {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(VectorOrMatrixVisitor)
    }
}

struct VectorOrMatrixVisitor;

impl<'de> Visitor<'de> for VectorOrMatrixVisitor {
    type Value = VectorOrMatrix;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of numbers or a matrix")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<VectorOrMatrix, A::Error> {
        let raw = RawVectorOrMatrix::deserialize(MapAccessDeserializer::new(map))?;
        match (raw.reference, raw.rows, raw.columns, raw.data) {
            (Some(index), None, None, None) => {
                let buffer =
                    take_buffer(index).ok_or_else(|| A::Error::custom(format!("there is no buffer {index}")))?;
                Vector::from_buffer(buffer).map(VectorOrMatrix::Vector).map_err(A::Error::custom)
            }
            (None, Some(rows), Some(columns), Some(Numbers(data))) => {
                let data = Vector::from_buffer(data).map_err(A::Error::custom)?;
                RawMatrix { rows, columns, data }.try_into().map(VectorOrMatrix::Matrix).map_err(A::Error::custom)
            }
            // The JSON form of an empty array.
            (None, None, None, None) => Ok(VectorOrMatrix::Vector(Vector::default())),
            _ => Err(A::Error::custom("a matrix has rows, columns and data")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<VectorOrMatrix, A::Error> {
        Vector::deserialize(SeqAccessDeserializer::new(sequence)).map(VectorOrMatrix::Vector)
    }
}

impl JsonSchema for VectorOrMatrix {
    fn schema_name() -> Cow<'static, str> {
        "VectorOrMatrix".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "x-array": "VectorOrMatrix" })
    }
}
