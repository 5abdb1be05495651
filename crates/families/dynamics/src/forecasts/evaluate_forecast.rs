//! The errors of forecasts of held-out rows, by horizon, and the choice of a method by them.

use super::fit::{Limits, ONE_SERIES, Plan};
use super::forecast::{Sampling, expected, quantiles};
use super::runner::Model;
use super::settings::{
    Criterion, ForecastMethod, ForecastSettings, MAX_ORDER, Order, default_max_iterations, default_tolerance,
};
use crate::series::Series;
use crate::trajectories::{Pieces, Trajectories};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

/// Measures forecasts of held-out rows: each method is fitted to the first rows and forecasts from several later moments.
/// The last row (`persistence`) and a linear model are always there for comparison.
///
/// @example
/// ```ts
/// const series = Array.from({ length: 200 }, (_, t) => Math.sin(0.3 * t) + 0.01 * t);
/// const { best, scores } = await evaluateForecast({
///   series,
///   methods: ['exponentialSmoothing', 'polynomial'],
///   horizons: [1, 5, 10],
/// });
/// ```
#[derive(JsonSchema)]
pub struct EvaluateForecast;

/// A series, and the models to be compared.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateForecastProblem {
    /// The series: one number or one row for each moment, with absolute values up to 1e50; or a list of matrices for
    /// several series of one system, from different starts.
    pub series: Trajectories,
    /// The models, at most 20; not `auto`.
    pub methods: Vec<ForecastMethod>,
    /// The parameters of the models.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub settings: ForecastSettings,
    /// The horizons of `errors`, ascending, from 1 to 1e5. Default: 1, 2, 5 and 10.
    pub horizons: Option<Vector<i32>>,
    /// The number of moments of each series from which forecasts are made, from 1 to 10 000.
    #[serde(default = "default_origins")]
    pub origins: u32,
    /// The share of held-out rows of each series, from 0.01 to 0.9.
    #[serde(default = "default_hold_out")]
    pub hold_out: f64,
    /// The number of runs for the coverage of intervals, from 0 to 1e4.
    #[serde(default = "default_samples")]
    pub samples: u32,
    /// The probability of the intervals, above 0 and below 1.
    #[serde(default = "default_interval")]
    pub interval: f64,
}

fn default_origins() -> u32 {
    20
}

fn default_hold_out() -> f64 {
    0.2
}

fn default_samples() -> u32 {
    100
}

fn default_interval() -> f64 {
    0.9
}

/// The errors of several models.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateForecastSolution {
    /// The reason for termination.
    pub status: EvaluationStatus,
    /// The index of the score with the smallest geometric mean of `errors`. 0 if there are no scores.
    pub best: u32,
    /// The scores: of the last row, of a linear model, and of the given methods. With the status `timeLimit`, those so
    /// far, maybe none.
    pub scores: Vec<ForecastScore>,
    /// The moments of the forecasts: the numbers of rows of their series before them.
    pub moments: Vector<i32>,
    /// The indices of the series of the moments, if a list of series is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moment_series: Option<Vector<i32>>,
}

/// How an evaluation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EvaluationStatus {
    /// All models were measured.
    Finished,
    /// The time limit was reached.
    TimeLimit,
}

/// The errors of a model.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ForecastScore {
    /// The name of the method; `persistence` for the last row.
    pub method: String,
    /// Root mean squares of the errors by horizon, in standard deviations of the series.
    pub errors: Vector,
    /// The median number of rows until the error of a forecast is above 0.4 standard deviations, up to the longest
    /// horizon.
    pub valid_time: f64,
    /// The smallest of these numbers.
    pub least_valid_time: f64,
    /// The share of values inside their intervals, over all horizons; absent without samples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<f64>,
}

/// The error, in standard deviations, up to which a forecast is valid.
const VALID: f64 = 0.4;

/// The share of rows held out for the residuals of a model.
const HELD_OUT: f64 = 0.2;

/// The share of held-out rows when `auto` compares methods, and the number of moments.
const SHARE_OF_CHOICE: f64 = 0.3;
const MOMENTS_OF_CHOICE: usize = 20;

impl Task for EvaluateForecast {
    const NAME: &'static str = "dynamics.evaluateForecast";
    type Problem = EvaluateForecastProblem;
    type Solution = EvaluateForecastSolution;
    type Progress = NoProgress;

    fn solve(problem: EvaluateForecastProblem, run: &Run) -> Result<EvaluateForecastSolution, Error> {
        problem.settings.check()?;
        check::entries("methods", problem.methods.len(), ..=20)?;
        if let Some(k) = problem.methods.iter().position(|&method| method == ForecastMethod::Auto) {
            return Err(Error::invalid(format!("methods[{k}]"), "must be a single model, got auto"));
        }
        check::count("origins", problem.origins as usize, 1..=10_000)?;
        check::number("holdOut", problem.hold_out, 0.01..=0.9)?;
        check::count("samples", problem.samples as usize, 0..=10_000)?;
        check::number("interval", problem.interval, check::FRACTION)?;
        let horizons = horizons_of(problem.horizons.as_deref().unwrap_or(&[1, 2, 5, 10]))?;
        let series = problem.series.checked("series")?;
        let smoothing = problem.methods.iter().position(|&method| method == ForecastMethod::ExponentialSmoothing);
        if let Some(k) = smoothing.filter(|_| series.series().len() > 1) {
            return Err(Error::invalid(format!("methods[{k}]"), ONE_SERIES));
        }
        let test = Test::new(&series, &horizons, problem.origins as usize, problem.hold_out)?
            .with_intervals(problem.samples as usize, problem.interval);
        let limits = Limits { max_iterations: default_max_iterations(), tolerance: default_tolerance() };
        let mut scores = Vec::new();
        let mut status = EvaluationStatus::Finished;
        for candidate in candidates(&problem.methods) {
            let plan = candidate.plan(&test.known, &problem.settings, limits, run)?;
            match test.score(&plan, candidate.name(), run)? {
                Some(score) => scores.push(score),
                None => {
                    status = EvaluationStatus::TimeLimit;
                    break;
                }
            }
        }
        let best = best_of(&scores) as u32;
        let moments = test.moments.iter().flatten().map(|&moment| moment as i32).collect::<Vec<_>>().into();
        let indices = |(k, own): (usize, &Vec<usize>)| std::iter::repeat_n(k as i32, own.len());
        let is_list = matches!(problem.series, Trajectories::Several(_));
        let moment_series =
            is_list.then(|| test.moments.iter().enumerate().flat_map(indices).collect::<Vec<_>>().into());
        Ok(EvaluateForecastSolution { status, best, scores, moments, moment_series })
    }
}

fn horizons_of(given: &[i32]) -> Result<Vec<usize>, Error> {
    check::not_empty("horizons", given.len())?;
    for (k, &horizon) in given.iter().enumerate() {
        let least = if k == 0 { 1 } else { given[k - 1] + 1 };
        check::number(&format!("horizons[{k}]"), f64::from(horizon), f64::from(least)..=1e5)?;
    }
    Ok(given.iter().map(|&horizon| horizon as usize).collect())
}

/// A model to be measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Candidate {
    Persistence,
    Given(ForecastMethod),
}

/// The last row, a linear model, and given methods, each once.
fn candidates(methods: &[ForecastMethod]) -> Vec<Candidate> {
    let mut all = vec![Candidate::Persistence, Candidate::Given(ForecastMethod::Linear)];
    for &method in methods {
        if !all.contains(&Candidate::Given(method)) {
            all.push(Candidate::Given(method));
        }
    }
    all
}

impl Candidate {
    fn plan<'a>(
        self,
        pieces: &Pieces,
        settings: &'a ForecastSettings,
        limits: Limits,
        run: &Run,
    ) -> Result<Plan<'a>, Error> {
        match self {
            Self::Given(method) => Plan::new(method, pieces, settings, limits, run),
            Self::Persistence => {
                let method = ForecastMethod::SeasonalNaive;
                Ok(Plan { method, season: 1, order: 1, columns: pieces.columns(), settings, limits })
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Persistence => "persistence",
            Self::Given(ForecastMethod::Linear) => "linear",
            Self::Given(ForecastMethod::Polynomial) => "polynomial",
            Self::Given(ForecastMethod::Reservoir) => "reservoir",
            Self::Given(ForecastMethod::PiecewiseLinear) => "piecewiseLinear",
            Self::Given(ForecastMethod::ExponentialSmoothing) => "exponentialSmoothing",
            Self::Given(ForecastMethod::SeasonalNaive | ForecastMethod::Auto) => "seasonalNaive",
        }
    }
}

/// Forecasts of held-out rows.
struct Test<'a> {
    pieces: &'a Pieces<'a>,
    /// The rows of each series before its first moment.
    known: Pieces<'a>,
    horizons: &'a [usize],
    /// The moments of each series.
    moments: Vec<Vec<usize>>,
    deviations: Vec<f64>,
    samples: usize,
    interval: f64,
}

/// The sums of a score over moments.
struct Sums {
    /// The squared errors by horizon.
    squares: Vec<f64>,
    /// The valid times.
    valid: Vec<f64>,
    /// The numbers of values inside their intervals, and of all.
    inside: u64,
    all: u64,
}

impl<'a> Test<'a> {
    /// Moments at equal distances in the held-out rows of each series, the first at their beginning and the last one as
    /// late as the longest horizon allows.
    fn new(pieces: &'a Pieces<'a>, horizons: &'a [usize], origins: usize, hold_out: f64) -> Result<Self, Error> {
        let longest = horizons.last().copied().unwrap_or(1);
        let mut moments = Vec::with_capacity(pieces.series().len());
        for (path, series) in pieces.named() {
            let rows = series.rows();
            let first = ((rows as f64) * (1.0 - hold_out)).floor() as usize;
            if first < 4 || first + longest > rows {
                let message =
                    format!("must have at least {longest} held-out rows and 4 others, got {rows} rows in all");
                return Err(Error::invalid(path, message));
            }
            let last = rows - longest;
            let count = origins.min(last - first + 1);
            let moment = |k: usize| if count == 1 { first } else { first + k * (last - first) / (count - 1) };
            moments.push((0..count).map(moment).collect::<Vec<usize>>());
        }
        let known = pieces.first_rows(&moments.iter().map(|own| own[0]).collect::<Vec<_>>());
        let (_, deviations) = pieces.scales();
        Ok(Self { pieces, known, horizons, moments, deviations, samples: 0, interval: 0.9 })
    }

    fn with_intervals(self, samples: usize, interval: f64) -> Self {
        Self { samples, interval, ..self }
    }

    /// The score of a model; `None` once time is up.
    fn score(&self, plan: &Plan, name: &str, run: &Run) -> Result<Option<ForecastScore>, Error> {
        let fitted = match self.samples {
            0 => plan.fit(&self.known, run.seed(), run)?,
            _ => plan.fit_with_residuals(&self.known, HELD_OUT, run.seed(), run)?.0,
        };
        if fitted.is_late {
            return Ok(None);
        }
        let model = Model::new(&fitted.predictor, run)?;
        let mut sums = Sums { squares: vec![0.0; self.horizons.len()], valid: Vec::new(), inside: 0, all: 0 };
        for k in 0..self.moments.len() {
            if !self.add(&model, k, &mut sums, run)? {
                return Ok(None);
            }
        }
        let Sums { squares, mut valid, inside, all } = sums;
        valid.sort_by(f64::total_cmp);
        let count = valid.len() as f64;
        Ok(Some(ForecastScore {
            method: name.to_owned(),
            errors: squares.iter().map(|square| (square / count).sqrt()).collect::<Vec<_>>().into(),
            valid_time: 0.5 * (valid[valid.len() / 2] + valid[(valid.len() - 1) / 2]),
            least_valid_time: valid[0],
            coverage: (all > 0).then(|| inside as f64 / all as f64),
        }))
    }

    /// Adds the forecasts of a series. Returns whether time sufficed.
    fn add(&self, model: &Model, k: usize, sums: &mut Sums, run: &Run) -> Result<bool, Error> {
        let (series, known) = (self.pieces.series()[k], self.known.series()[k]);
        let Some(mut place) = model.after(known, run)? else { return Ok(false) };
        let longest = self.horizons.last().copied().unwrap_or(1);
        let mut now = known.rows();
        for &moment in &self.moments[k] {
            if !model.advance(&mut place, series, now..moment, run)? || run.is_out_of_time()? {
                return Ok(false);
            }
            now = moment;
            let (rows, _) = expected(model, &place, longest, run)?;
            let error = |h: usize| self.error(&rows, series, moment, h);
            let draws = run.seed() ^ (sums.valid.len() as u64) << 32;
            sums.valid.push((1..=longest).position(|h| error(h) > VALID).unwrap_or(longest) as f64);
            for (square, &h) in sums.squares.iter_mut().zip(self.horizons) {
                *square += error(h) * error(h);
            }
            if self.samples > 0 {
                let sampling = Sampling { rows: longest, samples: self.samples, seed: draws };
                let levels = [0.5 - 0.5 * self.interval, 0.5 + 0.5 * self.interval];
                let Some(bounds) = quantiles(model, &place, sampling, &levels, run)? else { return Ok(false) };
                let [lower, upper] = &bounds[..] else { return Ok(false) };
                let truth = &series.values[moment * series.columns..];
                sums.all += lower.len() as u64;
                let is_inside = |((low, high), value): &((&f64, &f64), &f64)| low <= value && value <= high;
                sums.inside += lower.iter().zip(upper).zip(truth).filter(is_inside).count() as u64;
            }
        }
        Ok(true)
    }

    /// The root mean square over the columns of the error of a forecast, in standard deviations. Rows that a model did not
    /// reach have the largest error that counts.
    fn error(&self, forecast: &[f64], series: Series, moment: usize, horizon: usize) -> f64 {
        let columns = series.columns;
        let Some(row) = forecast.get((horizon - 1) * columns..horizon * columns) else { return MAX_ERROR };
        let truth = series.row(moment + horizon - 1);
        let terms = row.iter().zip(truth).zip(&self.deviations);
        let square: f64 = terms.map(|((own, value), deviation)| ((own - value) / deviation).powi(2)).sum();
        (square / columns as f64).sqrt().min(MAX_ERROR)
    }
}

/// The largest error in standard deviations: beyond, forecasts are unbounded.
const MAX_ERROR: f64 = 1e6;

/// The smallest error that counts: below, all forecasts are as good.
const MIN_ERROR: f64 = 1e-12;

/// Whether a score is better than another one.
fn is_better(score: &ForecastScore, other: &ForecastScore) -> bool {
    // Geometric means: of a chaotic series, errors at long horizons are alike, and those at short ones decide.
    let whole = |score: &ForecastScore| score.errors.iter().map(|error| error.max(MIN_ERROR).ln()).sum::<f64>();
    whole(score) < whole(other)
}

/// The index of the best score, 0 if there is none.
fn best_of(scores: &[ForecastScore]) -> usize {
    (0..scores.len()).fold(0, |best, k| if is_better(&scores[k], &scores[best]) { k } else { best })
}

/// The plan of the method with the best forecasts of held-out rows.
pub(super) fn best_method<'a>(
    pieces: &Pieces,
    settings: &'a ForecastSettings,
    limits: Limits,
    run: &Run,
) -> Result<Plan<'a>, Error> {
    pieces.ensure_rows(10, "to choose a method; name one")?;
    let settings_of = |method| Plan::new(method, pieces, settings, limits, run);
    let mut plans = vec![settings_of(ForecastMethod::SeasonalNaive)?];
    let season = plans[0].season;
    plans.push(linear_plan(pieces, season, settings, limits, run)?);
    if pieces.series().len() == 1 {
        plans.push(settings_of(ForecastMethod::ExponentialSmoothing)?);
    }
    if pieces.columns() <= 10 && pieces.rows() >= 100 && !matches!(settings.order, Some(Order::By(_))) {
        plans.push(settings_of(ForecastMethod::Polynomial)?);
    }
    let longest = (2 * season).max(10).min(pieces.shortest() / 10).max(1);
    let horizons: Vec<usize> = (1..=longest).collect();
    let test = Test::new(pieces, &horizons, MOMENTS_OF_CHOICE, SHARE_OF_CHOICE)?;
    let mut best: Option<(ForecastScore, Plan)> = None;
    for plan in plans {
        if plan.ensure_rows(&test.known).is_err() {
            continue;
        }
        let Some(score) = test.score(&plan, "", run)? else {
            return Err(Error::invalid("timeLimit", "is too short to choose a method"));
        };
        if best.as_ref().is_none_or(|(other, _)| is_better(&score, other)) {
            best = Some((score, plan));
        }
    }
    best.map(|(_, plan)| plan).ok_or_else(|| Error::invalid("series", "is too short to choose a method"))
}

/// A linear model, with the order by Akaike's criterion if none is given: up to `maxOrder`, or to a season and one row.
fn linear_plan<'a>(
    pieces: &Pieces,
    season: usize,
    settings: &'a ForecastSettings,
    limits: Limits,
    run: &Run,
) -> Result<Plan<'a>, Error> {
    let by_criterion = ForecastSettings {
        order: Some(settings.order.unwrap_or(Order::By(Criterion::Aic))),
        max_order: settings.max_order.max((season + 1).min(MAX_ORDER).min(pieces.shortest() / 4) as u32),
        ..settings.clone()
    };
    let found = Plan::new(ForecastMethod::Linear, pieces, &by_criterion, limits, run)?;
    Ok(Plan { settings, ..found })
}
