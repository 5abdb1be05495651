//! A fitted model as plain data.

use super::features::{Features, MAX_SCALE};
use super::reservoir::Reservoir;
use super::settings::{ForecastMethod, MAX_DEGREE, MAX_ORDER, MAX_SEASON, MAX_UNITS, Seasonality, Trend};
use crate::piecewise_linear::MAX_PIECES;
use crate::series::MAX_VALUE;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, Run, Vector, check};

/// A fitted model: plain data, to be passed on unchanged.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Predictor {
    /// The kind of model; never `auto`.
    pub method: ForecastMethod,
    /// The number of rows of the season; 1 without a season.
    pub season: u32,
    /// The number of preceding rows in a regression.
    pub order: u32,
    /// The degree of a polynomial.
    pub degree: u32,
    /// Whether a regression has a constant.
    pub intercept: bool,
    /// The means of the columns.
    pub mean: Vector,
    /// The units of the columns.
    pub scale: Vector,
    /// The weights of a regression on standardized data, with a row for each feature and a column for each output.
    pub weights: Matrix,
    /// The hinges of `piecewiseLinear` on standardized data, a row each: a coefficient for each of the preceding numbers, the
    /// latest row first, and a constant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hinges: Option<Matrix>,
    /// The random network of `reservoir`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservoir: Option<Reservoir>,
    /// The smoothing of each column, of `exponentialSmoothing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smoothing: Option<Vec<Smoothing>>,
    /// Errors of forecasts of one row that were held out, less their means, from which quantiles are made. Those of a column
    /// with a multiplicative season are relative.
    pub residuals: Matrix,
}

/// Exponential smoothing of a column.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Smoothing {
    /// The trend.
    pub trend: Trend,
    /// The season.
    pub seasonality: Seasonality,
    /// The share of an error by which the level changes.
    pub level: f64,
    /// The share of an error by which the slope changes.
    pub slope: f64,
    /// The share of an error by which the season changes.
    pub seasonal: f64,
    /// The factor on the slope from row to row.
    pub damping: f64,
}

superlinear_interface::returned! {
    /// A fitted model in a solution.
    FittedPredictor = Predictor as "FittedPredictor";
}

impl Predictor {
    /// The smoothing of the columns; none for other methods.
    pub(crate) fn smoothing(&self) -> &[Smoothing] {
        self.smoothing.as_deref().unwrap_or_default()
    }

    /// The number of columns.
    pub(crate) fn columns(&self) -> usize {
        self.mean.len()
    }

    /// The features of a regression.
    pub(crate) fn features(&self, run: &Run) -> Result<Features, Error> {
        match (self.method, &self.reservoir) {
            (ForecastMethod::Reservoir, Some(reservoir)) => Features::reservoir(reservoir, self.columns(), run),
            (ForecastMethod::Polynomial, _) => {
                Features::polynomial(self.order as usize, self.columns(), self.degree as usize, self.intercept)
            }
            (ForecastMethod::PiecewiseLinear, _) => Ok(Features::Hinged {
                order: self.order as usize,
                columns: self.columns(),
                has_constant: self.intercept,
                directions: self.hinges.as_ref().map_or_else(Vec::new, |hinges| hinges.data.to_vec()),
            }),
            _ => Ok(Features::linear(self.order as usize, self.columns(), self.intercept)),
        }
    }

    /// Whether it is a regression.
    pub(crate) fn is_regression(&self) -> bool {
        !matches!(
            self.method,
            ForecastMethod::Auto | ForecastMethod::ExponentialSmoothing | ForecastMethod::SeasonalNaive
        )
    }

    /// The number of rows that a history needs.
    pub(crate) fn needed_rows(&self) -> usize {
        match self.method {
            ForecastMethod::Linear | ForecastMethod::Polynomial | ForecastMethod::PiecewiseLinear => {
                self.order as usize
            }
            ForecastMethod::SeasonalNaive => self.season as usize,
            ForecastMethod::ExponentialSmoothing if self.season > 1 => 2 * self.season as usize,
            ForecastMethod::ExponentialSmoothing => 2,
            _ => 1,
        }
    }

    /// Whether the residuals of a column are relative to the forecast.
    pub(crate) fn is_relative(&self, column: usize) -> bool {
        self.smoothing().get(column).is_some_and(|own| own.seasonality == Seasonality::Multiplicative)
    }

    /// Refuses a model that no fit returns.
    pub(crate) fn check(&self, run: &Run) -> Result<(), Error> {
        if self.method == ForecastMethod::Auto {
            return Err(Error::invalid("predictor.method", "must be a method of a fitted model, got auto"));
        }
        let columns = self.columns();
        check::not_empty("predictor.mean", columns)?;
        check::numbers("predictor.mean", &self.mean, -MAX_VALUE..=MAX_VALUE)?;
        check::length("predictor.scale", self.scale.len(), columns, "predictor.mean")?;
        check::numbers("predictor.scale", &self.scale, 1e-150..=1e60)?;
        check::count("predictor.season", self.season as usize, 1..=MAX_SEASON)?;
        check::columns("predictor.residuals", self.residuals.columns, columns, "predictor.mean has entries")?;
        check::count("predictor.residuals.rows", self.residuals.rows, 1..)?;
        check::matrix("predictor.residuals", &self.residuals, -1e60..=1e60)?;
        if self.method == ForecastMethod::ExponentialSmoothing {
            return self.check_smoothing(columns);
        }
        if self.smoothing.is_some() {
            return Err(Error::invalid("predictor.smoothing", "must be absent for this method"));
        }
        if !self.is_regression() {
            return Ok(());
        }
        check::count("predictor.order", self.order as usize, 1..=MAX_ORDER)?;
        check::count("predictor.degree", self.degree as usize, 1..=MAX_DEGREE)?;
        self.check_reservoir()?;
        self.check_hinges()?;
        let count = self.features(run)?.count();
        check::shape("predictor.weights", &self.weights, count, columns)?;
        check::matrix("predictor.weights", &self.weights, check::FINITE)
    }

    fn check_hinges(&self) -> Result<(), Error> {
        let is_hinged = self.method == ForecastMethod::PiecewiseLinear;
        let Some(hinges) = &self.hinges else {
            return if is_hinged { Err(Error::invalid("predictor.hinges", "must be given")) } else { Ok(()) };
        };
        if !is_hinged {
            return Err(Error::invalid("predictor.hinges", "must be absent for this method"));
        }
        check::count("predictor.hinges.rows", hinges.rows, 0..=MAX_PIECES)?;
        if hinges.rows > 0 {
            let width = self.order as usize * self.columns() + 1;
            check::columns("predictor.hinges", hinges.columns, width, "preceding numbers with a constant are")?;
        }
        check::matrix("predictor.hinges", hinges, check::FINITE)
    }

    fn check_reservoir(&self) -> Result<(), Error> {
        match (&self.reservoir, self.method) {
            (Some(reservoir), ForecastMethod::Reservoir) => {
                check::count("predictor.reservoir.units", reservoir.units as usize, 1..=MAX_UNITS)?;
                check::number("predictor.reservoir.recurrentScale", reservoir.recurrent_scale, 0.0..=MAX_SCALE)?;
                check::number("predictor.reservoir.inputScale", reservoir.input_scale, 0.0..=100.0)?;
                check::number("predictor.reservoir.leak", reservoir.leak, f64::MIN_POSITIVE..=1.0)?;
                check::number("predictor.reservoir.density", reservoir.density, f64::MIN_POSITIVE..=1.0)
            }
            (None, ForecastMethod::Reservoir) => Err(Error::invalid("predictor.reservoir", "must be given")),
            (Some(_), _) => Err(Error::invalid("predictor.reservoir", "must be absent for this method")),
            (None, _) => Ok(()),
        }
    }

    fn check_smoothing(&self, columns: usize) -> Result<(), Error> {
        check::length("predictor.smoothing", self.smoothing().len(), columns, "predictor.mean")?;
        for (k, own) in self.smoothing().iter().enumerate() {
            let path = |name: &str| format!("predictor.smoothing[{k}].{name}");
            check::number(&path("level"), own.level, 0.0..=1.0)?;
            check::number(&path("slope"), own.slope, 0.0..=1.0)?;
            check::number(&path("seasonal"), own.seasonal, 0.0..=1.0)?;
            check::number(&path("damping"), own.damping, 0.0..=1.0)?;
            if own.seasonality != Seasonality::None && self.season < 2 {
                return Err(Error::invalid(path("seasonality"), "must be none without a season"));
            }
        }
        Ok(())
    }
}
