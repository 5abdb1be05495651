//! A matrix argument, dense or sparse.

use super::matrix::{Matrix, ensure_product, sides};
use super::numbers::Numbers;
use super::sparse::SparseMatrix;
use super::vector::{Element, Vector};
use crate::wire::Buffer;
use crate::{Error, check};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;

/// A matrix argument: dense with entries in double or single precision, or sparse.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "RawAnyMatrix")]
pub enum AnyMatrix {
    /// Dense, in double precision.
    Dense(Matrix),
    /// Dense, kept in single precision: half the memory. Computations with it are in double precision.
    DenseSingle(SingleMatrix),
    /// In compressed row format. Its parts may be inconsistent: see [`ensure_well_formed`](Self::ensure_well_formed).
    Sparse(SparseMatrix),
}

/// A dense row-major matrix in single precision.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleMatrix {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// Entry `(i, j)` is at index `i * columns + j`.
    pub data: Vector<f32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a matrix")]
pub(super) struct RawAnyMatrix {
    pub rows: u64,
    pub columns: u64,
    pub data: Numbers,
    pub indptr: Option<Vector<i32>>,
    pub indices: Option<Vector<i32>>,
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

    /// Calls `visit` with row, column and value of each entry; of a sparse matrix, which must be well formed, of each
    /// stored entry.
    pub fn for_each_entry(&self, mut visit: impl FnMut(usize, usize, f64)) {
        match self {
            Self::Dense(matrix) => matrix.for_each_entry(visit),
            Self::DenseSingle(matrix) => {
                for (i, row) in matrix.data.chunks_exact(matrix.columns.max(1)).enumerate() {
                    row.iter().enumerate().for_each(|(j, &value)| visit(i, j, value.into()));
                }
            }
            Self::Sparse(matrix) => matrix.for_each_entry(visit),
        }
    }

    /// Refuses entries that are not finite; the path of the error is `name.data[3]`. Reads the whole matrix, so call it
    /// only if a result indicates such an entry.
    pub fn ensure_finite(&self, name: &str) -> Result<(), Error> {
        let path = format!("{name}.data");
        match self {
            Self::Dense(Matrix { data, .. }) | Self::Sparse(SparseMatrix { data, .. }) => {
                check::numbers(&path, data, check::FINITE)
            }
            Self::DenseSingle(matrix) => check::finite_singles(&path, &matrix.data),
        }
    }

    /// Refuses a sparse matrix with inconsistent parts; the path of the error is that of the part.
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
