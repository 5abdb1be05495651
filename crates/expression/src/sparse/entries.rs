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
        let mut ends = vec![0_u32; rows + 1];
        for &(row, _) in contributions.iter().flatten() {
            ends[row as usize + 1] += 1;
        }
        for row in 0..rows {
            ends[row + 1] += ends[row];
        }
        // By row: the column, and the number of the contribution's lane among all.
        let total = ends[rows] as usize;
        let mut sorted = vec![(0_u32, 0_u32); total];
        let mut next = ends.clone();
        for (number, &(row, column)) in contributions.iter().flatten().enumerate() {
            let place = &mut next[row as usize];
            sorted[*place as usize] = (column, number as u32);
            *place += 1;
        }
        let mut places = vec![0_u32; total];
        let (mut indptr, mut indices) = (Vec::with_capacity(rows + 1), Vec::with_capacity(total));
        indptr.push(0);
        for row in 0..rows {
            let of_row = &mut sorted[ends[row] as usize..ends[row + 1] as usize];
            of_row.sort_unstable();
            for (k, &(column, number)) in of_row.iter().enumerate() {
                if k == 0 || of_row[k - 1].0 != column {
                    indices.push(column);
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

    /// Row and column of each entry.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let row = |i: usize| self.indptr[i] as usize..self.indptr[i + 1] as usize;
        (0..self.rows).flat_map(move |i| row(i).map(move |k| (i, self.indices[k] as usize)))
    }
}
