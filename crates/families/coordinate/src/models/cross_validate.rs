//! Choice of the penalty strength by cross-validation: paths on parts of the samples, evaluated on the others.

use super::checked;
use super::fit::{check_target, ensure_penalty, report};
use super::path::{Sequence, default_count, follow, of_all};
use super::problem::{Criterion, ModelFields, default_max_iterations, default_tolerance};
use super::regression::{Point, Regression};
use super::solution::{FitProgress, FitSolution};
use super::solver::{Measured, Solver, Target};
use crate::overflow::overflow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Ending, Error, NumberOrVector, Run, Task, Vector, check};
use superlinear_losses::LossKind;
use superlinear_numerics::vectors::norm;

/// A generalized linear model, with a penalty to choose by cross-validation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CrossValidateProblem {
    /// The model.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub model: ModelFields,
    /// The strengths, descending and positive. Default: `count` strengths in geometric progression, starting from
    /// the smallest one that makes all penalized coefficients zero on all samples.
    pub lambdas: Option<Vector>,
    /// The number of strengths, at least 1, if `lambdas` is not given.
    #[serde(default = "default_count")]
    pub count: u32,
    /// The ratio of the last strength to the first, above 0 and below 1. Default: 0.01 with fewer samples than
    /// features, else 0.0001.
    pub smallest_ratio: Option<f64>,
    /// Several values of `l1Ratio` to choose from. Default: only `l1Ratio`.
    pub l1_ratios: Option<Vector>,
    /// The number of folds, at least 2, with sample `i` in fold `i` modulo that number. Or the fold of each sample,
    /// numbered from 0 without gaps.
    #[serde(default = "default_folds")]
    pub folds: NumberOrVector,
    /// The metric on the samples left out.
    #[serde(default)]
    pub metric: Metric,
    /// The rule that selects the strength of the final model.
    #[serde(default)]
    pub rule: ChoiceRule,
    /// The tolerance of each model: see `criterion`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The stopping criterion: `tolerance` bounds it.
    #[serde(default)]
    pub criterion: Criterion,
    /// The maximum number of iterations for each strength, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

fn default_folds() -> NumberOrVector {
    NumberOrVector::Number(5.0)
}

/// The metric on the samples left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Metric {
    /// The mean deviance, twice the excess of the loss over its smallest value. For squared losses, the mean squared
    /// error.
    #[default]
    Deviance,
    /// The mean squared error of the predicted mean; not for classes.
    MeanSquaredError,
    /// The fraction of samples with a correct most probable class; only for classes.
    Accuracy,
}

/// The rule that selects the strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChoiceRule {
    /// The strength with the best mean.
    #[default]
    Best,
    /// The largest strength with a mean within one standard error of the best.
    OneStandardError,
}

/// The results of cross-validation, and the model for all samples with the selected penalty.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CrossValidateSolution {
    /// `converged` if all models converged, `timeLimit` if models are missing because of the time limit, otherwise the
    /// status of the first model that did not converge.
    pub status: Ending,
    /// The results for each of the `l1Ratios`.
    pub curves: Vec<CrossValidationCurve>,
    /// The selected `l1Ratio`, the one with the best mean.
    pub l1_ratio: f64,
    /// The strength with the best mean.
    pub lambda_min: f64,
    /// The largest strength with a mean within one standard error of the best.
    pub lambda1se: f64,
    /// The model for all samples.
    pub model: FitSolution,
}

/// The cross-validated metric of each strength.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CrossValidationCurve {
    /// The `l1Ratio`.
    pub l1_ratio: f64,
    /// The strengths.
    pub lambdas: Vector,
    /// The mean of the metric over the folds.
    pub means: Vector,
    /// The standard error of that mean.
    pub standard_errors: Vector,
    /// The index of the best mean.
    pub best_index: u32,
    /// The first index with a mean within one standard error of the best.
    pub one_standard_error_index: u32,
}

/// Chooses the strength of the penalty, and `l1Ratio` if several are given, by cross-validation. Then fits a model to
/// all samples.
///
/// @example
/// ```ts
/// const matrix = [[1, 2, 0], [2, -1, 1], [0, 1, 3], [1, 0, -1], [-1, 1, 2], [3, 1, 1]];
/// const { lambdaMin, lambda1se, model } = await crossValidate({
///   matrix,
///   response: [1, 2, -1, 0.5, -2, 3],
///   folds: 3,
/// });
/// ```
#[derive(JsonSchema)]
pub struct CrossValidate;

impl Task for CrossValidate {
    const NAME: &'static str = "coordinate.crossValidate";
    type Problem = CrossValidateProblem;
    type Solution = CrossValidateSolution;
    type Progress = FitProgress;

    fn solve(mut problem: CrossValidateProblem, run: &Run) -> Result<CrossValidateSolution, Error> {
        ensure_penalty(problem.model.penalty)?;
        let target = Target {
            tolerance: problem.tolerance,
            criterion: problem.criterion,
            max_iterations: problem.max_iterations,
        };
        check_target(target)?;
        check_metric(problem.metric, problem.model.loss)?;
        let ratios = match &problem.l1_ratios {
            Some(ratios) => ratios.to_vec(),
            None => vec![problem.model.l1_ratio],
        };
        check::not_empty("l1Ratios", ratios.len())?;
        check::numbers("l1Ratios", &ratios, 0.0..=1.0)?;
        checked::check_sizes(&problem.model)?;
        let folds = folds_of(&problem.folds, problem.model.matrix.rows())?;
        let mut status = Ending::Converged;
        let mut curves = Vec::new();
        // The number of paths: those on the folds, and one for the final model.
        let paths = (ratios.len() * folds.len()) as f64;
        let end_of_curves = paths / (paths + 1.0);
        for (k, &ratio) in ratios.iter().enumerate() {
            if !curves.is_empty() && run.is_out_of_time()? {
                status = Ending::TimeLimit;
                break;
            }
            problem.model.l1_ratio = ratio;
            let curve = || run.share(k, ratios.len(), || curve(&problem, &folds, target, run, &mut status));
            curves.push(run.within(0.0..end_of_curves, curve)?);
        }
        let is_better = |a: f64, b: f64| if problem.metric == Metric::Accuracy { a > b } else { a < b };
        let best_mean = |curve: &CrossValidationCurve| curve.means[curve.best_index as usize];
        let mut chosen = 0;
        for k in 1..curves.len() {
            if is_better(best_mean(&curves[k]), best_mean(&curves[chosen])) {
                chosen = k;
            }
        }
        let curve = &curves[chosen];
        let (best, simple) = (curve.best_index as usize, curve.one_standard_error_index as usize);
        problem.model.l1_ratio = curve.l1_ratio;
        let last = if problem.rule == ChoiceRule::Best { best } else { simple };
        let model = run.within(end_of_curves..1.0, || refit(&problem, &curve.lambdas[..=last], target, run))?;
        status = of_all(status, model.status);
        let (l1_ratio, lambda_min, lambda1se) = (curve.l1_ratio, curve.lambdas[best], curve.lambdas[simple]);
        Ok(CrossValidateSolution { status, l1_ratio, lambda_min, lambda1se, curves, model })
    }
}

fn check_metric(metric: Metric, loss: LossKind) -> Result<(), Error> {
    let has_classes = matches!(loss, LossKind::Logistic | LossKind::Multinomial);
    match metric {
        Metric::Accuracy if !has_classes => {
            Err(Error::invalid("metric", "must not be accuracy where the response is no class"))
        }
        Metric::MeanSquaredError if has_classes => {
            Err(Error::invalid("metric", "must not be meanSquaredError where the response is a class"))
        }
        _ => Ok(()),
    }
}

/// The samples of each fold.
fn folds_of(folds: &NumberOrVector, samples: usize) -> Result<Vec<Vec<usize>>, Error> {
    let members = match folds {
        NumberOrVector::Number(number) => {
            if !(*number >= 2.0 && *number <= samples as f64 && number.fract() == 0.0) {
                let got = check::short(*number);
                let message = format!("must be an integer from 2 to the number of samples, {samples}, got {got}");
                return Err(Error::invalid("folds", message));
            }
            let count = *number as usize;
            (0..count).map(|fold| (fold..samples).step_by(count).collect()).collect()
        }
        NumberOrVector::Vector(ids) => {
            check::length("folds", ids.len(), samples, "matrix has rows")?;
            let is_fold = |id: &f64| *id >= 0.0 && *id < samples as f64 && id.fract() == 0.0;
            if let Some(i) = ids.iter().position(|id| !is_fold(id)) {
                let got = check::short(ids[i]);
                let message = format!("must be a fold, an integer from 0 and below {samples}, got {got}");
                return Err(Error::invalid(format!("folds[{i}]"), message));
            }
            let count = ids.iter().fold(0.0, |largest: f64, id| largest.max(*id)) as usize + 1;
            let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
            ids.iter().enumerate().for_each(|(i, &id)| members[id as usize].push(i));
            members
        }
    };
    if members.len() < 2 || members.iter().any(Vec::is_empty) {
        return Err(Error::invalid("folds", "must be at least two, numbered without gaps"));
    }
    Ok(members)
}

/// Paths on all folds, for one `l1Ratio`.
fn curve(
    problem: &CrossValidateProblem,
    folds: &[Vec<usize>],
    target: Target,
    run: &Run,
    status: &mut Ending,
) -> Result<CrossValidationCurve, Error> {
    let sequence =
        Sequence { lambdas: problem.lambdas.as_deref(), count: problem.count, smallest_ratio: problem.smallest_ratio };
    sequence.check()?;
    let whole = checked::regression(&problem.model, run)?;
    let lambdas = sequence.of(&Solver::new(&whole, run)?);
    let mut measures = vec![Vec::new(); lambdas.len()];
    for (fold, left_out) in folds.iter().enumerate() {
        let training = whole.without(left_out, run)?;
        let mut solver = Solver::new(&training, run)?;
        let mut place = 0;
        let visit = |solver: &Solver<'_>, measured: &Measured| {
            *status = of_all(*status, measured.status);
            measures[place].push(measure(&whole, &solver.point, left_out, problem.metric));
            place += 1;
            Ok(true)
        };
        run.share(fold, folds.len(), || follow(&mut solver, &lambdas, target, visit))?;
    }
    let complete = measures.iter().take_while(|measures| measures.len() == folds.len()).count().max(1);
    let count = folds.len() as f64;
    let mean = |values: &Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let means: Vec<f64> = measures[..complete].iter().map(mean).collect();
    let error = |(values, mean): (&Vec<f64>, &f64)| {
        let differences: Vec<f64> = values.iter().map(|value| value - mean).collect();
        norm(&differences) / (count * (count - 1.0)).sqrt()
    };
    let errors: Vec<f64> = measures[..complete].iter().zip(&means).map(error).collect();
    if means.iter().chain(&errors).any(|number| !number.is_finite()) {
        return Err(overflow());
    }
    let sign = if problem.metric == Metric::Accuracy { -1.0 } else { 1.0 };
    let best = (0..complete).min_by(|&a, &b| (sign * means[a]).total_cmp(&(sign * means[b]))).unwrap_or(0);
    let limit = sign * means[best] + errors[best];
    let simple = (0..=best).find(|&k| sign * means[k] <= limit).unwrap_or(best);
    Ok(CrossValidationCurve {
        l1_ratio: problem.model.l1_ratio,
        lambdas: lambdas[..complete].to_vec().into(),
        means: means.into(),
        standard_errors: errors.into(),
        best_index: best as u32,
        one_standard_error_index: simple as u32,
    })
}

/// The metric of a model on some samples of the whole problem.
fn measure(whole: &Regression, point: &Point, samples: &[usize], metric: Metric) -> f64 {
    let predictor = whole.predictor_of(point);
    let loss = whole.loss.of_samples(samples);
    let outputs = loss.outputs;
    let picked: Vec<f64> = (0..outputs)
        .flat_map(|k| samples.iter().map(move |i| (k, i)))
        .map(|(k, i)| whole.part(&predictor, k)[*i])
        .collect();
    match metric {
        Metric::Deviance => 2.0 * (loss.value(&picked) - loss.min_value()),
        Metric::MeanSquaredError => loss.mean_squared_error(&picked),
        Metric::Accuracy => loss.accuracy(&picked),
    }
}

/// The model for all samples at the last of the strengths.
fn refit(problem: &CrossValidateProblem, lambdas: &[f64], target: Target, run: &Run) -> Result<FitSolution, Error> {
    let regression = checked::regression(&problem.model, run)?;
    let mut solver = Solver::new(&regression, run)?;
    let mut last = None;
    follow(&mut solver, lambdas, target, |_, measured| {
        last = Some(*measured);
        Ok(true)
    })?;
    match last {
        Some(measured) => Ok(report(&solver, measured)),
        None => Err(Error::invalid("lambdas", "must have entries, got none")),
    }
}
