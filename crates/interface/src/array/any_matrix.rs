//! A matrix in whichever form the caller has it.

use super::matrix::{Matrix, ensure_product, sides};
use super::numbers::Numbers;
use super::sparse::SparseMatrix;
use super::vector::{Element, Vector};
use crate::Error;
use crate::wire::Buffer;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;

/// A matrix as an argument: dense with entries in double or in single precision, or sparse.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "RawAnyMatrix")]
pub enum AnyMatrix {
    /// Dense, in double precision.
    Dense(Matrix),
    /// Dense, in single precision, kept as it came: half the memory. What is computed with it is computed in double.
    DenseSingle(SingleMatrix),
    /// By compressed rows. Its parts need not fit together: see [`ensure_well_formed`](Self::ensure_well_formed).
    Sparse(SparseMatrix),
}

/// A dense row-major matrix in single precision.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleMatrix {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// Entry `(i, j)` stands at `i * columns + j`.
    pub data: Vector<f32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a matrix")]
struct RawAnyMatrix {
    rows: u64,
    columns: u64,
    data: Numbers,
    indptr: Option<Vector<i32>>,
    indices: Option<Vector<i32>>,
}

impl TryFrom<RawAnyMatrix> for AnyMatrix {
    type Error = String;

    fn try_from(raw: RawAnyMatrix) -> Result<Self, String> {
        let (rows, columns) = sides(raw.rows, raw.columns)?;
        match (raw.indptr, raw.indices, raw.data) {
            (Some(indptr), Some(indices), Numbers(data)) => {
                Ok(Self::Sparse(SparseMatrix { rows, columns, indptr, indices, data: Vector::from_buffer(data)? }))
            }
            (None, None, Numbers(Buffer::F32(data))) => {
                ensure_product(rows, columns, data.len())?;
                Ok(Self::DenseSingle(SingleMatrix { rows, columns, data: data.into() }))
            }
            (None, None, Numbers(data)) => {
                let data = f64::from_buffer(data)?;
                ensure_product(rows, columns, data.len())?;
                Ok(Self::Dense(Matrix { rows, columns, data: data.into() }))
            }
            _ => Err("a sparse matrix has both indptr and indices, a dense one neither".to_owned()),
        }
    }
}

impl AnyMatrix {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        match self {
            Self::Dense(matrix) => matrix.rows,
            Self::DenseSingle(matrix) => matrix.rows,
            Self::Sparse(matrix) => matrix.rows,
        }
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        match self {
            Self::Dense(matrix) => matrix.columns,
            Self::DenseSingle(matrix) => matrix.columns,
            Self::Sparse(matrix) => matrix.columns,
        }
    }

    /// Refuses a sparse matrix whose parts do not fit together; the path of the error is that of the part.
    pub fn ensure_well_formed(&self) -> Result<(), Error> {
        match self {
            Self::Sparse(matrix) => matrix.ensure_well_formed(),
            Self::Dense(_) | Self::DenseSingle(_) => Ok(()),
        }
    }
}

impl JsonSchema for AnyMatrix {
    fn schema_name() -> Cow<'static, str> {
        "AnyMatrix".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "x-array": "AnyMatrix" })
    }
}
