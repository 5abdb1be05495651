//! The choice of a model and its parameters.

use crate::piecewise_linear::MAX_PIECES;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, check};

/// The model of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ForecastMethod {
    /// The method with the smallest errors of forecasts of held-out rows, in geometric mean over horizons up to two seasons
    /// or ten rows, among `seasonalNaive`, `linear`, `exponentialSmoothing` and, of at most ten columns and at least 100
    /// rows, `polynomial`.
    #[default]
    Auto,
    /// A vector autoregression: each row is a linear function of the `order` rows before.
    Linear,
    /// The change of each row is a polynomial of the `order` rows before, of `degree`: for deterministic dynamics, also
    /// chaotic ones.
    Polynomial,
    /// The change of each row is a linear function of the state of a random recurrent network and its squares.
    Reservoir,
    /// The change of each row is linear in the `order` rows before and in a few hinges, `max(0, .)` of linear functions of
    /// them: for dynamics with thresholds.
    PiecewiseLinear,
    /// Level, trend and season with exponentially decreasing weights of old rows, each column for itself, by maximum
    /// likelihood: for trends and seasons.
    ExponentialSmoothing,
    /// The row one season ago; without a season, the last row.
    SeasonalNaive,
}

/// The number of rows of a season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be a number of rows, or auto")]
pub enum Season {
    /// A number of rows.
    Rows(u32),
    /// The first peak of the autocorrelation.
    Word(SeasonWord),
}

/// A season that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SeasonWord {
    /// The first peak above 0.3 of the autocorrelation beyond its first zero.
    Auto,
}

/// The number of preceding rows in a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be a number of rows, aic or bic")]
pub enum Order {
    /// A number of rows.
    Rows(u32),
    /// The number up to `maxOrder` that minimizes a criterion.
    By(Criterion),
}

/// A criterion for the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Criterion {
    /// Akaike's information criterion.
    Aic,
    /// The Bayesian information criterion.
    Bic,
}

/// The trend of exponential smoothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Trend {
    /// None.
    None,
    /// A slope.
    Additive,
    /// A slope that decreases by a factor from row to row.
    Damped,
}

/// The season of exponential smoothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Seasonality {
    /// None.
    None,
    /// A term for each row of the season.
    Additive,
    /// A factor for each row of the season, with errors relative to the forecast; for positive series.
    Multiplicative,
}

/// The parameters of all models. Each model reads its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ForecastSettings {
    /// The number of rows of a season, from 2 to 400, or `auto`. Default: `auto` for `auto`, `seasonalNaive` and
    /// `exponentialSmoothing`; the other models have no season.
    pub season: Option<Season>,
    /// The number of preceding rows in a `linear`, `polynomial` or `piecewiseLinear` model, from 1 to 100, or a criterion for it
    /// in a `linear` one. Default: 1 for `linear`, otherwise 2; `auto` takes `aic`, up to a season and one row. The rows
    /// of a `piecewiseLinear` model have at most 500 numbers in all.
    pub order: Option<Order>,
    /// The largest order for a criterion, from 1 to 100.
    pub max_order: u32,
    /// The degree of `polynomial`, from 1 to 10.
    pub degree: u32,
    /// The number of hinges of `piecewiseLinear`, from 1 to 12.
    pub pieces: u32,
    /// Whether the models `linear`, `polynomial` and `piecewiseLinear` have a constant.
    pub intercept: bool,
    /// The ridge of regressions on standardized data, for each row; from 0 to 1e6. Default: 1e-9, and 1e-7 for `reservoir`.
    /// It is raised where features are dependent up to rounding.
    pub ridge: Option<f64>,
    /// The number of units of `reservoir`, from 1 to 1000.
    pub units: u32,
    /// The spectral radius of the recurrent weights, to a percent, from 0 to 2.
    pub spectral_radius: f64,
    /// The largest absolute value of the weights of standardized inputs, from 0 to 100.
    pub input_scale: f64,
    /// The share of a unit that is new in each row, above 0 and at most 1.
    pub leak: f64,
    /// The share of recurrent weights that are not zero, above 0 and at most 1.
    pub density: f64,
    /// The trend of `exponentialSmoothing`. Default: by the corrected information criterion.
    pub trend: Option<Trend>,
    /// The season of `exponentialSmoothing`. Default: by the corrected information criterion.
    pub seasonality: Option<Seasonality>,
}

impl Default for ForecastSettings {
    fn default() -> Self {
        Self {
            season: None,
            order: None,
            max_order: 8,
            degree: 2,
            pieces: 2,
            intercept: true,
            ridge: None,
            units: 300,
            spectral_radius: 0.9,
            input_scale: 0.1,
            leak: 1.0,
            density: 0.05,
            trend: None,
            seasonality: None,
        }
    }
}

/// The largest season, order, degree and number of units.
pub(crate) const MAX_SEASON: usize = 400;
pub(crate) const MAX_ORDER: usize = 100;
pub(crate) const MAX_DEGREE: usize = 10;
pub(crate) const MAX_UNITS: usize = 1000;

impl ForecastSettings {
    /// Refuses parameters outside their ranges.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if let Some(Season::Rows(rows)) = self.season {
            check::count("season", rows as usize, 2..=MAX_SEASON)?;
        }
        if let Some(Order::Rows(rows)) = self.order {
            check::count("order", rows as usize, 1..=MAX_ORDER)?;
        }
        check::count("maxOrder", self.max_order as usize, 1..=MAX_ORDER)?;
        check::count("degree", self.degree as usize, 1..=MAX_DEGREE)?;
        check::count("pieces", self.pieces as usize, 1..=MAX_PIECES)?;
        check::optional("ridge", self.ridge, 0.0..=1e6)?;
        check::count("units", self.units as usize, 1..=MAX_UNITS)?;
        check::number("spectralRadius", self.spectral_radius, 0.0..=2.0)?;
        check::number("inputScale", self.input_scale, 0.0..=100.0)?;
        check::number("leak", self.leak, f64::MIN_POSITIVE..=1.0)?;
        check::number("density", self.density, f64::MIN_POSITIVE..=1.0)
    }
}

pub(super) fn default_tolerance() -> f64 {
    1e-6
}

pub(super) fn default_max_iterations() -> u32 {
    200
}
