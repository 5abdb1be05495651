//! The predictions of rows as a function of the coefficients, with products of the Jacobian.

use super::rows::SomeRows;
use super::{PREDICTION_GRADIENT, PREDICTIONS, Stop};
use superlinear_expression::RowFunction;
use superlinear_interface::{AnyMatrix, Effort, Oracle, Run};
use superlinear_numerics::vectors::norm;

/// A model.
pub(super) enum Model<'a> {
    /// Products of rows with the columns of the coefficients.
    Linear { matrix: &'a AnyMatrix, outputs: usize },
    /// A function as data, of a row and the coefficients.
    Formula { matrix: &'a AnyMatrix, function: Box<RowFunction> },
    /// The caller's function of the coefficients and the indices of rows.
    Asked { oracle: Oracle, outputs: usize },
}

/// Coefficients, with the predictions of some rows.
#[derive(Clone, Copy)]
pub(super) struct Iterate<'a> {
    pub(super) x: &'a [f64],
    pub(super) rows: &'a [usize],
    pub(super) values: &'a [f64],
}

/// The step of differences relative to the size of the coefficients: the root of the rounding error.
const DIFFERENCE: f64 = 1.5e-8;

impl Model<'_> {
    pub(super) fn is_linear(&self) -> bool {
        matches!(self, Self::Linear { .. })
    }

    /// The predictions of rows.
    pub(super) async fn values(&mut self, x: &[f64], rows: &[usize], run: &Run) -> Result<Vec<f64>, Stop> {
        let mut effort = Effort::new(run, "predict");
        Ok(match self {
            Self::Linear { matrix, outputs } => SomeRows::new(matrix, rows).times(x, *outputs, &mut effort)?,
            Self::Formula { matrix, function } => {
                let rows = SomeRows::new(matrix, rows).gathered(&mut effort)?;
                function.values(x, &rows, &mut effort)?
            }
            Self::Asked { oracle, outputs } => {
                let mut values = vec![0.0; rows.len() * *outputs];
                oracle.ask(PREDICTIONS, &question(x, rows, &[]), &mut values).await;
                values
            }
        })
    }

    /// The derivative of the predictions along a direction of the coefficients. Predictions of the caller are compared at
    /// two points.
    pub(super) async fn product(&mut self, at: Iterate<'_>, direction: &[f64], run: &Run) -> Result<Vec<f64>, Stop> {
        let mut effort = Effort::new(run, "fit the targets");
        match self {
            Self::Linear { matrix, outputs } => {
                Ok(SomeRows::new(matrix, at.rows).times(direction, *outputs, &mut effort)?)
            }
            Self::Formula { matrix, function } => {
                let rows = SomeRows::new(matrix, at.rows).gathered(&mut effort)?;
                Ok(function.product(at.x, direction, &rows, &mut effort)?)
            }
            Self::Asked { .. } => {
                let step = DIFFERENCE * (1.0 + norm(at.x)) / norm(direction);
                let beside: Vec<_> = at.x.iter().zip(direction).map(|(x, direction)| x + step * direction).collect();
                let values = self.values(&beside, at.rows, run).await?;
                Ok(values.iter().zip(at.values).map(|(beside, value)| (beside - value) / step).collect())
            }
        }
    }

    /// The gradient of the sum of the predictions, each times its weight.
    pub(super) async fn gradient(
        &mut self,
        x: &[f64],
        rows: &[usize],
        weights: &[f64],
        run: &Run,
    ) -> Result<Vec<f64>, Stop> {
        let mut effort = Effort::new(run, "take the gradient");
        Ok(match self {
            Self::Linear { matrix, outputs } => {
                SomeRows::new(matrix, rows).transposed_times(weights, *outputs, &mut effort)?
            }
            Self::Formula { matrix, function } => {
                let rows = SomeRows::new(matrix, rows).gathered(&mut effort)?;
                function.gradient(x, weights, &rows, &mut effort)?
            }
            Self::Asked { oracle, .. } => {
                let mut gradient = vec![0.0; x.len()];
                oracle.ask(PREDICTION_GRADIENT, &question(x, rows, weights), &mut gradient).await;
                gradient
            }
        })
    }
}

/// The coefficients, the indices of rows, and numbers of the rows.
fn question(x: &[f64], rows: &[usize], numbers: &[f64]) -> Vec<f64> {
    let mut point = x.to_vec();
    point.extend(rows.iter().map(|&row| row as f64));
    point.extend_from_slice(numbers);
    point
}
