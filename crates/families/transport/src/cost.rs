//! The cost between the points with mass, row by row: read from a matrix, or computed from points.

mod points;

pub(crate) use points::{PointCost, length};

use crate::blocks::Blocks;
use superlinear_interface::Matrix;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// Upper limit on the entries of a copied matrix: 64 MB.
const MAX_COPIED_COSTS: usize = 1 << 23;

/// A cost with `rows()` rows and `columns()` columns, accessed by whole rows.
pub(crate) enum Cost {
    Matrix(MatrixCost),
    Points(PointCost),
}

impl Cost {
    pub(crate) fn rows(&self) -> usize {
        match self {
            Self::Matrix(cost) => cost.row_count(),
            Self::Points(cost) => cost.rows(),
        }
    }

    pub(crate) fn columns(&self) -> usize {
        match self {
            Self::Matrix(cost) => cost.columns.as_ref().map_or(cost.matrix.columns, Vec::len),
            Self::Points(cost) => cost.columns(),
        }
    }

    /// The length of the buffer for [`Self::row`].
    pub(crate) fn buffer_length(&self) -> usize {
        match self {
            Self::Matrix(MatrixCost { columns: None, .. }) => 0,
            Self::Matrix(MatrixCost { columns: Some(columns), .. }) => columns.len(),
            Self::Points(cost) => cost.padded_columns(),
        }
    }

    /// Returns whether a matrix of these costs is small enough to copy.
    pub(crate) fn is_small(&self) -> bool {
        self.rows() * self.columns() <= MAX_COPIED_COSTS
    }

    /// Copies costs selected from another matrix into one of their own, to save each pass the selection.
    pub(crate) fn gathered(self, parallelism: Parallelism) -> Self {
        let is_small = self.is_small();
        let Self::Matrix(mut cost) = self else { return self };
        let Some(columns) = cost.columns.take() else { return Self::Matrix(cost) };
        let is_order = cost.rows.is_none() && columns.len() == cost.matrix.columns;
        if is_order && reorder_columns(&mut cost.matrix, &columns, parallelism) {
            return Self::Matrix(cost);
        }
        if is_small {
            let matrix = cost.select(&columns, parallelism);
            return Self::Matrix(MatrixCost { matrix, rows: None, columns: None });
        }
        Self::Matrix(MatrixCost { columns: Some(columns), ..cost })
    }

    /// Row `i`, for use outside of kernels.
    pub(crate) fn fetch_row<'a>(&'a self, i: usize, buffer: &'a mut [f64]) -> &'a [f64] {
        dispatch(FetchRow { cost: self, i, buffer })
    }

    /// The cost from source `i` to target `j`, bitwise equal to that in the row.
    pub(crate) fn at(&self, i: usize, j: usize) -> f64 {
        match self {
            Self::Matrix(cost) => cost.at(i, j),
            Self::Points(cost) => dispatch(PairCost { cost, i, j }),
        }
    }

    /// Row `i`. It borrows from the matrix if possible, otherwise from `buffer`.
    #[inline(always)]
    pub(crate) fn row<'a, A: Arithmetic>(&'a self, arithmetic: A, i: usize, buffer: &'a mut [f64]) -> &'a [f64] {
        match self {
            Self::Matrix(cost) => cost.row(i, buffer),
            Self::Points(cost) => cost.row(arithmetic, i, buffer),
        }
    }
}

struct FetchRow<'a> {
    cost: &'a Cost,
    i: usize,
    buffer: &'a mut [f64],
}

impl<'a> Kernel for FetchRow<'a> {
    type Output = &'a [f64];

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> &'a [f64] {
        self.cost.row(arithmetic, self.i, self.buffer)
    }
}

struct PairCost<'a> {
    cost: &'a PointCost,
    i: usize,
    j: usize,
}

impl Kernel for PairCost<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> f64 {
        self.cost.at(arithmetic, self.i, self.j)
    }
}

/// Selected rows and columns of a matrix.
pub(crate) struct MatrixCost {
    pub matrix: Matrix,
    /// The selected rows; `None` for all.
    pub rows: Option<Vec<u32>>,
    /// The selected columns; `None` for all.
    pub columns: Option<Vec<u32>>,
}

/// Permutes the columns in place. Returns false, without a change, if the matrix is shared.
fn reorder_columns(matrix: &mut Matrix, order: &[u32], parallelism: Parallelism) -> bool {
    let blocks = Blocks::new(matrix.rows, matrix.columns);
    let Some(data) = matrix.data.unshared() else { return false };
    parallelism.map(data.chunks_mut(blocks.rows_per_block() * order.len()), |_, part| {
        let mut before = vec![0.0; order.len()];
        for row in part.chunks_mut(order.len()) {
            before.copy_from_slice(row);
            for (entry, &j) in row.iter_mut().zip(order) {
                *entry = before[j as usize];
            }
        }
    });
    true
}

impl MatrixCost {
    /// The number of selected rows.
    fn row_count(&self) -> usize {
        self.rows.as_ref().map_or(self.matrix.rows, Vec::len)
    }

    /// Copies the selected rows and `columns` into a matrix of their own.
    fn select(&self, columns: &[u32], parallelism: Parallelism) -> Matrix {
        let rows = self.row_count();
        let mut data = Vec::with_capacity(rows * columns.len());
        let blocks = Blocks::new(rows, columns.len());
        let parts =
            data.spare_capacity_mut()[..rows * columns.len()].chunks_mut(blocks.rows_per_block() * columns.len());
        parallelism.map(parts, |block, part| {
            for (i, selected) in blocks.rows(block).zip(part.chunks_mut(columns.len())) {
                let row = self.whole_row(i);
                for (entry, &j) in selected.iter_mut().zip(columns) {
                    entry.write(row[j as usize]);
                }
            }
        });
        // SAFETY: the blocks cover all rows, and every entry of each has been written.
        unsafe { data.set_len(rows * columns.len()) };
        Matrix::new(rows, columns.len(), data)
    }

    /// The `i`-th selected row, with all columns.
    #[inline(always)]
    fn whole_row(&self, i: usize) -> &[f64] {
        self.matrix.row(self.rows.as_ref().map_or(i, |rows| rows[i] as usize))
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.whole_row(i)[self.columns.as_ref().map_or(j, |columns| columns[j] as usize)]
    }

    #[inline(always)]
    fn row<'a>(&'a self, i: usize, buffer: &'a mut [f64]) -> &'a [f64] {
        let row = self.whole_row(i);
        let Some(columns) = &self.columns else { return row };
        let buffer = &mut buffer[..columns.len()];
        for (entry, &j) in buffer.iter_mut().zip(columns) {
            *entry = row[j as usize];
        }
        buffer
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, MatrixCost};
    use superlinear_interface::Matrix;
    use superlinear_numerics::parallel::Parallelism;

    #[test]
    fn columns_are_put_in_order_alike_where_the_matrix_is_shared_and_where_it_is_not() {
        let order = vec![3, 0, 2, 1];
        let gather = |matrix: Matrix| {
            let cost = MatrixCost { matrix, rows: None, columns: Some(order.clone()) };
            match Cost::Matrix(cost).gathered(Parallelism::sequential()) {
                Cost::Matrix(MatrixCost { matrix, rows: None, columns: None }) => matrix,
                _ => panic!("the columns are still to be selected"),
            }
        };
        let matrix = Matrix::new(2, 4, (0..8).map(f64::from).collect());
        let expected = Matrix::new(2, 4, vec![3.0, 0.0, 2.0, 1.0, 7.0, 4.0, 6.0, 5.0]);
        assert_eq!(gather(matrix.clone()), expected);
        assert_eq!(matrix.data[0], 0.0, "a matrix that others hold stays as it is");
        assert_eq!(gather(matrix), expected);
    }
}
