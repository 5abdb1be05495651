//! A = K + nλI decomposed, and the dual coefficients of responses.

use faer::Mat;
use superlinear_numerics::dense;

/// A by its Cholesky decomposition.
pub(super) struct System {
    /// The upper triangle R with R'R = A.
    root: Mat<f64>,
    /// A⁻¹y for each response y.
    pub dual: Vec<Vec<f64>>,
}

impl System {
    /// Decomposes K + `ridge` I, of which `kernel` has the lower triangle of K. `None` where that is not positive definite, as far as
    /// rounding lets it be seen.
    pub fn new(mut kernel: Mat<f64>, ridge: f64, responses: &[Vec<f64>]) -> Option<Self> {
        (0..kernel.ncols()).for_each(|i| kernel[(i, i)] += ridge);
        let mut system = Self { root: dense::cholesky(kernel)?, dual: Vec::new() };
        system.dual = responses.iter().map(|response| system.solve(response)).collect();
        Some(system)
    }

    /// A⁻¹ times a vector.
    pub fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = vector.to_vec();
        dense::solve_by_root(&self.root, &mut solution);
        solution
    }

    /// The logarithm of the determinant.
    pub fn log_determinant(&self) -> f64 {
        2.0 * (0..self.root.ncols()).map(|i| self.root[(i, i)].ln()).sum::<f64>()
    }

    /// A⁻¹, both triangles.
    pub fn inverse(&self) -> Mat<f64> {
        let size = self.root.ncols();
        let inverse_root = dense::inverse_of_triangle(&self.root);
        // The columns of R⁻¹ one after the other are the rows of its transpose, whose Gram matrix is A⁻¹.
        let rows: Vec<f64> = (0..size).flat_map(|k| inverse_root.col_as_slice(k).iter().copied()).collect();
        let mut inverse = Mat::zeros(size, size);
        dense::add_gram(&rows, &mut inverse);
        Mat::from_fn(size, size, |i, j| inverse[(i.max(j), i.min(j))])
    }
}
