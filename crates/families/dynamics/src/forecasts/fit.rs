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
use crate::trajectories::{Needed, Pieces};
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

/// The reason for refusing exponential smoothing.
pub(super) const ONE_SERIES: &str = "must not be exponentialSmoothing for several series; pass one at a time";

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
        pieces: &Pieces,
        settings: &'a ForecastSettings,
        limits: Limits,
        run: &Run,
    ) -> Result<Self, Error> {
        if method == ForecastMethod::ExponentialSmoothing && pieces.series().len() > 1 {
            return Err(Error::invalid("method", ONE_SERIES));
        }
        let has_season = matches!(method, ForecastMethod::SeasonalNaive | ForecastMethod::ExponentialSmoothing);
        let season = match settings.season {
            Some(Season::Rows(rows)) if has_season => rows as usize,
            _ if has_season => season_of(pieces, run)?,
            _ => 1,
        };
        let order = match (method, settings.order) {
            (
                ForecastMethod::Linear | ForecastMethod::Polynomial | ForecastMethod::PiecewiseLinear,
                Some(Order::Rows(rows)),
            ) => rows as usize,
            (ForecastMethod::Linear, Some(Order::By(criterion))) => best_order(pieces, settings, criterion, run)?,
            (ForecastMethod::Polynomial | ForecastMethod::PiecewiseLinear, Some(Order::By(_))) => {
                return Err(Error::invalid("order", "must be a number of rows for this model, got a criterion"));
            }
            (ForecastMethod::Polynomial | ForecastMethod::PiecewiseLinear, None) => 2,
            _ => 1,
        };
        if method == ForecastMethod::PiecewiseLinear && order * pieces.columns() > MAX_HINGED {
            let got = order * pieces.columns();
            let message = format!("must give at most {MAX_HINGED} numbers of preceding rows for this model, got {got}");
            return Err(Error::invalid("order", message));
        }
        Ok(Self { method, season, order, columns: pieces.columns(), settings, limits })
    }

    /// The number of rows that a fit to one series needs.
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

    /// The number of first rows of each series that are only the past of others.
    fn past_rows(&self) -> usize {
        match self.method {
            ForecastMethod::SeasonalNaive => self.season,
            ForecastMethod::ExponentialSmoothing | ForecastMethod::Reservoir => 1,
            _ => self.order,
        }
    }

    /// Refuses series with too few rows for a fit, each or together.
    pub fn ensure_rows(&self, pieces: &Pieces) -> Result<(), Error> {
        let (count, past, alone) = (pieces.series().len(), self.past_rows(), self.needed_rows());
        let needed = Needed { alone, each: past + 1, together: count * past + alone - past };
        pieces.ensure_rows_of(needed, "for this model")
    }

    /// Twice as many rows as a piecewise-linear equation has unknowns.
    fn hinge_rows(&self) -> usize {
        let width = self.order * self.columns;
        2 * (width + 1 + self.settings.pieces as usize * (width + 2))
    }

    /// Fits the model to series, without residuals.
    pub fn fit(&self, pieces: &Pieces, seed: u64, run: &Run) -> Result<Fitted, Error> {
        self.ensure_rows(pieces)?;
        let (mut mean, scale) = pieces.scales();
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
            ForecastMethod::ExponentialSmoothing => self.smooth(&mut fitted, pieces, run)?,
            ForecastMethod::SeasonalNaive | ForecastMethod::Auto => {}
            _ => self.regress(&mut fitted, pieces, seed, run)?,
        }
        Ok(fitted)
    }

    /// Smooths the columns of a single series.
    fn smooth(&self, fitted: &mut Fitted, pieces: &Pieces, run: &Run) -> Result<(), Error> {
        let request = Request {
            trend: self.settings.trend,
            seasonality: self.settings.seasonality,
            season: self.season,
            max_iterations: self.limits.max_iterations,
            tolerance: self.limits.tolerance,
        };
        for j in 0..pieces.columns() {
            fitted.columns.push(fit_column(&pieces.column(j), request, run)?);
        }
        fitted.predictor.smoothing = Some(fitted.columns.iter().map(|fit| fit.smoothing).collect());
        fitted.is_late = fitted.columns.iter().any(|fit| fit.is_late);
        Ok(())
    }

    fn regress(&self, fitted: &mut Fitted, pieces: &Pieces, seed: u64, run: &Run) -> Result<(), Error> {
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
            let (hinges, is_late) = self.hinges(&fitted.predictor, pieces, seed, run)?;
            (fitted.predictor.hinges, fitted.is_late) = (Some(hinges), is_late);
        }
        let features = fitted.predictor.features(run)?;
        let skipped = |series: &Series| match is_reservoir {
            true => WASHOUT.min(series.rows() / WASHOUT_SHARE),
            false => self.order,
        };
        let job = Job {
            pieces,
            mean: &fitted.predictor.mean,
            scale: &fitted.predictor.scale,
            features: &features,
            skipped: pieces.series().iter().map(skipped).collect(),
            ridge: settings.ridge.unwrap_or(if is_reservoir { RESERVOIR_RIDGE } else { RIDGE }),
        };
        let regression = job.solve(&self.run_of_rest(run))?;
        fitted.predictor.weights = Matrix::new(features.count(), self.columns, regression.weights.clone());
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
    fn hinges(&self, predictor: &Predictor, pieces: &Pieces, seed: u64, run: &Run) -> Result<(Matrix, bool), Error> {
        let width = self.order * self.columns;
        run.ensure_memory("order", [2, pieces.rows(), width])?;
        let mut states = Vec::with_capacity(pieces.rows() * width);
        let mut pairs = Vec::with_capacity(pieces.rows());
        for series in pieces.series() {
            let first = states.len() / width;
            for last in self.order - 1..series.rows() {
                for row in (0..self.order).map(|k| series.row(last - k)) {
                    let units = predictor.mean.iter().zip(predictor.scale.iter());
                    states.extend(row.iter().zip(units).map(|(value, (mean, scale))| (value - mean) / scale));
                }
            }
            pairs.extend(first..states.len() / width - 1);
        }
        let sample = HINGE_SEARCH.sample.max(self.hinge_rows());
        let search = HingeSearch { pieces: self.settings.pieces as usize, sample, seed, ..HINGE_SEARCH };
        let (directions, is_late) = hinge_directions(Series { values: &states, columns: width }, pairs, search, run)?;
        Ok((Matrix::new(directions.len() / (width + 1), width + 1, directions), is_late))
    }

    /// The rows of each series from which a model is fitted for its errors on the others; all, if too few would be left.
    fn kept_rows(&self, pieces: &Pieces, hold_out: f64) -> Vec<usize> {
        let all: Vec<usize> = pieces.series().iter().map(Series::rows).collect();
        let share = |rows: usize| ((rows as f64) * (1.0 - hold_out)).floor() as usize;
        if let [rows] = all[..] {
            return if share(rows) >= 2 * self.needed_rows() { vec![share(rows)] } else { all };
        }
        let past = self.past_rows();
        let kept: Vec<usize> = all.iter().map(|&rows| if share(rows) > past { share(rows) } else { rows }).collect();
        let fitted: usize = kept.iter().map(|rows| rows - past).sum();
        if fitted >= 2 * (self.needed_rows() - past) { kept } else { all }
    }

    /// Fits the model to all rows, with the residuals of held-out ones. Returns the errors of their forecasts too.
    pub fn fit_with_residuals(
        &self,
        pieces: &Pieces,
        hold_out: f64,
        seed: u64,
        run: &Run,
    ) -> Result<(Fitted, Vec<f64>), Error> {
        let mut fitted = self.fit(pieces, seed, run)?;
        let hold_out = if fitted.is_late { 0.0 } else { hold_out };
        let kept = self.kept_rows(pieces, hold_out);
        let rest = self.run_of_rest(run);
        let earlier = pieces.first_rows(&kept);
        let (mut residuals, errors) = if earlier.rows() == pieces.rows() {
            let first = match pieces.series().len() {
                1 => self.needed_rows() - 1,
                _ => self.past_rows(),
            };
            let from = vec![first; kept.len()];
            one_row_errors(&Model::new(&fitted.predictor, run)?, pieces, &from, &rest)?
        } else {
            let earlier = self.fit(&earlier, seed, run)?;
            fitted.is_late = earlier.is_late;
            one_row_errors(&Model::new(&earlier.predictor, run)?, pieces, &kept, &rest)?
        };
        let columns = self.columns;
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

/// The residuals and the errors of forecasts of one row, from a row of each series on.
fn one_row_errors(model: &Model, pieces: &Pieces, from: &[usize], run: &Run) -> Result<(Vec<f64>, Vec<f64>), Error> {
    let mut forecast = vec![0.0; pieces.columns()];
    let (mut residuals, mut errors) = (Vec::new(), Vec::new());
    let mut effort = Effort::new(run, "fit a predictor");
    for (series, &from) in pieces.series().iter().zip(from) {
        let mut place = model.start(series.part(0..from), run)?;
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
    }
    Ok((residuals, errors))
}

/// The order that minimizes a criterion, all of them on the same rows.
fn best_order(pieces: &Pieces, settings: &ForecastSettings, criterion: Criterion, run: &Run) -> Result<usize, Error> {
    let max = (settings.max_order as usize).min(pieces.shortest().saturating_sub(3).max(1));
    pieces.ensure_rows(max + 3, "for an order by a criterion")?;
    let (mut mean, scale) = pieces.scales();
    if !settings.intercept {
        mean.fill(0.0);
    }
    let mut best = (f64::INFINITY, 1);
    for order in 1..=max {
        let features = Features::linear(order, pieces.columns(), settings.intercept);
        let ridge = settings.ridge.unwrap_or(RIDGE);
        let skipped = vec![max; pieces.series().len()];
        let job = Job { pieces, mean: &mean, scale: &scale, features: &features, skipped, ridge };
        let value = information(&job.solve(run)?, pieces.columns(), criterion);
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
