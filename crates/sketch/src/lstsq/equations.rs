//! What refinement asks of a least-squares problem, whether its matrix is in memory or the caller's own functions.

use superlinear_interface::Error;

/// Least-squares equations: a weighted matrix with a ridge beneath, and right sides.
pub(crate) trait Equations {
    /// The residuals and gradients at `solutions`, one for each right side.
    async fn slopes(&self, solutions: &[Vec<f64>]) -> Result<Slopes, Error>;

    /// A' W A x plus the ridge times x.
    async fn normal_product(&self, x: &[f64]) -> Result<Vec<f64>, Error>;

    /// How often the matrix was read: a product with it and one with its transpose are one reading where it is in memory, and
    /// two where it is asked for.
    fn passes(&self) -> u32;

    /// The residuals b - A x, without weights.
    async fn residuals(&self, solutions: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Error>;

    /// What `work` comes to, or `None` where a product that it asks for will not be had any more.
    async fn while_answered<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        Some(work.await)
    }
}

/// What is known at one point for each right side, of the weighted equations with their ridge.
pub(crate) struct Slopes {
    /// The square of the residual's norm, without the ridge.
    pub squares: Vec<f64>,
    /// A' W (b - A x) - ridge x.
    pub gradients: Vec<Vec<f64>>,
}
