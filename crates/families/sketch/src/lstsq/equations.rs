//! The interface of a least-squares problem for refinement, for matrices in memory and for the caller's own functions.

use superlinear_interface::Error;

/// Least-squares equations: a weighted matrix stacked on a ridge, and right-hand sides.
pub(crate) trait Equations {
    /// The residuals and gradients at `solutions`, one per right-hand side.
    async fn slopes(&self, solutions: &[Vec<f64>]) -> Result<Slopes, Error>;

    /// A' W A x plus the ridge times x.
    async fn normal_product(&self, x: &[f64]) -> Result<Vec<f64>, Error>;

    /// The number of passes over the matrix. A product with it and one with its transpose are one pass for a matrix in
    /// memory, and two for the caller's functions.
    fn passes(&self) -> u32;

    /// The residuals b - A x, without weights.
    async fn residuals(&self, solutions: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Error>;

    /// The result of `work`, or `None` if a product it needs will not be answered any more.
    async fn while_answered<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        Some(work.await)
    }
}

/// The values and gradients at one point for each right-hand side, of the weighted equations with their ridge.
pub(crate) struct Slopes {
    /// The square of the residual's norm, without the ridge.
    pub squares: Vec<f64>,
    /// A' W (b - A x) - ridge x.
    pub gradients: Vec<Vec<f64>>,
}
