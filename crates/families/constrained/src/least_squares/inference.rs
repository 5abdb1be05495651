//! Rank, covariance and standard errors at the solution.

use super::linearization::{Linearization, Weighing, scaled_rows};
use super::trust_region::Decomposition;
use faer::Mat;
use superlinear_interface::{Error, Matrix, Run, Vector};
use superlinear_numerics::vectors::norm;

/// The statistical information about the variables.
pub(super) struct Inference {
    /// The numerical rank of the Jacobian in the free variables.
    pub rank: usize,
    /// The number of residuals minus the rank.
    pub degrees_of_freedom: usize,
    /// `None` if it is not determined.
    pub covariance: Option<Matrix>,
}

impl Inference {
    /// At a point whose Jacobian has this relative error: smaller relative singular values are noise.
    pub fn at(point: &Linearization, weighing: &Weighing, error: f64, run: &Run) -> Result<Self, Error> {
        let free: Vec<_> = (0..point.x.len()).filter(|&j| !point.is_held[j]).collect();
        let weighted = scaled_rows(&point.jacobian, |i| weighing.root(i));
        let norms = (0..point.x.len()).map(|j| norm(weighted.col_as_slice(j)));
        let scale: Vec<_> = norms.map(|norm| if norm > 0.0 { norm } else { 1.0 }).collect();
        let count = (0..point.residuals.len()).filter(|&i| weighing.root(i) > 0.0).count();
        let decomposed = Decomposition::in_time(&weighted, &point.model_residuals, free, &scale, &run.unlimited())?;
        let decomposed = decomposed.expect("no time limit ends it");
        let rank = decomposed.rank(decomposed.rounding.max(error));
        let is_determined = rank == decomposed.free.len() && count > rank;
        let covariance = if is_determined {
            variance(point, weighing, count, rank).and_then(|variance| covariance(&decomposed, point.x.len(), variance))
        } else {
            None
        };
        Ok(Self { rank, degrees_of_freedom: count.saturating_sub(rank), covariance })
    }

    /// The square roots of the covariance's diagonal.
    pub fn standard_errors(&self) -> Option<Vector> {
        let Matrix { rows, data, .. } = self.covariance.as_ref()?;
        let errors: Vec<_> = (0..*rows).map(|j| data[j * rows + j].sqrt()).collect();
        Some(errors.into())
    }
}

/// The factor of (J'J)⁻¹: the mean square of the residuals; for robust losses equation (6.5) of Huber, Robust
/// Statistics, 1981, section 7.6, with the derivative of the loss in place of the residual. `None` if the mean
/// curvature of the losses is not positive.
fn variance(point: &Linearization, weighing: &Weighing, count: usize, rank: usize) -> Option<f64> {
    let counted: Vec<_> = (0..point.residuals.len())
        .filter(|&i| weighing.root(i) > 0.0)
        .map(|i| (weighing.root(i) * point.residuals[i], weighing.loss(i, point.residuals[i])))
        .collect();
    let squares: f64 = counted.iter().map(|(residual, loss)| (loss.slope * residual).powi(2)).sum();
    let mean = squares / (count - rank) as f64;
    if weighing.is_linear() {
        return Some(mean);
    }
    let bend = counted.iter().map(|(_, loss)| loss.curvature).sum::<f64>() / count as f64;
    let spread = counted.iter().map(|(_, loss)| (loss.curvature - bend).powi(2)).sum::<f64>() / count as f64;
    let correction = 1.0 + rank as f64 / count as f64 * spread / (bend * bend);
    (bend > 0.0).then(|| mean * (correction / bend).powi(2))
}

/// The covariance of all `n` variables; `None` if it overflows.
fn covariance(decomposed: &Decomposition, n: usize, variance: f64) -> Option<Matrix> {
    let inverse: Mat<f64> = decomposed.inverse_of_gram();
    let mut data = vec![0.0; n * n];
    for (a, &i) in decomposed.free.iter().enumerate() {
        for (b, &j) in decomposed.free.iter().enumerate() {
            data[i * n + j] = variance * inverse[(a, b)];
        }
    }
    data.iter().all(|entry| entry.is_finite()).then(|| Matrix::new(n, n, data))
}
