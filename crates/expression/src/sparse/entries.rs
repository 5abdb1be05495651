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
        let all = contributions.concat();
        let numbers: Vec<_> = (0..all.len() as u32).collect();
        let (by_column, _) = ordered(&numbers, columns, |number| all[number as usize].1);
        let (by_row, starts) = ordered(&by_column, rows, |number| all[number as usize].0);
        let mut places = vec![0_u32; all.len()];
        let (mut indptr, mut indices) = (Vec::with_capacity(rows + 1), Vec::with_capacity(all.len()));
        indptr.push(0);
        for row in starts.windows(2) {
            let mut last = None;
            for &number in &by_row[row[0] as usize..row[1] as usize] {
                let column = all[number as usize].1;
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

/// Numbers in the order of their keys, which are below `keys`, and as they were where these are equal; and where each key begins.
fn ordered(numbers: &[u32], keys: usize, key: impl Fn(u32) -> u32) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; keys + 1];
    numbers.iter().for_each(|&number| starts[key(number) as usize + 1] += 1);
    (0..keys).for_each(|k| starts[k + 1] += starts[k]);
    let (mut next, mut order) = (starts.clone(), vec![0_u32; numbers.len()]);
    for &number in numbers {
        let place = &mut next[key(number) as usize];
        order[*place as usize] = number;
        *place += 1;
    }
    (order, starts)
}
