//! Accuracy of a fitted model on samples with known responses.

use super::checked::{indicators, numbers, sample_weights};
use super::predict::{PredictModel, Samples, classes};
use super::problem::Layout;
use super::response::Response;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, Labels, NoProgress, Run, Task, Vector, VectorOrMatrix, check};
use superlinear_losses::{Loss, LossKind};
use superlinear_numerics::elementwise::exp;

/// A fitted model, and samples with known responses to evaluate it on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScoreProblem {
    /// The model, for example a solution of `fit`.
    pub model: PredictModel,
    /// The samples, one per row. Use samples that the model was not fitted to.
    pub matrix: AnyMatrix,
    /// The response of each sample, as in `fit`. Classes must be among the model's.
    pub response: Response,
    /// The memory layout of `matrix`.
    #[serde(default)]
    pub layout: Layout,
    /// An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for each.
    pub offset: Option<VectorOrMatrix>,
    /// A weight for each sample in all means, zero or positive. Default: all 1.
    pub sample_weights: Option<Vector>,
    /// The names of the columns of `matrix`. They must equal the model's, in the same order.
    pub feature_names: Option<Vec<String>>,
}

/// The accuracy of the model.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScoreSolution {
    /// For classes, the fraction of samples with a correct most probable class, or class of the predictor's sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// For `logistic` and `multinomial`, the mean negative logarithm of the probability predicted for the sample's class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_loss: Option<f64>,
    /// For numbers, R²: 1 minus the mean squared error divided by the variance of the response. It is 1 for perfect
    /// predictions, 0 for the mean of the response, and negative for worse predictions; for several outputs, the mean
    /// over outputs. Absent if the response, or one output of it, is constant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r_squared: Option<f64>,
    /// For numbers, the mean squared error; for several outputs, the mean over outputs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_squared_error: Option<f64>,
    /// For `poisson`, `logistic` and `multinomial`, the fraction of the deviance explained by the model: 1 for perfect
    /// predictions, 0 for the best constant. Absent if a constant predicts perfectly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviance_ratio: Option<f64>,
}

/// Evaluates a fitted model on samples with known responses: classification accuracy, or R².
///
/// @example
/// ```ts
/// const model = await fit({ matrix: [[0], [1], [2], [3]], response: ['no', 'no', 'yes', 'yes'], loss: 'logistic', lambda: 0.01 });
/// const { accuracy } = await score({ model, matrix: [[-1], [4], [5]], response: ['no', 'yes', 'no'] }); // 2/3
/// ```
#[derive(JsonSchema)]
pub struct Score;

impl Task for Score {
    const NAME: &'static str = "coordinate.score";
    type Problem = ScoreProblem;
    type Solution = ScoreSolution;
    type Progress = NoProgress;

    fn solve(problem: ScoreProblem, _: &Run) -> Result<ScoreSolution, Error> {
        let ScoreProblem { model, matrix, layout, offset, feature_names, .. } = &problem;
        check::has_entries("matrix", matrix.rows(), matrix.columns())?;
        check::length("response", problem.response.rows(), matrix.rows(), "matrix has rows")?;
        let samples = Samples::new(model, matrix, *layout, feature_names.as_deref())?;
        let predictor = samples.predictor(offset.as_ref())?;
        let loss = loss(&problem, samples.outputs())?;
        Ok(match loss.kind {
            LossKind::Logistic | LossKind::Multinomial if model.loss.has_probabilities() => {
                of_classes(&loss, &predictor)
            }
            LossKind::Logistic | LossKind::Multinomial => {
                ScoreSolution { accuracy: Some(accuracy(&loss, &predictor)), ..ScoreSolution::default() }
            }
            LossKind::Squared | LossKind::Huber | LossKind::MultiSquared | LossKind::Poisson => {
                of_numbers(&loss, &predictor)
            }
        })
    }
}

/// The response in the form of the loss that measures the predictions.
fn loss(problem: &ScoreProblem, outputs: usize) -> Result<Loss, Error> {
    let ScoreProblem { model, response, sample_weights: given, .. } = problem;
    let kind = model.loss.measure();
    let samples = response.rows();
    let (response, of_response) = match classes(model)? {
        Some(classes) => indicators(kind, &places(response.labels()?, classes)?, classes.len()),
        None => numbers(kind, response)?,
    };
    check::columns("response", of_response, outputs, "the model has outputs")?;
    let (weights, is_uniform) = sample_weights(given.as_deref(), samples)?;
    Ok(Loss { kind, threshold: 1.0, samples, outputs, response, weights, is_uniform, offset: None })
}

/// The index of each label among the model's classes.
fn places(labels: &Labels, classes: &Labels) -> Result<Vec<Option<usize>>, Error> {
    let places = labels.places_in(classes);
    match places.iter().position(Option::is_none) {
        Some(i) => {
            let got = labels.in_words(i);
            Err(Error::invalid(format!("response[{i}]"), format!("must be one of model.classes, got {got}")))
        }
        None => Ok(places),
    }
}

/// The fraction of samples with a correct class.
fn accuracy(loss: &Loss, predictor: &[f64]) -> f64 {
    loss.accuracy(predictor).min(1.0)
}

fn of_classes(loss: &Loss, predictor: &[f64]) -> ScoreSolution {
    let log_loss = loss.value(predictor).min(f64::MAX);
    let shares = match loss.kind {
        LossKind::Logistic => {
            let share = weighted_mean(loss, loss.response.iter().map(|y| f64::from(*y > 0.0)));
            vec![share, 1.0 - share]
        }
        _ => loss.response.chunks(loss.samples).map(|part| weighted_mean(loss, part.iter().copied())).collect(),
    };
    let constant: f64 = shares.iter().filter(|share| **share > 0.0).map(|share| -share * libm::log(*share)).sum();
    ScoreSolution {
        accuracy: Some(accuracy(loss, predictor)),
        log_loss: Some(log_loss),
        deviance_ratio: (constant > 0.0).then(|| explained(log_loss, constant)),
        ..ScoreSolution::default()
    }
}

fn of_numbers(loss: &Loss, predictor: &[f64]) -> ScoreSolution {
    let is_counts = loss.kind == LossKind::Poisson;
    let mut predictions = predictor.to_vec();
    if is_counts {
        exp(&mut predictions);
    }
    let outputs = loss.response.chunks(loss.samples).zip(predictions.chunks(loss.samples));
    let (errors, shares): (Vec<f64>, Vec<Option<f64>>) = outputs.map(|(y, z)| squares(loss, y, z)).unzip();
    let shares: Option<Vec<f64>> = shares.into_iter().collect();
    let mean = |numbers: &[f64]| numbers.iter().sum::<f64>() / numbers.len() as f64;
    ScoreSolution {
        mean_squared_error: Some(mean(&errors).min(f64::MAX)),
        r_squared: shares.map(|shares| mean(&shares).max(f64::MIN)),
        deviance_ratio: is_counts.then(|| deviance_ratio(loss, predictor)).flatten(),
        ..ScoreSolution::default()
    }
}

/// The mean squared error of one output and its R², `None` for a constant response.
fn squares(loss: &Loss, response: &[f64], predictions: &[f64]) -> (f64, Option<f64>) {
    let middle = weighted_mean(loss, response.iter().copied());
    let counting = || response.iter().zip(&loss.weights).filter(|(_, weight)| **weight > 0.0).map(|(y, _)| *y);
    let spread = counting().fold(0.0, |spread: f64, y| spread.max((y - middle).abs()));
    let is_constant = counting().zip(counting().skip(1)).all(|(y, next)| y == next);
    // In units such that the variance neither overflows nor underflows.
    let in_units = |unit: f64, reference: &dyn Fn(usize) -> f64| {
        weighted_mean(loss, response.iter().enumerate().map(|(i, y)| ((y - reference(i)) / unit).powi(2)))
    };
    let error = |unit: f64| in_units(unit, &|i| predictions[i]);
    (error(1.0), (!is_constant).then(|| 1.0 - error(spread) / in_units(spread, &|_| middle)))
}

/// For counts, the fraction of the best constant's deviance explained by the predictor.
fn deviance_ratio(loss: &Loss, predictor: &[f64]) -> Option<f64> {
    let constant = loss.value(&vec![loss.best_constant(); loss.samples]);
    let left = loss.value(predictor) - loss.min_value();
    loss.excess(constant).map(|whole| explained(left, whole))
}

/// The explained fraction of a total, from the rest.
fn explained(left: f64, whole: f64) -> f64 {
    (1.0 - left / whole).max(f64::MIN)
}

/// The mean over samples. Samples of weight 0 are ignored even if their terms are not finite.
fn weighted_mean(loss: &Loss, terms: impl Iterator<Item = f64>) -> f64 {
    terms.zip(&loss.weights).filter(|(_, weight)| **weight > 0.0).map(|(term, weight)| weight * term).sum()
}
