//! The structure of a sparse matrix.

use superlinear_interface::{Code, Error, Run};

/// Limit on the entries of a matrix without a structure: a gibibyte.
const MAX_ENTRIES: usize = 1 << 27;

/// The structure of a sparse matrix in compressed row format, with ascending columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// The start of each row in `indices`; `rows + 1` numbers.
    pub indptr: Vec<u32>,
    /// The columns of the entries.
    pub indices: Vec<u32>,
}

impl Structure {
    /// The number of entries.
    pub fn count(&self) -> usize {
        self.indices.len()
    }

    /// A full matrix or its lower triangle. Refuses a matrix beyond memory; `name` is for the message.
    pub fn dense(name: &str, rows: usize, columns: usize, is_lower: bool, run: &Run) -> Result<Self, Error> {
        if rows.saturating_mul(columns) > MAX_ENTRIES {
            let message = format!(
                "the {name} has {rows} rows and {columns} columns, and no structure that could be found: ask for products with it"
            );
            return Err(Error::new(Code::OutOfMemory, message));
        }
        run.ensure_memory("function", [rows, columns])?;
        let width = |i: usize| if is_lower { i + 1 } else { columns };
        let mut indptr = vec![0];
        let mut indices = Vec::new();
        for i in 0..rows {
            indices.extend(0..width(i) as u32);
            indptr.push(indices.len() as u32);
        }
        Ok(Self { rows, columns, indptr, indices })
    }

    /// A matrix without rows yet. The capacity is in entries.
    pub fn empty(rows: usize, columns: usize, capacity: usize) -> Self {
        let mut indptr = Vec::with_capacity(rows + 1);
        indptr.push(0);
        Self { rows, columns, indptr, indices: Vec::with_capacity(capacity) }
    }

    /// The structure with these ascending columns in each row.
    pub fn of_rows(columns: usize, rows: Vec<Vec<u32>>) -> Self {
        let (mut indptr, mut indices) = (vec![0], Vec::new());
        for row in &rows {
            indices.extend(row);
            indptr.push(indices.len() as u32);
        }
        Self { rows: rows.len(), columns, indptr, indices }
    }

    /// Row and column of each entry.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let row = |i: usize| self.indptr[i] as usize..self.indptr[i + 1] as usize;
        (0..self.rows).flat_map(move |i| row(i).map(move |k| (i, self.indices[k] as usize)))
    }
}
