//! How right a fitted model is about samples whose response is known.

use super::checked::{indicators, numbers, sample_weights};
use super::predict::{PredictModel, Samples, classes};
use super::problem::Layout;
use super::response::Response;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, Labels, NoProgress, Run, Task, Vector, VectorOrMatrix, check};
use superlinear_losses::{Loss, LossKind};
use superlinear_numerics::elementwise::exp;

/// Samples with a response, of which a fitted model is to be judged.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScoreProblem {
    /// The model: a solution of `fit` is one.
    pub model: PredictModel,
    /// The samples, a row for each: those that the model was not fitted to tell how well it predicts.
    pub matrix: AnyMatrix,
    /// The response of each sample, as in `fit`: of classes, those of the model.
    pub response: Response,
    /// How the entries of `matrix` lie in memory.
    #[serde(default)]
    pub layout: Layout,
    /// Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
    pub offset: Option<VectorOrMatrix>,
    /// A weight for each sample, zero or positive, in all means. Default: all 1.
    pub sample_weights: Option<Vector>,
    /// What the columns of `matrix` are called. They must be called as in the model, in the same order.
    pub feature_names: Option<Vec<String>>,
}

/// How right the model is.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScoreSolution {
    /// For classes, the share of samples whose most probable class is theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// For classes, the mean of minus the logarithm of the probability that the model gave to the sample's class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_loss: Option<f64>,
    /// For numbers, R²: 1 less the mean squared difference of the response and its prediction, relative to the variance of the
    /// response; 1 for perfect predictions, 0 for those of the response's mean, negative for worse ones. The mean over outputs
    /// where there are several. Absent where the response, or one output of it, is constant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r_squared: Option<f64>,
    /// For numbers, the mean squared difference of the response and its prediction; the mean over outputs where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_squared_error: Option<f64>,
    /// For `poisson`, `logistic` and `multinomial`, the share of the deviance that the model explains: 1 for perfect predictions, 0
    /// for those of the best constant. Absent where a constant predicts perfectly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviance_ratio: Option<f64>,
}

/// How right a fitted model is about samples whose response is known: the share of right classes, or R².
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
            LossKind::Logistic | LossKind::Multinomial => of_classes(&loss, &predictor),
            LossKind::Squared | LossKind::Huber | LossKind::MultiSquared | LossKind::Poisson => {
                of_numbers(&loss, &predictor)
            }
        })
    }
}

/// The response in the form that the losses know. (`huber` is scored by squares: the model does not know its threshold.)
fn loss(problem: &ScoreProblem, outputs: usize) -> Result<Loss, Error> {
    let ScoreProblem { model, response, sample_weights: given, .. } = problem;
    let samples = response.rows();
    let (response, of_response) = match classes(model)? {
        Some(classes) => indicators(model.loss, &places(response.labels()?, classes)?, classes.len()),
        None => numbers(model.loss, response)?,
    };
    check::columns("response", of_response, outputs, "the model has outputs")?;
    let (weights, is_uniform) = sample_weights(given.as_deref(), samples)?;
    Ok(Loss { kind: model.loss, threshold: 1.0, samples, outputs, response, weights, is_uniform, offset: None })
}

/// The place of each label among the model's classes.
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
        accuracy: Some(loss.accuracy(predictor).min(1.0)),
        log_loss: Some(log_loss),
        deviance_ratio: (constant > 0.0).then(|| explained(log_loss, constant)),
        r_squared: None,
        mean_squared_error: None,
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
        accuracy: None,
        log_loss: None,
    }
}

/// The mean squared error of one output and its R², which there is none of where the response is constant.
fn squares(loss: &Loss, response: &[f64], predictions: &[f64]) -> (f64, Option<f64>) {
    let middle = weighted_mean(loss, response.iter().copied());
    let counting = || response.iter().zip(&loss.weights).filter(|(_, weight)| **weight > 0.0).map(|(y, _)| *y);
    let spread = counting().fold(0.0, |spread: f64, y| spread.max((y - middle).abs()));
    let is_constant = counting().zip(counting().skip(1)).all(|(y, next)| y == next);
    // In units in which the variance neither overflows nor vanishes.
    let in_units = |unit: f64, reference: &dyn Fn(usize) -> f64| {
        weighted_mean(loss, response.iter().enumerate().map(|(i, y)| ((y - reference(i)) / unit).powi(2)))
    };
    let error = |unit: f64| in_units(unit, &|i| predictions[i]);
    (error(1.0), (!is_constant).then(|| 1.0 - error(spread) / in_units(spread, &|_| middle)))
}

/// Which share of the deviance of the best constant the predictor explains, of counts.
fn deviance_ratio(loss: &Loss, predictor: &[f64]) -> Option<f64> {
    let constant = loss.value(&vec![loss.best_constant(); loss.samples]);
    let left = loss.value(predictor) - loss.least_value();
    loss.excess(constant).map(|whole| explained(left, whole))
}

/// Which share of a whole is not left.
fn explained(left: f64, whole: f64) -> f64 {
    (1.0 - left / whole).max(f64::MIN)
}

/// The mean over samples; those of weight 0 count as absent.
fn weighted_mean(loss: &Loss, terms: impl Iterator<Item = f64>) -> f64 {
    terms.zip(&loss.weights).filter(|(_, weight)| **weight > 0.0).map(|(term, weight)| weight * term).sum()
}
