//! Where entries of a sparse matrix are.

use superlinear_interface::{Code, Error, Run};

/// The most entries of a matrix without a structure: a gibibyte.
const MOST_ENTRIES: usize = 1 << 27;

/// The structure of a sparse matrix by rows, whose columns ascend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// Where the entries of each row begin.
    pub indptr: Vec<u32>,
    /// The columns of the entries.
    pub indices: Vec<u32>,
}

impl Structure {
    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.indices.len()
    }

    /// A full matrix, or its lower triangle; refused where that is beyond memory. The matrix has a name, for the message.
    pub fn dense(name: &str, rows: usize, columns: usize, is_lower: bool, run: &Run) -> Result<Self, Error> {
        if rows.saturating_mul(columns) > MOST_ENTRIES {
            let message = format!(
                "the {name} has {rows} rows and {columns} columns, and no structure that could be found: ask for products with it"
            );
            return Err(Error::new(Code::OutOfMemory, message));
        }
        run.ensure_memory("function", rows.saturating_mul(columns))?;
        let width = |i: usize| if is_lower { i + 1 } else { columns };
        let mut indptr = vec![0];
        let mut indices = Vec::new();
        for i in 0..rows {
            indices.extend(0..width(i) as u32);
            indptr.push(indices.len() as u32);
        }
        Ok(Self { rows, columns, indptr, indices })
    }

    /// A matrix without rows as yet, with room for so many entries.
    pub fn empty(rows: usize, columns: usize, room: usize) -> Self {
        let mut indptr = Vec::with_capacity(rows + 1);
        indptr.push(0);
        Self { rows, columns, indptr, indices: Vec::with_capacity(room) }
    }

    /// The structure of rows with these columns, ascending.
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
