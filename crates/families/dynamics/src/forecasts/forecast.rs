//! The forecast of a fitted model, with quantiles by runs with resampled errors.

use super::predictor::Predictor;
use super::runner::{Model, Position};
use crate::series::{Series, in_form_of};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector, VectorOrMatrix, check};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;

/// Forecasts the rows after a history by a model of {@link fitPredictor}, with quantiles: the model runs on many times,
/// each time with errors drawn from those of held-out rows.
///
/// @example
/// ```ts
/// const history = [1, 2, 4, 7, 11, 16, 22];
/// const { predictor } = await fitPredictor({ series: history, method: 'exponentialSmoothing' });
/// const { forecast: next, quantiles } = await forecast({ predictor, history, horizon: 3, levels: [0.1, 0.9] });
/// ```
#[derive(JsonSchema)]
pub struct Forecast;

/// A fitted model and the rows before the forecast.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForecastProblem {
    /// The fitted model.
    pub predictor: Predictor,
    /// The rows up to now, with the columns of the fitted series. It may be the fitted series or another one. Exponential
    /// smoothing estimates the state before its first row, so it should have a few seasons.
    pub history: VectorOrMatrix,
    /// The number of rows to be forecast, from 1 to 1e6.
    pub horizon: u32,
    /// The number of runs for quantiles, from 0 to 1e5.
    #[serde(default = "default_samples")]
    pub samples: u32,
    /// The levels of the quantiles, from 0 to 1. Default: 0.1, 0.5 and 0.9.
    pub levels: Option<Vector>,
}

fn default_samples() -> u32 {
    200
}

/// The rows that are expected, and their quantiles.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ForecastSolution {
    /// The reason for termination.
    pub status: ForecastStatus,
    /// The forecast, with a row for each of the next moments: the model without errors. With the status `unbounded`, the
    /// rows before.
    pub forecast: VectorOrMatrix,
    /// The levels of the quantiles.
    pub levels: Vector,
    /// The quantiles by level, in the form of the forecast; none without samples.
    pub quantiles: Vec<VectorOrMatrix>,
}

/// How a forecast ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ForecastStatus {
    /// All rows were forecast.
    Finished,
    /// The model ran further from the mean than a million units of the series.
    Unbounded,
    /// The time limit was reached. `forecast` has the rows so far, without quantiles.
    TimeLimit,
}

/// The largest horizon and number of samples.
const MAX_HORIZON: usize = 1_000_000;
const MAX_SAMPLES: usize = 100_000;

/// The rows between two looks at the clock.
const ROWS_PER_POLL: usize = 32;

impl Task for Forecast {
    const NAME: &'static str = "dynamics.forecast";
    type Problem = ForecastProblem;
    type Solution = ForecastSolution;
    type Progress = NoProgress;

    fn solve(problem: ForecastProblem, run: &Run) -> Result<ForecastSolution, Error> {
        let (horizon, samples) = (problem.horizon as usize, problem.samples as usize);
        check::count("horizon", horizon, 1..=MAX_HORIZON)?;
        check::count("samples", samples, 0..=MAX_SAMPLES)?;
        let levels = problem.levels.unwrap_or_else(|| vec![0.1, 0.5, 0.9].into());
        check::numbers("levels", &levels, 0.0..=1.0)?;
        problem.predictor.check(run)?;
        let history = Series::new("history", &problem.history)?;
        let columns = problem.predictor.columns();
        check::columns("history", history.columns, columns, "predictor.mean has entries")?;
        history.ensure_rows("history", problem.predictor.needed_rows(), "for this model")?;
        run.ensure_memory("horizon", [horizon, columns, levels.len() + 2])?;
        let model = Model::new(&problem.predictor, run)?;
        let mut solution = ForecastSolution {
            status: ForecastStatus::TimeLimit,
            forecast: in_form_of(&problem.history, Vec::new()),
            levels,
            quantiles: Vec::new(),
        };
        let Some(start) = model.after(history, run)? else { return Ok(solution) };
        let (forecast, status) = expected(&model, &start, horizon, run)?;
        solution.status = status;
        solution.forecast = in_form_of(&problem.history, forecast);
        let rows = solution.forecast.rows();
        if samples > 0 && rows > 0 && status != ForecastStatus::TimeLimit {
            match quantiles(&model, &start, Sampling { rows, samples, seed: run.seed() }, &solution.levels, run)? {
                None => solution.status = ForecastStatus::TimeLimit,
                Some(quantiles) => {
                    solution.quantiles = quantiles.into_iter().map(|rows| in_form_of(&problem.history, rows)).collect();
                }
            }
        }
        Ok(solution)
    }
}

/// The model without errors, up to the first row out of bounds.
pub(super) fn expected(
    model: &Model,
    start: &Position,
    horizon: usize,
    run: &Run,
) -> Result<(Vec<f64>, ForecastStatus), Error> {
    let columns = model.predictor.columns();
    let (mut place, mut row) = (start.clone(), vec![0.0; columns]);
    let mut rows = Vec::with_capacity(horizon * columns);
    for h in 0..horizon {
        if h % ROWS_PER_POLL == 0 && run.is_out_of_time()? {
            return Ok((rows, ForecastStatus::TimeLimit));
        }
        model.forecast(&mut place, &mut row);
        if !model.is_bounded(&row) {
            return Ok((rows, ForecastStatus::Unbounded));
        }
        rows.extend_from_slice(&row);
        model.push(&mut place, &row);
    }
    Ok((rows, ForecastStatus::Finished))
}

/// The runs of a sampling.
#[derive(Clone, Copy)]
pub(super) struct Sampling {
    pub rows: usize,
    pub samples: usize,
    pub seed: u64,
}

/// The quantiles by level, row by row; `None` once time is up.
pub(super) fn quantiles(
    model: &Model,
    start: &Position,
    sampling: Sampling,
    levels: &[f64],
    run: &Run,
) -> Result<Option<Vec<Vec<f64>>>, Error> {
    let width = sampling.rows * model.predictor.columns();
    run.ensure_memory("samples", [sampling.samples, width])?;
    let watch = run.watch();
    let sample = |k: usize| {
        let mut stream = Stream::new(sampling.seed, k as u64);
        let mut place = start.clone();
        let mut values: Vec<f64> = Vec::with_capacity(width);
        let mut row = vec![0.0; model.predictor.columns()];
        for h in 0..sampling.rows {
            if h % ROWS_PER_POLL == 0 && watch.is_over() {
                break;
            }
            model.forecast(&mut place, &mut row);
            disturb(model, &mut row, &model.predictor.residuals, &mut stream);
            values.extend_from_slice(&row);
            model.push(&mut place, &row);
        }
        values
    };
    let runs = Parallelism::of(run).map_blocks(sampling.samples, sample);
    if watch.is_out_of_time()? || runs.iter().any(|values| values.len() < width) {
        return Ok(None);
    }
    let mut quantiles = vec![Vec::with_capacity(width); levels.len()];
    for k in 0..width {
        if watch.is_out_of_time()? {
            return Ok(None);
        }
        let mut values: Vec<f64> = runs.iter().map(|values| values[k]).collect();
        values.sort_by(f64::total_cmp);
        for (own, &level) in quantiles.iter_mut().zip(levels) {
            own.push(quantile(&values, level));
        }
    }
    Ok(Some(quantiles))
}

/// Adds the errors of a drawn row, and keeps the values within bounds.
fn disturb(model: &Model, row: &mut [f64], residuals: &Matrix, stream: &mut Stream) {
    let drawn = residuals.row(stream.below(residuals.rows as u32) as usize);
    for (j, value) in row.iter_mut().enumerate() {
        *value = model.within_bounds(j, model.disturbed(j, *value, drawn[j]));
    }
}

/// The quantile of ascending values, linear between them.
fn quantile(values: &[f64], level: f64) -> f64 {
    let place = level * (values.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(values.len() - 1);
    values[below] + (place - below as f64) * (values[above] - values[below])
}
