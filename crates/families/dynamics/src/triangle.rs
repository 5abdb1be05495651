//! Least squares over many rows: the triangular factor of all rows so far, block by block.

use faer::{Mat, MatRef};
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

    /// The solution, a row for each unknown and a column for each target, without directions of singular values below a fraction of the largest. `None` if the decomposition
    /// fails.
    pub fn solve(&self, min_singular: f64) -> Option<Mat<f64>> {
        let svd = dense::thin_svd(self.unknowns())?;
        let singular: Vec<f64> = svd.S().column_vector().iter().copied().collect();
        let threshold = min_singular * singular.first().copied().unwrap_or(0.0);
        let rank = singular.iter().take_while(|value| **value > threshold).count();
        let mut projections = svd.U().subcols(0, rank).transpose() * self.targets();
        for (k, value) in singular[..rank].iter().enumerate() {
            (0..projections.ncols()).for_each(|j| projections[(k, j)] /= value);
        }
        Some(svd.V().subcols(0, rank) * &projections)
    }
}
