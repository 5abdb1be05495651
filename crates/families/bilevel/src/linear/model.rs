//! Linear models in solutions.

use super::loss::LinearLoss;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Labels, Matrix, NumberOrVector, VectorOrMatrix};
use superlinear_losses::LossKind;

/// A linear model, for `coordinate.predict`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinearModel {
    /// The coefficient of each feature; for `multinomial`, a matrix with a row per feature and a column per class.
    pub coefficients: VectorOrMatrix,
    /// The intercept, 0 if the model has none; for `multinomial`, a vector.
    pub intercept: NumberOrVector,
    /// The loss, for predictions. For `squaredHinge` it is `squared`; the class is the sign of the prediction.
    pub loss: LossKind,
    /// The class labels in ascending order, if any. With two classes, positive predictions mean the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Labels>,
}

impl LinearModel {
    /// Creates a model from the coefficients and the intercept of each class, for unscaled features.
    pub(crate) fn new(
        loss: LinearLoss,
        classes: Option<Labels>,
        coefficients: &[Vec<f64>],
        intercepts: Vec<f64>,
    ) -> Self {
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
