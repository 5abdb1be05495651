//! Predictions of a fitted model.

use super::checked::offset_of;
use super::design::Design;
use super::fit::in_form;
use super::problem::Layout;
use super::response::Response;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{
    AnyMatrix, Error, Labels, Matrix, NoProgress, NumberOrVector, Run, Task, VectorOrMatrix, check,
};
use superlinear_losses::LossKind;
use superlinear_numerics::elementwise::exp;
use superlinear_numerics::vectors::argmax;

/// A fitted model, and samples to predict.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PredictProblem {
    /// The model, for example a solution of `fit`.
    pub model: PredictModel,
    /// The samples, one per row.
    pub matrix: AnyMatrix,
    /// The memory layout of `matrix`.
    #[serde(default)]
    pub layout: Layout,
    /// An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for each.
    pub offset: Option<VectorOrMatrix>,
    /// The names of the columns of `matrix`. They must equal the model's, in the same order.
    pub feature_names: Option<Vec<String>>,
}

/// The fields of a fitted model needed for predictions.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PredictModel {
    /// The coefficients: a number for each feature, or a matrix with a column for each output or class.
    pub coefficients: VectorOrMatrix,
    /// The intercept, or one for each output or class.
    pub intercept: NumberOrVector,
    /// The loss function.
    pub loss: ModelLoss,
    /// The labels of the classes.
    pub classes: Option<Labels>,
    /// The names of the features.
    pub feature_names: Option<Vec<String>>,
}

/// The loss function of a fitted model: one of `fit`, or of `stochastic.fit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ModelLoss {
    /// The response is the predictor.
    Squared,
    /// The response is the predictor.
    Huber,
    /// Two classes, with probabilities.
    Logistic,
    /// Any number of classes, with probabilities.
    Multinomial,
    /// The response is a mean count.
    Poisson,
    /// The responses are the predictors of several outputs.
    MultiSquared,
    /// Two classes, by the sign of the predictor.
    Hinge,
    /// Two classes, by the sign of the predictor.
    SquaredHinge,
    /// The response is the predictor.
    Quantile,
    /// The response is the predictor.
    EpsilonInsensitive,
}

impl ModelLoss {
    /// Whether the predictor determines the probabilities of classes.
    pub(super) fn has_probabilities(self) -> bool {
        matches!(self, Self::Logistic | Self::Multinomial)
    }

    /// The loss that measures predictions: squares for numbers, since a model does not contain the parameters of its loss.
    pub(super) fn measure(self) -> LossKind {
        match self {
            Self::Squared | Self::Huber | Self::Quantile | Self::EpsilonInsensitive => LossKind::Squared,
            Self::Logistic | Self::Hinge | Self::SquaredHinge => LossKind::Logistic,
            Self::Multinomial => LossKind::Multinomial,
            Self::Poisson => LossKind::Poisson,
            Self::MultiSquared => LossKind::MultiSquared,
        }
    }
}

/// The predictions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PredictSolution {
    /// The predicted response: the label of the most probable class, or the mean.
    pub response: Response,
    /// The linear predictor `X w + b`; for several outputs or classes, a column for each.
    pub predictor: VectorOrMatrix,
    /// The probability of each class, a column for each in the order of `classes`; for `logistic` and `multinomial`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probabilities: Option<Matrix>,
}

/// Predicts samples with a fitted model: the response, the linear predictor, and class probabilities.
///
/// @example
/// ```ts
/// const model = await fit({ matrix: [[0], [1], [2], [3]], response: [0, 0, 1, 1], loss: 'logistic', lambda: 0.01 });
/// const { response, probabilities } = await predict({ model, matrix: [[-1], [4]] });
/// ```
#[derive(JsonSchema)]
pub struct Predict;

impl Task for Predict {
    const NAME: &'static str = "coordinate.predict";
    type Problem = PredictProblem;
    type Solution = PredictSolution;
    type Progress = NoProgress;

    fn solve(problem: PredictProblem, _: &Run) -> Result<PredictSolution, Error> {
        let PredictProblem { model, matrix, layout, offset, feature_names } = &problem;
        let samples = Samples::new(model, matrix, *layout, feature_names.as_deref())?;
        let predictor = samples.predictor(offset.as_ref())?;
        let (outputs, rows) = (samples.outputs(), samples.design.rows);
        let classes = classes(model)?;
        let by_rows: Vec<f64> =
            (0..rows).flat_map(|i| (0..outputs).map(move |k| (i, k))).map(|(i, k)| predictor[k * rows + i]).collect();
        let probabilities = classes
            .filter(|_| model.loss.has_probabilities())
            .map(|classes| probabilities(&by_rows, outputs, classes.len()));
        let response = match (&probabilities, &classes) {
            (Some(probabilities), Some(classes)) => {
                let best = (0..rows).map(|i| argmax(probabilities.row(i)));
                Response::Labels(classes.at(&best.collect::<Vec<_>>()))
            }
            (None, Some(classes)) => {
                Response::Labels(classes.at(&by_rows.iter().map(|z| usize::from(*z > 0.0)).collect::<Vec<_>>()))
            }
            _ if model.loss == ModelLoss::Poisson => {
                let mut means = by_rows.clone();
                exp(&mut means);
                in_form(means.into_iter().map(|mean| mean.min(f64::MAX)).collect(), rows, outputs).into()
            }
            _ => in_form(by_rows.clone(), rows, outputs).into(),
        };
        Ok(PredictSolution { response, predictor: in_form(by_rows, rows, outputs), probabilities })
    }
}

/// Samples, and the model to predict them.
pub(super) struct Samples<'a> {
    model: &'a PredictModel,
    matrix: &'a AnyMatrix,
    pub design: Design,
}

impl<'a> Samples<'a> {
    /// Refuses samples with features other than the model's.
    pub fn new(
        model: &'a PredictModel,
        matrix: &'a AnyMatrix,
        layout: Layout,
        names: Option<&[String]>,
    ) -> Result<Self, Error> {
        check::columns("matrix", matrix.columns(), model.coefficients.rows(), "model.coefficients has rows")?;
        check_names(names, model.feature_names.as_deref())?;
        Ok(Self { model, matrix, design: Design::new(matrix, layout, "matrix")? })
    }

    /// The number of outputs of the model.
    pub fn outputs(&self) -> usize {
        self.model.coefficients.count()
    }

    /// The linear predictor, one output after the other.
    pub fn predictor(&self, offset: Option<&VectorOrMatrix>) -> Result<Vec<f64>, Error> {
        let PredictModel { coefficients, intercept, .. } = self.model;
        let (outputs, rows) = (self.outputs(), self.design.rows);
        if outputs == 0 {
            return Err(Error::invalid("model.coefficients", "must have columns, got none"));
        }
        let columns = check::finite_columns("model.coefficients", coefficients)?;
        let intercepts = intercept.as_slice();
        check::length("model.intercept", intercepts.len(), outputs, "there are outputs")?;
        check::numbers("model.intercept", intercepts, check::FINITE)?;
        let mut predictor = match offset {
            None => vec![0.0; rows * outputs],
            Some(offset) => offset_of(offset, rows, outputs)?,
        };
        for (k, (column, part)) in columns.iter().zip(predictor.chunks_mut(rows)).enumerate() {
            part.iter_mut().for_each(|z| *z += intercepts[k]);
            for (j, &coefficient) in column.iter().enumerate() {
                if coefficient != 0.0 {
                    self.design.column(j).add_scaled(coefficient, part);
                }
            }
        }
        if predictor.iter().all(|z| z.is_finite()) {
            return Ok(predictor);
        }
        self.matrix.ensure_finite("matrix")?;
        Err(Error::invalid("matrix", "must not be so large that its products with the coefficients overflow"))
    }
}

/// Refuses feature names other than the model's.
fn check_names(names: Option<&[String]>, known: Option<&[String]>) -> Result<(), Error> {
    let (Some(names), Some(known)) = (names, known) else {
        return match names {
            Some(_) => Err(Error::invalid("featureNames", "must be left out where the model has none")),
            None => Ok(()),
        };
    };
    check::length("featureNames", names.len(), known.len(), "model.featureNames")?;
    match (0..names.len()).find(|&j| names[j] != known[j]) {
        Some(j) => Err(Error::invalid(
            format!("featureNames[{j}]"),
            format!("must be that of the model, \"{}\", got \"{}\"", known[j], names[j]),
        )),
        None => Ok(()),
    }
}

/// The class labels. `None` for losses without classes.
pub(super) fn classes(model: &PredictModel) -> Result<Option<&Labels>, Error> {
    let expected = match model.loss.measure() {
        LossKind::Logistic => {
            check::columns("model.coefficients", model.coefficients.count(), 1, "a loss of two classes has outputs")?;
            2
        }
        LossKind::Multinomial => model.coefficients.count(),
        _ => return Ok(None),
    };
    let Some(classes) = &model.classes else { return Err(Error::invalid("model.classes", "is missing")) };
    check::length("model.classes", classes.len(), expected, "there are classes")?;
    classes.ensure_finite("model.classes")?;
    if let Some(k) = classes.places_in(classes).iter().enumerate().position(|(k, place)| *place != Some(k)) {
        return Err(Error::invalid(format!("model.classes[{k}]"), "must not be a class that came before"));
    }
    Ok(Some(classes))
}

/// The class probabilities, from linear predictors by rows.
fn probabilities(predictor: &[f64], outputs: usize, classes: usize) -> Matrix {
    let samples = predictor.len() / outputs;
    let mut entries = Vec::with_capacity(samples * classes);
    for z in predictor.chunks(outputs) {
        if let [z] = z {
            let of = |z: f64| 1.0 / (1.0 + libm::exp(-z));
            entries.extend([of(-z), of(*z)]);
            continue;
        }
        let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = z.iter().map(|z| libm::exp(z - largest)).sum();
        entries.extend(z.iter().map(|z| libm::exp(z - largest) / total));
    }
    Matrix::new(samples, classes, entries)
}
