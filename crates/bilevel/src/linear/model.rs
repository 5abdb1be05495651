//! A model as it is given back.

use super::loss::LinearLoss;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Matrix, NumberOrVector, Vector, VectorOrMatrix};
use superlinear_losses::LossKind;

/// A linear model, for `coordinate.predict`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinearModel {
    /// The coefficient of each feature; for `multinomial` a matrix with a row for each feature and a column for each class.
    pub coefficients: VectorOrMatrix,
    /// The intercept, 0 without one; for `multinomial` a vector.
    pub intercept: NumberOrVector,
    /// The loss, for predictions. A model of `squaredHinge` has that of `squared`: the sign of its prediction is the class.
    pub loss: LossKind,
    /// The labels of the classes, where there are some: -1 and 1, or the classes from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Vector>,
}

impl LinearModel {
    /// From coefficients and intercept of each class, of features as given.
    pub fn new(loss: LinearLoss, coefficients: &[Vec<f64>], intercepts: Vec<f64>) -> Self {
        let outputs = coefficients.len();
        let (loss, classes) = match loss {
            LinearLoss::Squared | LinearLoss::SquaredHinge => (LossKind::Squared, None),
            LinearLoss::Logistic => (LossKind::Logistic, Some(vec![-1.0, 1.0])),
            LinearLoss::Multinomial => (LossKind::Multinomial, Some((0..outputs).map(|k| k as f64).collect())),
        };
        let coefficients = match coefficients {
            [single] => VectorOrMatrix::Vector(single.clone().into()),
            several => {
                let features = several[0].len();
                let entries = (0..features).flat_map(|j| several.iter().map(move |column| column[j])).collect();
                VectorOrMatrix::Matrix(Matrix::new(features, outputs, entries))
            }
        };
        Self { coefficients, intercept: NumberOrVector::new(intercepts), loss, classes: classes.map(Vector::from) }
    }
}
