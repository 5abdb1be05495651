//! How exactly the residuals determine the variables: rank, covariance, standard errors.

use super::linearization::{Linearization, Weighing, scaled_rows};
use super::trust_region::Decomposition;
use faer::Mat;
use superlinear_interface::{Error, Matrix, Run, Vector};
use superlinear_numerics::vectors::norm;

/// Singular values below this part of the largest are noise in Jacobians by differences, whose columns have some ten digits.
const NOISE_OF_DIFFERENCES: f64 = 1e-9;

/// What the residuals say of the variables.
pub(super) struct Inference {
    /// How many directions they tell apart.
    pub rank: usize,
    /// Residuals less the rank.
    pub degrees_of_freedom: usize,
    /// `None` where it cannot be told.
    pub covariance: Option<Matrix>,
}

impl Inference {
    /// That of a point, whose Jacobian is exact or not.
    pub fn at(point: &Linearization, weighing: &Weighing, is_exact: bool, run: &Run) -> Result<Self, Error> {
        let free: Vec<_> = (0..point.x.len()).filter(|&j| !point.is_held[j]).collect();
        let weighted = scaled_rows(&point.jacobian, |i| weighing.root(i));
        let norms = (0..point.x.len()).map(|j| norm(weighted.col_as_slice(j)));
        let scale: Vec<_> = norms.map(|norm| if norm > 0.0 { norm } else { 1.0 }).collect();
        let count = (0..point.residuals.len()).filter(|&i| weighing.root(i) > 0.0).count();
        let decomposed = Decomposition::in_time(&weighted, &point.model_residuals, free, &scale, &run.unlimited())?;
        let decomposed = decomposed.expect("no time limit ends it");
        let threshold = if is_exact { decomposed.rounding } else { decomposed.rounding.max(NOISE_OF_DIFFERENCES) };
        let rank = decomposed.rank(threshold);
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

/// The factor of the inverse of J'J: the mean square of the residuals, or for robust losses what Huber, Robust Statistics, 1981, has
/// in his equation (6.5) of section 7.6, in which the slope of the loss stands for the residual. `None` where losses bend downwards on
/// the whole.
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

/// The covariance of all `n` variables; `None` where it overflows.
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
