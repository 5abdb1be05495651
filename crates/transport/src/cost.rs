//! The cost between the points that hold mass, row by row: read from a matrix, or computed from points.

mod points;

pub(crate) use points::{PointCost, length};

use crate::blocks::Blocks;
use superlinear_interface::Matrix;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// A larger matrix than this, of 64 MB, is not copied.
const MAX_COPIED_COSTS: usize = 1 << 23;

/// A cost with `rows()` rows and `columns()` columns, of which a whole row is had at a time.
pub(crate) enum Cost {
    Matrix(MatrixCost),
    Points(PointCost),
}

impl Cost {
    pub fn rows(&self) -> usize {
        match self {
            Self::Matrix(cost) => cost.rows.as_ref().map_or(cost.matrix.rows, Vec::len),
            Self::Points(cost) => cost.rows(),
        }
    }

    pub fn columns(&self) -> usize {
        match self {
            Self::Matrix(cost) => cost.columns.as_ref().map_or(cost.matrix.columns, Vec::len),
            Self::Points(cost) => cost.columns(),
        }
    }

    /// How many numbers the buffer of [`Self::row`] must have room for.
    pub fn buffer_length(&self) -> usize {
        match self {
            Self::Matrix(MatrixCost { columns: None, .. }) => 0,
            Self::Matrix(MatrixCost { columns: Some(columns), .. }) => columns.len(),
            Self::Points(cost) => cost.padded_columns(),
        }
    }

    /// True where a matrix of these costs is small enough for a copy.
    pub fn is_small(&self) -> bool {
        self.rows() * self.columns() <= MAX_COPIED_COSTS
    }

    /// The same costs as a matrix of their own where they are selected from another; that saves each pass the selection.
    pub fn gathered(&self, parallelism: Parallelism) -> Option<Self> {
        let Self::Matrix(cost @ MatrixCost { columns: Some(columns), .. }) = self else { return None };
        if !self.is_small() {
            return None;
        }
        let matrix = cost.select(self.rows(), columns, parallelism);
        Some(Self::Matrix(MatrixCost { matrix, rows: None, columns: None }))
    }

    /// Row `i`, for use outside of kernels.
    pub fn fetch_row<'a>(&'a self, i: usize, buffer: &'a mut [f64]) -> &'a [f64] {
        dispatch(FetchRow { cost: self, i, buffer })
    }

    /// Row `i`. It lies in the matrix itself where it can, else it is written to `buffer`.
    #[inline(always)]
    pub fn row<'a, A: Arithmetic>(&'a self, arithmetic: A, i: usize, buffer: &'a mut [f64]) -> &'a [f64] {
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

/// Selected rows and columns of a matrix.
pub(crate) struct MatrixCost {
    pub matrix: Matrix,
    /// The selected rows, where not all are.
    pub rows: Option<Vec<u32>>,
    /// The selected columns, where not all are.
    pub columns: Option<Vec<u32>>,
}

impl MatrixCost {
    /// The selected rows and `columns` as a matrix of their own.
    fn select(&self, rows: usize, columns: &[u32], parallelism: Parallelism) -> Matrix {
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
        // SAFETY: the blocks are all rows, and of each one every entry has been written.
        unsafe { data.set_len(rows * columns.len()) };
        Matrix::new(rows, columns.len(), data)
    }

    /// The `i`-th selected row, with all columns.
    #[inline(always)]
    fn whole_row(&self, i: usize) -> &[f64] {
        self.matrix.row(self.rows.as_ref().map_or(i, |rows| rows[i] as usize))
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
