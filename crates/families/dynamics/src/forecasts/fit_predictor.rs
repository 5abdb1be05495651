//! The fit of a model to a series.

use super::fit::{Fitted, Limits, Plan, information};
use super::method_choice::best_method;
use super::predictor::{FittedPredictor, Predictor};
use super::regression::Regression;
use super::settings::{Criterion, ForecastMethod, ForecastSettings, default_max_iterations, default_tolerance};
use crate::trajectories::Trajectories;
use faer::Mat;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Ending, Error, Matrix, NoProgress, Run, Task, Vector, check};
use superlinear_numerics::dense::general_eigen;

/// Fits a model that forecasts a series: an autoregression, a polynomial or piecewise-linear map, a random network, exponential
/// smoothing with trend and season, or the last season. `predictor` is plain data for {@link forecast}.
///
/// @example
/// ```ts
/// const series = Array.from({ length: 120 }, (_, t) => 100 + t + 10 * Math.sin((Math.PI * t) / 6));
/// const { predictor } = await fitPredictor({ series, method: 'exponentialSmoothing', season: 12 });
/// const { forecast: next } = await forecast({ predictor, history: series, horizon: 12 });
/// ```
#[derive(JsonSchema)]
pub struct FitPredictor;

/// A series and the model to be fitted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FitPredictorProblem {
    /// The series: one number or one row for each moment, with absolute values up to 1e50; or a list of matrices for
    /// several series of one system, from different starts. Of several, the model is one for all, and
    /// `exponentialSmoothing` is not available.
    pub series: Trajectories,
    /// The model.
    #[serde(default)]
    pub method: ForecastMethod,
    /// The parameters of the models.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub settings: ForecastSettings,
    /// The share of last rows of each series that are forecast by a model of the others for `residuals`, from 0 to 0.5. The model itself
    /// is fitted to all rows.
    #[serde(default = "default_hold_out")]
    pub hold_out: f64,
    /// The maximum number of iterations of each fit of `exponentialSmoothing`, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The tolerance of `exponentialSmoothing` on `relativeOffset`, above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
}

fn default_hold_out() -> f64 {
    0.2
}

/// A fitted model.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FitPredictorSolution {
    /// The reason for termination. `converged` if the likelihoods of `exponentialSmoothing` meet the tolerance; always so
    /// for other models, which are solved directly, unless the time limit cuts off the search of hinges of
    /// `piecewiseLinear`.
    pub status: Ending,
    /// The model, also the one that `auto` found.
    pub method: ForecastMethod,
    /// The fitted model, for `forecast`.
    pub predictor: FittedPredictor,
    /// The season, 1 without one.
    pub season: u32,
    /// The mean squares and products of the errors of forecasts of one row: of held-out rows, or of all if the series or
    /// the time limit is short.
    pub residual_covariance: Matrix,
    /// The condition number of the features on standardized data with the ridge, of regressions with at most 400 features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition_number: Option<f64>,
    /// The coefficients of a `linear` model for the next row: a row for each column of the series, and a column for each of
    /// the preceding numbers, the latest row first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coefficients: Option<Matrix>,
    /// The constants of a `linear` model, one for each column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constants: Option<Vector>,
    /// The standard errors of the coefficients, if there are more rows than features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_errors: Option<Matrix>,
    /// The standard errors of the constants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant_errors: Option<Vector>,
    /// Akaike's information criterion of a `linear` model for each row: the logarithm of the determinant of the residuals'
    /// covariance on standardized data, plus twice the number of parameters over the number of rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aic: Option<f64>,
    /// Whether a `linear` model forgets its start: all eigenvalues of its companion matrix are inside the unit circle.
    /// Absent for companion matrices with more than 300 rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_stable: Option<bool>,
    /// The logarithms of the likelihoods of the columns, of `exponentialSmoothing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_likelihoods: Option<Vector>,
    /// The corrected information criteria of the columns, of `exponentialSmoothing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<Vector>,
    /// The states before the first row, of the columns of `exponentialSmoothing`: the level, the slope if there is a trend,
    /// and the season if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_states: Option<Vec<Vector>>,
    /// The part of the errors that a change of the parameters within their bounds would explain to first order, relative to
    /// the errors; the largest of all columns of `exponentialSmoothing`, otherwise 0.
    pub relative_offset: f64,
    /// The number of iterations of the likelihoods' maximization.
    pub iterations: u32,
}

/// The largest companion matrix whose eigenvalues are computed.
const MAX_COMPANION: usize = 300;

impl Task for FitPredictor {
    const NAME: &'static str = "dynamics.fitPredictor";
    type Problem = FitPredictorProblem;
    type Solution = FitPredictorSolution;
    type Progress = NoProgress;

    fn solve(problem: FitPredictorProblem, run: &Run) -> Result<FitPredictorSolution, Error> {
        problem.settings.check()?;
        check::number("holdOut", problem.hold_out, 0.0..=0.5)?;
        check::at_least_one("maxIterations", Some(problem.max_iterations))?;
        check::tolerance(problem.tolerance)?;
        let series = problem.series.checked("series")?;
        let limits = Limits { max_iterations: problem.max_iterations, tolerance: problem.tolerance };
        let plan = match problem.method {
            ForecastMethod::Auto => best_method(&series, &problem.settings, limits, run)?,
            method => Plan::new(method, &series, &problem.settings, limits, run)?,
        };
        let (fitted, errors) = plan.fit_with_residuals(&series, problem.hold_out, run.seed(), run)?;
        let solution = solution_of(fitted, &errors, problem.tolerance);
        let is_finite = solution.predictor.0.weights.data.iter().all(|weight| weight.is_finite())
            && solution.residual_covariance.data.iter().all(|value| value.is_finite());
        if !is_finite {
            return Err(Error::invalid("series", "has numbers whose sizes differ beyond the range of numbers"));
        }
        Ok(solution)
    }
}

fn solution_of(fitted: Fitted, errors: &[f64], tolerance: f64) -> FitPredictorSolution {
    let Fitted { predictor, regression, columns: fits, is_late } = fitted;
    let columns = predictor.columns();
    let relative_offset = fits.iter().fold(0.0_f64, |most, fit| most.max(fit.offset));
    let iterations = fits.iter().map(|fit| fit.iterations).sum();
    let status = match (relative_offset <= tolerance, is_late) {
        (_, true) => Ending::TimeLimit,
        (true, false) => Ending::Converged,
        (false, false) if fits.iter().any(|fit| fit.offset > tolerance && !fit.is_stalled) => Ending::IterationLimit,
        _ => Ending::Stalled,
    };
    let of_fits = |value: fn(&super::smoothing::Fit) -> f64| {
        (!fits.is_empty()).then(|| fits.iter().map(value).collect::<Vec<_>>().into())
    };
    let mut solution = FitPredictorSolution {
        status,
        method: predictor.method,
        season: predictor.season,
        residual_covariance: Matrix::new(columns, columns, mean_products(errors, columns)),
        condition_number: regression.as_ref().and_then(|regression| regression.condition),
        coefficients: None,
        constants: None,
        standard_errors: None,
        constant_errors: None,
        aic: None,
        is_stable: None,
        log_likelihoods: of_fits(|fit| fit.log_likelihood),
        criteria: of_fits(|fit| fit.criterion),
        initial_states: (!fits.is_empty()).then(|| fits.iter().map(|fit| fit.initial.clone().into()).collect()),
        relative_offset,
        iterations,
        predictor: FittedPredictor(predictor),
    };
    if solution.method == ForecastMethod::Linear
        && let Some(regression) = &regression
    {
        describe_linear(&mut solution, regression);
    }
    solution
}

fn mean_products(errors: &[f64], columns: usize) -> Vec<f64> {
    let mut sums = vec![0.0; columns * columns];
    let rows = (errors.len() / columns).max(1) as f64;
    for row in errors.chunks_exact(columns) {
        for i in 0..columns {
            (0..columns).for_each(|j| sums[i * columns + j] += row[i] * row[j] / rows);
        }
    }
    sums
}

/// Adds the coefficients of a linear model in the units of the series, and their errors.
fn describe_linear(solution: &mut FitPredictorSolution, regression: &Regression) {
    let predictor = &solution.predictor.0;
    let Linear { coefficients, constants } = Linear::of(predictor);
    let (columns, width) = (predictor.columns(), coefficients.len() / predictor.columns());
    solution.aic = Some(information(regression, columns, Criterion::Aic));
    if width <= MAX_COMPANION {
        solution.is_stable = general_eigen(&companion(&coefficients, columns)).map(|spectrum| {
            let is_inside = |(re, im): (&f64, &f64)| re.hypot(*im) < 1.0;
            spectrum.real.iter().zip(&spectrum.imaginary).all(is_inside)
        });
    }
    let count = regression.weights.len() / columns;
    if regression.rows > count {
        let first = usize::from(predictor.intercept);
        let degrees = (regression.rows - count) as f64;
        let deviation = |j: usize| (regression.residual_gram[j * columns + j].max(0.0) / degrees).sqrt();
        let diagonal = regression.inverse_diagonal();
        let errors = (0..columns).flat_map(|j| {
            let (diagonal, scale) = (&diagonal, &predictor.scale);
            let own = deviation(j);
            (0..width).map(move |k| own * scale[j] / scale[k % columns] * diagonal[first + k].sqrt())
        });
        solution.standard_errors = Some(Matrix::new(columns, width, errors.collect()));
        if predictor.intercept {
            // The constant is a combination of all weights, because the data are centered.
            let mut combination = vec![1.0; count];
            for k in 0..width {
                combination[1 + k] = -predictor.mean[k % columns] / predictor.scale[k % columns];
            }
            let spread = regression.spread_of(combination);
            let errors: Vec<f64> = (0..columns).map(|j| deviation(j) * predictor.scale[j] * spread).collect();
            solution.constant_errors = Some(errors.into());
        }
    }
    if predictor.intercept {
        solution.constants = Some(constants.into());
    }
    solution.coefficients = Some(Matrix::new(columns, width, coefficients));
}

/// A linear model in the units of the series.
struct Linear {
    coefficients: Vec<f64>,
    constants: Vec<f64>,
}

impl Linear {
    fn of(predictor: &Predictor) -> Self {
        let columns = predictor.columns();
        let first = usize::from(predictor.intercept);
        let width = predictor.weights.rows - first;
        let (mut coefficients, mut constants) = (Vec::with_capacity(columns * width), Vec::with_capacity(columns));
        for j in 0..columns {
            let scale = predictor.scale[j];
            let constant = if predictor.intercept { scale * predictor.weights.row(0)[j] } else { 0.0 };
            let mut constant = predictor.mean[j] + constant;
            for k in 0..width {
                let (own, place) = (predictor.weights.row(first + k)[j], k % columns);
                let value = scale / predictor.scale[place] * (own + if k == j { 1.0 } else { 0.0 });
                constant -= value * predictor.mean[place];
                coefficients.push(value);
            }
            constants.push(constant);
        }
        Self { coefficients, constants }
    }
}

/// The matrix that moves the preceding rows on by one.
fn companion(coefficients: &[f64], columns: usize) -> Mat<f64> {
    let width = coefficients.len() / columns;
    Mat::from_fn(width, width, |i, j| {
        if i < columns {
            coefficients[i * width + j]
        } else if i - columns == j {
            1.0
        } else {
            0.0
        }
    })
}
