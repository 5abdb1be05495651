//! The fit of each kind of model, and the errors of its forecasts of held-out rows.

use super::features::{Features, scale_for_radius};
use super::predictor::Predictor;
use super::regression::{Job, Regression};
use super::reservoir::Reservoir;
use super::runner::Model;
use super::season::season_of;
use super::settings::{Criterion, ForecastMethod, ForecastSettings, Order, Season};
use super::smoothing::{Fit, Request, fit_column};
use crate::reconstruct::{Settings as HingeSearch, hinge_directions};
use crate::series::Series;
use superlinear_interface::{Effort, Error, Matrix, Run};

/// The ridge for each row, of regressions and of random networks.
const RIDGE: f64 = 1e-9;
const RESERVOIR_RIDGE: f64 = 1e-7;

/// The rows after which a random network has forgotten its start, and the share of a short series.
const WASHOUT: usize = 200;
const WASHOUT_SHARE: usize = 4;

/// The search of hinges. A step takes some seconds with so many numbers in the preceding rows.
const MAX_HINGED: usize = 500;
const HINGE_SEARCH: HingeSearch =
    HingeSearch { pieces: 0, starts: 10, sample: 2000, max_iterations: 60, tolerance: 1e-8, seed: 0 };

/// The limits of the likelihood's maximization.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub max_iterations: u32,
    pub tolerance: f64,
}

/// A model to be fitted: the method with its season and order found.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    pub method: ForecastMethod,
    pub season: usize,
    pub order: usize,
    pub columns: usize,
    pub settings: &'a ForecastSettings,
    pub limits: Limits,
}

/// A fitted model with the figures of its fit.
pub(super) struct Fitted {
    pub predictor: Predictor,
    pub regression: Option<Regression>,
    /// The fits of the columns of exponential smoothing.
    pub columns: Vec<Fit>,
    /// Whether the time limit ended the fit: the model is the best so far.
    pub is_late: bool,
}

impl<'a> Plan<'a> {
    /// Finds the season and the order.
    pub fn new(
        method: ForecastMethod,
        series: Series,
        settings: &'a ForecastSettings,
        limits: Limits,
        run: &Run,
    ) -> Result<Self, Error> {
        let has_season = matches!(method, ForecastMethod::SeasonalNaive | ForecastMethod::ExponentialSmoothing);
        let season = match settings.season {
            Some(Season::Rows(rows)) if has_season => rows as usize,
            _ if has_season => season_of(&series, run)?,
            _ => 1,
        };
        let order = match (method, settings.order) {
            (
                ForecastMethod::Linear | ForecastMethod::Polynomial | ForecastMethod::PiecewiseLinear,
                Some(Order::Rows(rows)),
            ) => rows as usize,
            (ForecastMethod::Linear, Some(Order::By(criterion))) => best_order(series, settings, criterion, run)?,
            (ForecastMethod::Polynomial | ForecastMethod::PiecewiseLinear, Some(Order::By(_))) => {
                return Err(Error::invalid("order", "must be a number of rows for this model, got a criterion"));
            }
            (ForecastMethod::Polynomial | ForecastMethod::PiecewiseLinear, None) => 2,
            _ => 1,
        };
        if method == ForecastMethod::PiecewiseLinear && order * series.columns > MAX_HINGED {
            let got = order * series.columns;
            let message = format!("must give at most {MAX_HINGED} numbers of preceding rows for this model, got {got}");
            return Err(Error::invalid("order", message));
        }
        Ok(Self { method, season, order, columns: series.columns, settings, limits })
    }

    /// The number of rows that a fit needs.
    pub fn needed_rows(&self) -> usize {
        match self.method {
            ForecastMethod::SeasonalNaive => self.season + 1,
            ForecastMethod::ExponentialSmoothing if self.season > 1 => 2 * self.season,
            ForecastMethod::ExponentialSmoothing => 5,
            ForecastMethod::Reservoir => 8,
            ForecastMethod::PiecewiseLinear => self.order + self.hinge_rows(),
            _ => self.order + 2,
        }
    }

    /// Twice as many rows as a piecewise-linear equation has unknowns.
    fn hinge_rows(&self) -> usize {
        let width = self.order * self.columns;
        2 * (width + 1 + self.settings.pieces as usize * (width + 2))
    }

    /// Fits the model to a series, without residuals.
    pub fn fit(&self, series: Series, seed: u64, run: &Run) -> Result<Fitted, Error> {
        series.ensure_rows("series", self.needed_rows(), "for this model")?;
        let (mut mean, scale) = series.scales();
        if !self.settings.intercept && self.method == ForecastMethod::Linear {
            mean.fill(0.0);
        }
        let mut fitted = Fitted {
            predictor: Predictor {
                method: self.method,
                season: self.season as u32,
                order: self.order as u32,
                degree: self.settings.degree,
                intercept: self.settings.intercept,
                mean: mean.into(),
                scale: scale.into(),
                weights: Matrix::default(),
                hinges: None,
                reservoir: None,
                smoothing: None,
                residuals: Matrix::default(),
            },
            regression: None,
            columns: Vec::new(),
            is_late: false,
        };
        match self.method {
            ForecastMethod::ExponentialSmoothing => self.smooth(&mut fitted, series, run)?,
            ForecastMethod::SeasonalNaive | ForecastMethod::Auto => {}
            _ => self.regress(&mut fitted, series, seed, run)?,
        }
        Ok(fitted)
    }

    fn smooth(&self, fitted: &mut Fitted, series: Series, run: &Run) -> Result<(), Error> {
        let request = Request {
            trend: self.settings.trend,
            seasonality: self.settings.seasonality,
            season: self.season,
            max_iterations: self.limits.max_iterations,
            tolerance: self.limits.tolerance,
        };
        for j in 0..series.columns {
            fitted.columns.push(fit_column(&series.column(j), request, run)?);
        }
        fitted.predictor.smoothing = Some(fitted.columns.iter().map(|fit| fit.smoothing).collect());
        fitted.is_late = fitted.columns.iter().any(|fit| fit.is_late);
        Ok(())
    }

    fn regress(&self, fitted: &mut Fitted, series: Series, seed: u64, run: &Run) -> Result<(), Error> {
        let settings = self.settings;
        let is_reservoir = self.method == ForecastMethod::Reservoir;
        if is_reservoir {
            let mut reservoir = Reservoir {
                units: settings.units,
                seed,
                recurrent_scale: 1.0,
                input_scale: settings.input_scale,
                leak: settings.leak,
                density: settings.density,
            };
            run.ensure_memory("units", [settings.units as usize, 2 * settings.units as usize])?;
            reservoir.recurrent_scale = scale_for_radius(&reservoir, settings.spectral_radius);
            fitted.predictor.reservoir = Some(reservoir);
        }
        if self.method == ForecastMethod::PiecewiseLinear {
            let (hinges, is_late) = self.hinges(&fitted.predictor, series, seed, run)?;
            (fitted.predictor.hinges, fitted.is_late) = (Some(hinges), is_late);
        }
        let features = fitted.predictor.features(run)?;
        let job = Job {
            series,
            mean: &fitted.predictor.mean,
            scale: &fitted.predictor.scale,
            features: &features,
            skipped: if is_reservoir { WASHOUT.min(series.rows() / WASHOUT_SHARE) } else { self.order },
            ridge: settings.ridge.unwrap_or(if is_reservoir { RESERVOIR_RIDGE } else { RIDGE }),
        };
        let regression = job.solve(&self.run_of_rest(run))?;
        fitted.predictor.weights = Matrix::new(features.count(), series.columns, regression.weights.clone());
        fitted.regression = Some(regression);
        Ok(())
    }

    /// The run for the work after a search: it takes less time than a step of the search, and is due even after the time
    /// limit.
    fn run_of_rest(&self, run: &Run) -> Run {
        let has_search = matches!(self.method, ForecastMethod::PiecewiseLinear | ForecastMethod::ExponentialSmoothing);
        if has_search { run.unlimited() } else { run.part() }
    }

    /// The hinges of a piecewise-linear model, by the regression of each vector of preceding rows on the one before, and
    /// whether the time limit cut their search off.
    fn hinges(&self, predictor: &Predictor, series: Series, seed: u64, run: &Run) -> Result<(Matrix, bool), Error> {
        let width = self.order * self.columns;
        run.ensure_memory("order", [2, series.rows(), width])?;
        let mut states = Vec::with_capacity(series.rows() * width);
        for last in self.order - 1..series.rows() {
            for row in (0..self.order).map(|k| series.row(last - k)) {
                let units = predictor.mean.iter().zip(predictor.scale.iter());
                states.extend(row.iter().zip(units).map(|(value, (mean, scale))| (value - mean) / scale));
            }
        }
        let sample = HINGE_SEARCH.sample.max(self.hinge_rows());
        let search = HingeSearch { pieces: self.settings.pieces as usize, sample, seed, ..HINGE_SEARCH };
        let (directions, is_late) = hinge_directions(Series { values: &states, columns: width }, search, run)?;
        Ok((Matrix::new(directions.len() / (width + 1), width + 1, directions), is_late))
    }

    /// The rows of a series from which a model is fitted for its errors on the others; all, if too few would be left.
    pub fn kept_rows(&self, series: Series, hold_out: f64) -> usize {
        let rows = series.rows();
        let kept = ((rows as f64) * (1.0 - hold_out)).floor() as usize;
        let enough = 2 * self.needed_rows();
        if kept >= enough && kept < rows { kept } else { rows }
    }

    /// Fits the model to all rows, with the residuals of held-out ones. Returns the errors of their forecasts too.
    pub fn fit_with_residuals(
        &self,
        series: Series,
        hold_out: f64,
        seed: u64,
        run: &Run,
    ) -> Result<(Fitted, Vec<f64>), Error> {
        let mut fitted = self.fit(series, seed, run)?;
        let kept = if fitted.is_late { series.rows() } else { self.kept_rows(series, hold_out) };
        let rest = self.run_of_rest(run);
        let (mut residuals, errors) = if kept == series.rows() {
            one_row_errors(&Model::new(&fitted.predictor, run)?, series, self.needed_rows() - 1, &rest)?
        } else {
            let earlier = self.fit(series.part(0..kept), seed, run)?;
            fitted.is_late = earlier.is_late;
            one_row_errors(&Model::new(&earlier.predictor, run)?, series, kept, &rest)?
        };
        let columns = series.columns;
        center(&mut residuals, columns);
        fitted.predictor.residuals = Matrix::new(residuals.len() / columns, columns, residuals);
        Ok((fitted, errors))
    }
}

/// Subtracts the means of the columns: a bias would add up along a run.
fn center(residuals: &mut [f64], columns: usize) {
    let rows = (residuals.len() / columns).max(1) as f64;
    for j in 0..columns {
        let mean = residuals[j..].iter().step_by(columns).sum::<f64>() / rows;
        residuals[j..].iter_mut().step_by(columns).for_each(|value| *value -= mean);
    }
}

/// The residuals and the errors of forecasts of one row, from a row on.
fn one_row_errors(model: &Model, series: Series, from: usize, run: &Run) -> Result<(Vec<f64>, Vec<f64>), Error> {
    let mut place = model.start(series.part(0..from), run)?;
    let mut forecast = vec![0.0; series.columns];
    let (mut residuals, mut errors) = (Vec::new(), Vec::new());
    let mut effort = Effort::new(run, "fit a predictor");
    for t in 0..series.rows() {
        effort.spend(model.work())?;
        if t < from {
            model.push(&mut place, series.row(t));
            continue;
        }
        model.forecast(&mut place, &mut forecast);
        for (j, (&forecast, &value)) in forecast.iter().zip(series.row(t)).enumerate() {
            residuals.push(model.residual(j, forecast, value).clamp(-1e60, 1e60));
            errors.push((value - forecast).clamp(-1e60, 1e60));
        }
        model.push(&mut place, series.row(t));
    }
    Ok((residuals, errors))
}

/// The order that minimizes a criterion, all of them on the same rows.
fn best_order(series: Series, settings: &ForecastSettings, criterion: Criterion, run: &Run) -> Result<usize, Error> {
    let max = (settings.max_order as usize).min(series.rows().saturating_sub(3).max(1));
    series.ensure_rows("series", max + 3, "for an order by a criterion")?;
    let (mut mean, scale) = series.scales();
    if !settings.intercept {
        mean.fill(0.0);
    }
    let mut best = (f64::INFINITY, 1);
    for order in 1..=max {
        let features = Features::linear(order, series.columns, settings.intercept);
        let ridge = settings.ridge.unwrap_or(RIDGE);
        let job = Job { series, mean: &mean, scale: &scale, features: &features, skipped: max, ridge };
        let value = information(&job.solve(run)?, series.columns, criterion);
        if value < best.0 {
            best = (value, order);
        }
    }
    Ok(best.1)
}

/// An information criterion of a regression, for each row.
pub(super) fn information(regression: &Regression, columns: usize, criterion: Criterion) -> f64 {
    let rows = regression.rows as f64;
    let factor = match criterion {
        Criterion::Aic => 2.0,
        Criterion::Bic => rows.ln(),
    };
    log_determinant(&regression.residual_gram, columns, rows) + factor * regression.weights.len() as f64 / rows
}

/// The logarithm of the determinant of a covariance matrix given by sums over rows, by elimination. Pivots at rounding
/// count as that.
fn log_determinant(sums: &[f64], columns: usize, rows: f64) -> f64 {
    let mut matrix: Vec<f64> = sums.iter().map(|sum| sum / rows).collect();
    let mut total = 0.0;
    for k in 0..columns {
        let pivot = matrix[k * columns + k].max(1e-30);
        total += pivot.ln();
        for i in k + 1..columns {
            let factor = matrix[i * columns + k] / pivot;
            for j in k..columns {
                matrix[i * columns + j] -= factor * matrix[k * columns + j];
            }
        }
    }
    total
}
