//! The order of the columns in a sparse LU factorization: one for few entries in the factors, whatever the pivots, or for
//! symmetric patterns the one of [`crate::cholesky`] with a preference for the diagonal.
//!
//! Sources: Davis, Gilbert, Larimore, Ng, A Column Approximate Minimum Degree Ordering Algorithm, ACM Trans. Math. Softw.
//! 30, 2004; for the preference, Davis, Natarajan, Algorithm 907: KLU, ACM Trans. Math. Softw. 37, 2010.

use crate::cholesky::{Plan, no_memory};
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::sparse::SymbolicSparseColMatRef;
use faer::sparse::linalg::colamd;
use std::ops::Range;
use superlinear_interface::{Error, SparseMatrix};

/// A diagonal entry of this size, relative to the largest entry of its column, is accepted as a pivot if the order is
/// for a symmetric pattern: other pivots cause more fill than the order foresees. The default of KLU is 1e-3; 0.1 loses
/// at most a digit to growth in a step.
const DIAGONAL_PREFERENCE: f64 = 0.1;

/// The pattern of a matrix by columns, and their order.
pub(super) struct SparseOrder {
    pub columns: Vec<u32>,
    pub diagonal_preference: f64,
    starts: Vec<u32>,
    /// The row of each entry, and its place row by row.
    pub rows: Vec<u32>,
    pub entries: Vec<u32>,
}

impl SparseOrder {
    /// Computes the order for a square, well-formed matrix.
    pub fn new(matrix: &SparseMatrix) -> Result<Self, Error> {
        let mut order = Self::by_columns(matrix);
        if has_symmetric_pattern(matrix) {
            order.columns = Plan::new(matrix)?.into_order();
            order.diagonal_preference = DIAGONAL_PREFERENCE;
            return Ok(order);
        }
        let count = matrix.rows;
        let structure = SymbolicSparseColMatRef::new_checked(count, count, &order.starts, None, &order.rows);
        let (mut columns, mut places) = (vec![0_u32; count], vec![0_u32; count]);
        let scratch = colamd::order_scratch::<u32>(count, count, order.rows.len());
        let mut memory = MemBuffer::try_new(scratch).map_err(no_memory)?;
        colamd::order(&mut columns, &mut places, structure, colamd::Control::default(), MemStack::new(&mut memory))
            .map_err(no_memory)?;
        Ok(Self { columns, ..order })
    }

    /// The pattern of a matrix, without an order.
    fn by_columns(matrix: &SparseMatrix) -> Self {
        let mut starts = vec![0; matrix.rows + 1];
        matrix.indices.iter().for_each(|&column| starts[column as usize + 1] += 1);
        (0..matrix.rows).for_each(|column| starts[column + 1] += starts[column]);
        let (mut rows, mut entries) = (vec![0; matrix.indices.len()], vec![0; matrix.indices.len()]);
        let mut next = starts.clone();
        for row in 0..matrix.rows {
            for entry in matrix.indptr[row]..matrix.indptr[row + 1] {
                let next = &mut next[matrix.indices[entry as usize] as usize];
                (rows[*next as usize], entries[*next as usize]) = (row as u32, entry as u32);
                *next += 1;
            }
        }
        Self { columns: Vec::new(), diagonal_preference: 1.0, starts, rows, entries }
    }

    /// The entries of a column.
    pub fn range(&self, column: usize) -> Range<usize> {
        self.starts[column] as usize..self.starts[column + 1] as usize
    }
}

/// Whether each entry has a mirror image and no diagonal entry is missing or 0.
fn has_symmetric_pattern(matrix: &SparseMatrix) -> bool {
    let mut next = matrix.indptr[..matrix.rows].to_vec();
    (0..matrix.rows).all(|i| {
        let (columns, values) = matrix.row(i);
        let mut has_diagonal = false;
        let is_mirrored = columns.iter().zip(values).all(|(&column, &value)| {
            let j = column as usize;
            has_diagonal |= j == i && value != 0.0;
            let mirror = next[j] as usize;
            next[j] += 1;
            mirror < matrix.indptr[j + 1] as usize && matrix.indices[mirror] as usize == i
        });
        is_mirrored && has_diagonal
    })
}
