//! The weighted least-squares fit to the sampled rows, and an estimate of its loss on the other rows.

use super::laws::{Drawn, SampleMethod};
use super::norm_bounds::{UNSEEN, no_decomposition, weighted_rows};
use crate::table::Table;
use faer::linalg::solvers::Svd;
use faer::prelude::*;
use faer::{Col, Mat};
use superlinear_interface::{Code, Error, Run};
use superlinear_numerics::dense::{cholesky, solve_by_root, thin_svd};
use superlinear_numerics::vectors::dot;

/// A row's residual in a fit that includes it is rounding error if it is reduced below this fraction.
const MIN_FREEDOM: f64 = 1e-10;

/// Number of corrections of the solution by fits to its residuals, to remove rounding errors of the orthonormal basis.
const REFINEMENTS: usize = 2;

/// The fit to sampled rows.
pub(crate) struct Fit {
    /// The coefficients.
    pub solution: Vec<f64>,
    /// The square root of the weighted sum of the sampled rows' squared residuals.
    pub residual_norm: f64,
    /// See [`super::sampled_lstsq::SampledLstsqSolution::loss_estimate`].
    pub loss_estimate: Option<f64>,
}

/// Fits `labels`, one per sampled row.
pub(crate) fn fit(drawn: &Drawn, labels: &[f64], method: SampleMethod, run: &Run) -> Result<Fit, Error> {
    let (basis, sample) = (&drawn.basis, &drawn.sample);
    let roots: Vec<f64> = sample.weights.iter().map(|weight| weight.sqrt()).collect();
    let svd = thin_svd(weighted_rows(basis, &sample.rows, &sample.weights).as_ref()).ok_or_else(no_decomposition)?;
    let rows = drawn_rows(drawn, run)?;
    let mut solution = vec![0.0; rows.ncols()];
    let residuals = |solution: &[f64]| {
        let values = &rows * ColRef::from_slice(solution);
        Col::from_fn(labels.len(), |k| roots[k] * (labels[k] - values[k]))
    };
    for _ in 0..=REFINEMENTS {
        let step = solve(&svd, &residuals(&solution));
        basis.advance(&mut solution, &step);
    }
    let residuals = residuals(&solution);
    let loss_estimate = loss_estimate(&svd, &residuals, method);
    let residual_norm = residuals.norm_l2();
    if !(residual_norm.is_finite() && solution.iter().all(|x| x.is_finite())) {
        return Err(Error::new(Code::NumericalBreakdown, "the solution overflows"));
    }
    Ok(Fit { solution, residual_norm, loss_estimate: loss_estimate.filter(|loss| loss.is_finite()) })
}

/// The sampled rows of the matrix itself.
fn drawn_rows(drawn: &Drawn, run: &Run) -> Result<Mat<f64>, Error> {
    let table = Table::new(&drawn.matrix, "matrix", run)?;
    let mut scratch = Vec::new();
    let mut rows = Mat::zeros(drawn.sample.rows.len(), table.columns());
    for (k, &row) in drawn.sample.rows.iter().enumerate() {
        let entries = table.dense_rows(row..row + 1, &mut scratch);
        rows.as_mut().row_mut(k).iter_mut().zip(entries).for_each(|(to, &from)| *to = from);
    }
    Ok(rows)
}

/// The minimum-norm least-squares solution, from the singular value decomposition.
fn solve(svd: &Svd<f64>, right: &Col<f64>) -> Col<f64> {
    let values = svd.S().column_vector();
    let coefficients = svd.U().transpose() * right;
    svd.V() * Col::from_fn(values.nrows(), |j| if is_seen(svd, j) { coefficients[j] / values[j] } else { 0.0 })
}

/// Returns whether the sampled rows determine the direction of a singular value.
fn is_seen(svd: &Svd<f64>, j: usize) -> bool {
    let values = svd.S().column_vector();
    values[j] > UNSEEN * values[0]
}

/// The sum of squared residuals over all rows, estimated from fits that leave out one draw each, or a repetition: a
/// part of the sample independent of the fit shows its quality.
///
/// Division by 1 - h, where h is the leverage of a row in its own fit (the diagonal of U U'), gives the residual of a
/// fit without the row. For volume sampling, if draw j is removed with probability proportional to 1 - h_j, the rest is
/// a sample of the same distribution, and j is an independent draw.
fn loss_estimate(svd: &Svd<f64>, residuals: &Col<f64>, method: SampleMethod) -> Option<f64> {
    let (draws, features) = (svd.U().nrows(), svd.U().ncols());
    let freedom = |k: usize| 1.0 - svd.U().row(k).squared_norm_l2();
    let square = |k: usize| residuals[k] * residuals[k];
    let mut terms = 0..draws;
    let determines_fit = is_seen(svd, features - 1);
    if draws == features || !determines_fit {
        return None;
    }
    match method {
        SampleMethod::Uniform | SampleMethod::Leverage => {
            terms.try_fold(0.0, |sum, k| (freedom(k) > MIN_FREEDOM).then(|| sum + square(k) / freedom(k).powi(2)))
        }
        SampleMethod::Volume | SampleMethod::VolumeRescaled => {
            let left: f64 = terms.filter(|&k| freedom(k) > MIN_FREEDOM).map(|k| square(k) / freedom(k)).sum();
            Some(left * draws as f64 / (draws - features) as f64)
        }
        SampleMethod::Dpp | SampleMethod::RepeatedDpp => terms.step_by(features).try_fold(0.0, |sum, first| {
            let part = svd.U().subrows(first, features);
            let freedom = Mat::<f64>::identity(features, features) - part * part.transpose();
            let mut left_out: Vec<f64> = residuals.subrows(first, features).iter().copied().collect();
            solve_by_root(&cholesky(freedom)?, &mut left_out);
            Some(sum + dot(&left_out, &left_out))
        }),
    }
}
