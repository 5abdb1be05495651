//! A model as it is given back.

use super::loss::LinearLoss;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Labels, Matrix, NumberOrVector, VectorOrMatrix};
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
    /// The labels of the classes, where there are some, in ascending order: of two the second is that of positive predictions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Labels>,
}

impl LinearModel {
    /// From coefficients and intercept of each class, of features as given.
    pub fn new(loss: LinearLoss, classes: Option<Labels>, coefficients: &[Vec<f64>], intercepts: Vec<f64>) -> Self {
        let outputs = coefficients.len();
        let loss = match loss {
            LinearLoss::Squared | LinearLoss::SquaredHinge => LossKind::Squared,
            LinearLoss::Logistic => LossKind::Logistic,
            LinearLoss::Multinomial => LossKind::Multinomial,
        };
        let coefficients = match coefficients {
            [single] => VectorOrMatrix::Vector(single.clone().into()),
            several => {
                let features = several[0].len();
                let entries = (0..features).flat_map(|j| several.iter().map(move |column| column[j])).collect();
                VectorOrMatrix::Matrix(Matrix::new(features, outputs, entries))
            }
        };
        Self { coefficients, intercept: NumberOrVector::new(intercepts), loss, classes }
    }
}
