//! Sparse matrices, by rows and by columns.

use superlinear_interface::SparseMatrix;

/// A sparse matrix in compressed row and in compressed column format.
#[derive(Clone, Debug)]
pub struct SparseData {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// The start of each row, and the end of the last one.
    pub indptr: Vec<usize>,
    /// The columns of the entries.
    pub indices: Vec<u32>,
    /// The entries.
    pub values: Vec<f64>,
    /// The same matrix by columns.
    pub by_columns: Columns,
}

/// The entries of a sparse matrix by columns.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The start of each column, and the end of the last one.
    pub indptr: Vec<usize>,
    /// The rows of the entries.
    pub indices: Vec<u32>,
    /// The entries.
    pub values: Vec<f64>,
}

impl SparseData {
    /// Converts a validated sparse matrix.
    pub fn new(matrix: &SparseMatrix) -> Self {
        let indptr: Vec<_> = matrix.indptr.iter().map(|&start| start as usize).collect();
        let indices: Vec<_> = matrix.indices.iter().map(|&column| column as u32).collect();
        let mut offsets = vec![0; matrix.columns + 1];
        indices.iter().for_each(|&column| offsets[column as usize + 1] += 1);
        for column in 0..matrix.columns {
            offsets[column + 1] += offsets[column];
        }
        let mut next = offsets.clone();
        let (mut rows, mut values) = (vec![0; indices.len()], vec![0.0; indices.len()]);
        for i in 0..matrix.rows {
            for k in indptr[i]..indptr[i + 1] {
                let place = &mut next[indices[k] as usize];
                (rows[*place], values[*place]) = (i as u32, matrix.data[k]);
                *place += 1;
            }
        }
        Self {
            rows: matrix.rows,
            columns: matrix.columns,
            indptr,
            indices,
            values: matrix.data.to_vec(),
            by_columns: Columns { indptr: offsets, indices: rows, values },
        }
    }
}
