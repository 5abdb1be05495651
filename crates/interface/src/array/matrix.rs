//! Dense matrices.

use super::vector::Vector;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A dense matrix, `{ rows, columns, data }` with `data` row-major.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, try_from = "RawMatrix")]
pub struct Matrix {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// Entry `(i, j)` is at index `i * columns + j`.
    pub data: Vector,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a matrix")]
pub(super) struct RawMatrix {
    // Not `usize`, so that all backends refuse impossible sizes with the same message.
    pub rows: u64,
    pub columns: u64,
    pub data: Vector,
}

impl TryFrom<RawMatrix> for Matrix {
    type Error = String;

    fn try_from(RawMatrix { rows, columns, data }: RawMatrix) -> Result<Self, String> {
        let (rows, columns) = sides(rows, columns)?;
        ensure_product(rows, columns, data.len())?;
        Ok(Self { rows, columns, data })
    }
}

/// Refuses a dense matrix unless it has `rows * columns` entries.
pub(super) fn ensure_product(rows: usize, columns: usize, entries: usize) -> Result<(), String> {
    if rows.checked_mul(columns) == Some(entries) {
        return Ok(());
    }
    Err(format!("data has {entries} entries where rows = {rows} and columns = {columns} ask for their product"))
}

/// Converts the dimensions of a matrix. All backends refuse 2^32 and more, because sizes have 32 bits in WebAssembly.
pub(super) fn sides(rows: u64, columns: u64) -> Result<(usize, usize), String> {
    let side = |size: u64| u32::try_from(size).map_err(|_| format!("cannot have a side of {size}"));
    Ok((side(rows)? as usize, side(columns)? as usize))
}

impl Matrix {
    /// A matrix of the given shape. Panics if `data` does not have `rows * columns` entries.
    pub fn new(rows: usize, columns: usize, data: Vec<f64>) -> Self {
        assert_eq!(rows * columns, data.len(), "a matrix needs rows * columns entries");
        Self { rows, columns, data: data.into() }
    }

    /// Row `i`.
    pub fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.columns..(i + 1) * self.columns]
    }

    /// Calls `visit` with row, column and value of each entry.
    pub fn for_each_entry(&self, mut visit: impl FnMut(usize, usize, f64)) {
        for i in 0..self.rows {
            self.row(i).iter().enumerate().for_each(|(j, &value)| visit(i, j, value));
        }
    }
}

impl JsonSchema for Matrix {
    fn schema_name() -> Cow<'static, str> {
        "Matrix".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "x-array": "Matrix" })
    }
}
