//! Sparse vectors, and sparse symmetric matrices as linear operators.

use crate::linear_operator::LinearOperator;
use crate::parallel::{PART_ENTRIES, Parallelism};
use crate::vectors::sum_of_terms;
use superlinear_interface::{Error, SparseMatrix, check};

/// A symmetric matrix in compressed sparse rows, with both triangles stored. The product is computed in blocks of rows,
/// each row in a fixed order.
#[derive(Clone, Debug)]
pub struct SymmetricSparse<'a> {
    matrix: &'a SparseMatrix,
    parallelism: Parallelism,
    rows_per_block: usize,
}

impl<'a> SymmetricSparse<'a> {
    /// The operator of `matrix`. Fails if it is not square, well-formed and exactly symmetric. The check costs about
    /// one product.
    pub fn new(matrix: &'a SparseMatrix, parallelism: Parallelism) -> Result<Self, Error> {
        check_square(matrix)?;
        matrix.ensure_well_formed()?;
        check_mirror_images(matrix, 0.0)?;
        Ok(Self::assume_symmetric(matrix, parallelism))
    }

    /// The operator of a matrix known to be square, well-formed and at least nearly symmetric.
    pub fn assume_symmetric(matrix: &'a SparseMatrix, parallelism: Parallelism) -> Self {
        let rows_per_block = (PART_ENTRIES * matrix.rows / matrix.data.len().max(1)).max(1);
        Self { matrix, parallelism, rows_per_block }
    }

    /// The diagonal, with 0 for missing entries.
    pub fn diagonal(&self) -> Vec<f64> {
        let entry = |i| {
            let (columns, values) = self.matrix.row(i);
            columns.binary_search(&(i as i32)).map_or(0.0, |place| values[place])
        };
        (0..self.matrix.rows).map(entry).collect()
    }
}

impl LinearOperator for SymmetricSparse<'_> {
    fn dimension(&self) -> usize {
        self.matrix.rows
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        assert_eq!((x.len(), y.len()), (self.matrix.rows, self.matrix.rows), "vectors as long as the matrix");
        self.parallelism.for_each_chunk(y, self.rows_per_block, |block, y| {
            let first = block * self.rows_per_block;
            let (indices, data) = (&self.matrix.indices[..], &self.matrix.data[..]);
            for (y, bounds) in y.iter_mut().zip(self.matrix.indptr[first..].windows(2)) {
                let range = bounds[0] as usize..bounds[1] as usize;
                *y = dot(&indices[range.clone()], &data[range], x);
            }
        });
    }
}

/// The inner product of a sparse vector, `values` at the indices `places`, with `x`.
#[inline]
pub fn dot(places: &[i32], values: &[f64], x: &[f64]) -> f64 {
    let values = &values[..places.len()];
    sum_of_terms(places.len(), |k| values[k] * x[places[k] as usize])
}

/// The inner product of a sparse vector with `x`, summed in order.
#[inline]
pub fn dot_in_order(places: &[i32], values: &[f64], x: &[f64]) -> f64 {
    places.iter().zip(values).map(|(&place, value)| value * x[place as usize]).sum()
}

/// A sparse matrix in compressed sparse columns, with ascending rows in each column.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The start index of each column's entries, followed by the total.
    pub starts: Vec<i32>,
    /// The row of each entry.
    pub rows: Vec<i32>,
    /// The value of each entry.
    pub values: Vec<f64>,
}

/// Compresses a matrix by columns, where `row` returns column and value of each entry of a row.
pub fn by_columns<Row: Iterator<Item = (usize, f64)>>(
    (rows, columns): (usize, usize),
    row: impl Fn(usize) -> Row,
) -> Columns {
    let mut starts = vec![0; columns + 1];
    for i in 0..rows {
        row(i).for_each(|(column, _)| starts[column + 1] += 1);
    }
    (0..columns).for_each(|column| starts[column + 1] += starts[column]);
    let mut next = starts.clone();
    let entries = starts[columns] as usize;
    let (mut places, mut values) = (vec![0; entries], vec![0.0; entries]);
    for i in 0..rows {
        for (column, value) in row(i) {
            let place = next[column] as usize;
            (places[place], values[place]) = (i as i32, value);
            next[column] += 1;
        }
    }
    Columns { starts, rows: places, values }
}

fn check_square(matrix: &SparseMatrix) -> Result<(), Error> {
    let SparseMatrix { rows, columns, .. } = matrix;
    if rows == columns {
        return Ok(());
    }
    Err(Error::invalid("columns", format!("must equal rows, got {columns} and {rows}")))
}

/// Checks that each entry of a square, well-formed matrix differs from its mirror image by at most `asymmetry` times
/// the larger of the two. Error paths are those of a matrix with the field `data`.
pub fn check_mirror_images(matrix: &SparseMatrix, asymmetry: f64) -> Result<(), Error> {
    let (starts, indices, data) = (&matrix.indptr[..], &matrix.indices[..], &matrix.data[..]);
    let is_close = |a: f64, b: f64| a == b || (a - b).abs() <= asymmetry * a.abs().max(b.abs());
    // As rows are visited in order, the mirror images of their entries are in order within each row too.
    let mut next = starts[..matrix.rows].to_vec();
    for i in 0..matrix.rows {
        for k in starts[i] as usize..starts[i + 1] as usize {
            let j = indices[k] as usize;
            let mirror = next[j] as usize;
            let is_there = mirror < starts[j + 1] as usize && indices[mirror] as usize == i;
            if !is_there || !is_close(data[mirror], data[k]) {
                let message = format!("must equal its mirror image: the entry ({i}, {j}) is {}", check::short(data[k]));
                return Err(Error::invalid(format!("data[{k}]"), message));
            }
            next[j] += 1;
        }
    }
    Ok(())
}
