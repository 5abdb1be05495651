//! Where entries of a sparse matrix are, found from many contributions to them.

use superlinear_interface::{Code, Error};

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
    pub fn dense(name: &str, rows: usize, columns: usize, is_lower: bool) -> Result<Self, Error> {
        if rows.saturating_mul(columns) > MOST_ENTRIES {
            let message = format!(
                "the {name} has {rows} rows and {columns} columns, and no structure that could be found: ask for products with it"
            );
            return Err(Error::new(Code::OutOfMemory, message));
        }
        let width = |i: usize| if is_lower { i + 1 } else { columns };
        let mut indptr = vec![0];
        let mut indices = Vec::new();
        for i in 0..rows {
            indices.extend(0..width(i) as u32);
            indptr.push(indices.len() as u32);
        }
        Ok(Self { rows, columns, indptr, indices })
    }

    /// The places of contributions, each a list of rows and columns, among the entries that they make.
    pub fn of_contributions(rows: usize, columns: usize, contributions: &[Vec<(u32, u32)>]) -> (Self, Vec<Vec<u32>>) {
        let starts = row_starts(rows, contributions);
        let (mut next, mut by_row) = (starts.clone(), vec![(0_u32, 0_u32); starts[rows] as usize]);
        let mut number = 0;
        for contribution in contributions {
            for &(row, column) in contribution {
                let place = &mut next[row as usize];
                by_row[*place as usize] = (column, number);
                *place += 1;
                number += 1;
            }
        }
        let mut places = vec![0_u32; by_row.len()];
        let (mut indptr, mut indices) = (Vec::with_capacity(rows + 1), Vec::with_capacity(by_row.len()));
        indptr.push(0);
        for bounds in starts.windows(2) {
            let row = &mut by_row[bounds[0] as usize..bounds[1] as usize];
            // Rows have few entries, or are in order as they come.
            if !row.is_sorted() {
                row.sort_unstable();
            }
            let mut last = None;
            for &(column, number) in &*row {
                if last != Some(column) {
                    indices.push(column);
                    last = Some(column);
                }
                places[number as usize] = indices.len() as u32 - 1;
            }
            indptr.push(indices.len() as u32);
        }
        let mut rest = places.as_slice();
        let split = |contribution: &Vec<(u32, u32)>| {
            let (own, others) = rest.split_at(contribution.len());
            rest = others;
            own.to_vec()
        };
        let places = contributions.iter().map(split).collect();
        (Self { rows, columns, indptr, indices }, places)
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

/// Where the contributions to each row begin, if they are put in the order of their rows.
fn row_starts(rows: usize, contributions: &[Vec<(u32, u32)>]) -> Vec<u32> {
    let mut starts = vec![0_u32; rows + 1];
    for contribution in contributions {
        contribution.iter().for_each(|&(row, _)| starts[row as usize + 1] += 1);
    }
    (0..rows).for_each(|row| starts[row + 1] += starts[row]);
    starts
}
