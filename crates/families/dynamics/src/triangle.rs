//! Least squares over many rows: the triangular factor of all rows so far, block by block.

use faer::linalg::solvers::Svd;
use faer::{Mat, MatRef};
use superlinear_interface::Error;
use superlinear_numerics::dense;

/// Rows of a block. More rows take more memory, fewer take more time.
pub(crate) const BLOCK: usize = 1024;

/// The triangular factor of rows `[unknowns, targets]`.
pub(crate) struct Triangle {
    unknowns: usize,
    factor: Mat<f64>,
}

impl Triangle {
    /// Of no rows.
    pub fn new(unknowns: usize, targets: usize) -> Self {
        Self { unknowns, factor: Mat::zeros(0, unknowns + targets) }
    }

    /// Adds rows, one after another.
    pub fn add(&mut self, rows: &[f64]) {
        let (width, kept) = (self.factor.ncols(), self.factor.nrows());
        let added = MatRef::from_row_major_slice(rows, rows.len() / width, width);
        let mut stacked = Mat::zeros(kept + added.nrows(), width);
        stacked.subrows_mut(0, kept).copy_from(&self.factor);
        stacked.subrows_mut(kept, added.nrows()).copy_from(added);
        self.factor = dense::qr(stacked.as_ref()).r;
    }

    /// The columns of the unknowns.
    pub fn unknowns(&self) -> MatRef<'_, f64> {
        self.factor.subcols(0, self.unknowns)
    }

    /// The columns of the targets.
    pub fn targets(&self) -> MatRef<'_, f64> {
        self.factor.subcols(self.unknowns, self.factor.ncols() - self.unknowns)
    }

    /// Whether all entries are finite.
    pub fn is_finite(&self) -> bool {
        self.factor.col_iter().all(|column| column.iter().all(|entry| entry.is_finite()))
    }

    /// The solution, a row for each unknown and a column for each target, without directions of singular values below a
    /// fraction of the largest.
    pub fn solve(&self, min_singular: f64) -> Result<Mat<f64>, Error> {
        let truncated = Truncated::new(self.unknowns(), min_singular)?;
        Ok(truncated.solution(truncated.basis().transpose() * self.targets()))
    }
}

/// The error of a decomposition that does not converge.
pub(crate) fn failed() -> Error {
    Error::invalid("series", "has no least squares fit: its singular values do not converge")
}

/// A singular value decomposition without the directions of small singular values.
pub(crate) struct Truncated {
    svd: Svd<f64>,
    values: Vec<f64>,
}

impl Truncated {
    /// Keeps singular values above a fraction of the largest. Fails if they do not converge.
    pub fn new(matrix: MatRef<'_, f64>, min_singular: f64) -> Result<Self, Error> {
        let svd = dense::thin_svd(matrix).ok_or_else(failed)?;
        let mut values: Vec<f64> = svd.S().column_vector().iter().copied().collect();
        let threshold = min_singular * values.first().copied().unwrap_or(0.0);
        values.truncate(values.iter().take_while(|value| **value > threshold).count());
        Ok(Self { svd, values })
    }

    /// The left singular vectors, in the columns.
    pub fn basis(&self) -> MatRef<'_, f64> {
        self.svd.U().subcols(0, self.values.len())
    }

    /// The least squares solution for targets with these products with the basis, a column for each target.
    pub fn solution(&self, mut projections: Mat<f64>) -> Mat<f64> {
        for (k, value) in self.values.iter().enumerate() {
            (0..projections.ncols()).for_each(|j| projections[(k, j)] /= value);
        }
        self.svd.V().subcols(0, self.values.len()) * &projections
    }
}
