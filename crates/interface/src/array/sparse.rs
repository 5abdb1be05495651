//! Sparse matrices in compressed row format (CSR).

use super::matrix::sides;
use super::vector::Vector;
use crate::Error;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A sparse matrix in compressed row format (CSR): row `i` has the columns `indices[k]` and entries `data[k]` for `k`
/// from `indptr[i]` up to `indptr[i + 1]`.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, try_from = "RawSparseMatrix")]
pub struct SparseMatrix {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// The start of each row in `indices` and `data`; `rows + 1` numbers.
    pub indptr: Vector<i32>,
    /// The column of each entry, ascending in each row.
    pub indices: Vector<i32>,
    /// The entries.
    pub data: Vector,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a sparse matrix")]
struct RawSparseMatrix {
    rows: u64,
    columns: u64,
    indptr: Vector<i32>,
    indices: Vector<i32>,
    data: Vector,
}

impl TryFrom<RawSparseMatrix> for SparseMatrix {
    type Error = String;

    fn try_from(RawSparseMatrix { rows, columns, indptr, indices, data }: RawSparseMatrix) -> Result<Self, String> {
        let (rows, columns) = sides(rows, columns)?;
        Ok(Self { rows, columns, indptr, indices, data })
    }
}

impl SparseMatrix {
    /// The columns and entries of row `i`.
    #[inline]
    pub fn row(&self, i: usize) -> (&[i32], &[f64]) {
        let range = self.indptr[i] as usize..self.indptr[i + 1] as usize;
        (&self.indices[range.clone()], &self.data[range])
    }

    /// Calls `visit` with row, column and value of each stored entry. The matrix must be well formed.
    pub fn for_each_entry(&self, mut visit: impl FnMut(usize, usize, f64)) {
        for i in 0..self.rows {
            let (columns, values) = self.row(i);
            columns.iter().zip(values).for_each(|(&j, &value)| visit(i, j as usize, value));
        }
    }

    /// Refuses inconsistent parts; all other methods require a well-formed matrix. The path of the error is that of the
    /// part, for instance `indices[3]`.
    pub fn ensure_well_formed(&self) -> Result<(), Error> {
        self.check_lengths()?;
        self.check_rows()
    }

    fn check_lengths(&self) -> Result<(), Error> {
        let Self { rows, indptr, indices, data, .. } = self;
        if rows.checked_add(1) != Some(indptr.len()) {
            return Err(Error::invalid(
                "indptr",
                format!("must have one entry more than there are rows, {rows}, got {}", indptr.len()),
            ));
        }
        if indices.len() != data.len() {
            let (indices, data) = (indices.len(), data.len());
            return Err(Error::invalid("indices", format!("must be as many as data, got {indices} and {data}")));
        }
        if indptr[0] != 0 || usize::try_from(indptr[*rows]) != Ok(data.len()) {
            return Err(Error::invalid(
                "indptr",
                format!("must begin with 0 and end with the length of data, {}", data.len()),
            ));
        }
        Ok(())
    }

    fn check_rows(&self) -> Result<(), Error> {
        if let Some(i) = self.indptr.windows(2).position(|bounds| bounds[0] > bounds[1]) {
            return Err(Error::invalid(format!("indptr[{}]", i + 1), "must not be less than the entry before it"));
        }
        match (0..self.rows).find(|&i| !self.is_row_sorted(i)) {
            None => Ok(()),
            Some(i) => Err(self.unsorted_row(i)),
        }
    }

    /// Whether a row has columns of the matrix in ascending order: then the ends of the row are enough to compare with its
    /// sides.
    fn is_row_sorted(&self, i: usize) -> bool {
        let (columns, _) = self.row(i);
        let [Some(&first), Some(&last)] = [columns.first(), columns.last()] else { return true };
        // No early exit, so that the loop is vectorized.
        let ascends = columns.iter().zip(&columns[1..]).fold(true, |all, (before, after)| all & (before < after));
        ascends && first >= 0 && (last as usize) < self.columns
    }

    #[cold]
    fn unsorted_row(&self, i: usize) -> Error {
        let ((columns, _), start) = (self.row(i), self.indptr[i] as usize);
        let is_outside = |&column: &i32| usize::try_from(column).map_or(true, |column| column >= self.columns);
        if let Some(k) = columns.iter().position(is_outside) {
            return Error::invalid(
                format!("indices[{}]", start + k),
                format!("must be a column, from 0 and below {}, got {}", self.columns, columns[k]),
            );
        }
        let descent = columns.windows(2).position(|pair| pair[0] >= pair[1]).unwrap_or(0);
        Error::invalid(format!("indices[{}]", start + descent + 1), "must ascend within each row")
    }
}

impl JsonSchema for SparseMatrix {
    fn schema_name() -> Cow<'static, str> {
        "SparseMatrix".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "x-array": "SparseMatrix" })
    }
}
