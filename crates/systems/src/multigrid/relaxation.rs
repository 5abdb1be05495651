//! Gauss–Seidel sweeps over a matrix with ascending columns in each row.

use crate::symmetric::{diagonal, product};
use superlinear_interface::SparseMatrix;

/// The position of the diagonal entry in each row, and its reciprocal.
pub(super) struct Relaxation {
    middles: Vec<u32>,
    pub reciprocals: Vec<f64>,
}

impl Relaxation {
    /// The data for a matrix with a positive diagonal.
    pub fn new(matrix: &SparseMatrix) -> Self {
        let middle = |(i, start): (usize, &i32)| {
            let before = matrix.row(i).0.iter().take_while(|&&column| (column as usize) < i).count();
            *start as u32 + before as u32
        };
        Self {
            middles: matrix.indptr[..matrix.rows].iter().enumerate().map(middle).collect(),
            reciprocals: diagonal(matrix).iter().map(|entry| 1.0 / entry).collect(),
        }
    }

    /// A forward sweep from zero. Later variables are still 0 when a row is processed.
    pub fn forwards_from_zero(&self, matrix: &SparseMatrix, right_side: &[f64], x: &mut [f64]) {
        let (starts, indices, data) = (&matrix.indptr[..], &matrix.indices[..], &matrix.data[..]);
        for i in 0..matrix.rows {
            let lower = starts[i] as usize..self.middles[i] as usize;
            let sum: f64 = product(&indices[lower.clone()], &data[lower], x);
            x[i] = (right_side[i] - sum) * self.reciprocals[i];
        }
    }

    /// The residual of a row after that sweep: the contributions of later variables. Sweep and residual thus take a
    /// single pass over the matrix.
    #[inline(always)]
    pub fn residual_after_forwards(&self, matrix: &SparseMatrix, x: &[f64], i: usize) -> f64 {
        let upper = self.middles[i] as usize + 1..matrix.indptr[i + 1] as usize;
        -product(&matrix.indices[upper.clone()], &matrix.data[upper], x)
    }

    /// A backward sweep.
    pub fn backwards(&self, matrix: &SparseMatrix, right_side: &[f64], x: &mut [f64]) {
        let (starts, indices, data) = (&matrix.indptr[..], &matrix.indices[..], &matrix.data[..]);
        for i in (0..matrix.rows).rev() {
            let middle = self.middles[i] as usize;
            let (lower, upper) = (starts[i] as usize..middle, middle + 1..starts[i + 1] as usize);
            let before = product(&indices[lower.clone()], &data[lower], x);
            let after = product(&indices[upper.clone()], &data[upper], x);
            x[i] = (right_side[i] - (before + after)) * self.reciprocals[i];
        }
    }
}
