//! The errors of forecasts of held-out rows, by horizon.

use super::fit::{Limits, ONE_SERIES, Plan};
use super::held_out::{HeldOut, best_of};
use super::settings::{ForecastMethod, ForecastSettings, default_max_iterations, default_tolerance};
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
        let test = HeldOut::new(&series, &horizons, problem.origins as usize, problem.hold_out)?
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
