//! Exponential smoothing by maximum likelihood, in the form of state-space models with a single source of error.
//!
//! Source: Hyndman, Koehler, Ord, Snyder, Forecasting with Exponential Smoothing, Springer, 2008. Forms with an additive
//! error have no season or an additive one, forms with a relative error a multiplicative one; the trend is none,
//! additive or damped in both.
//!
//! | module | contents |
//! |---|---|
//! | `parameters` | the parameters of a form, and their bounds |
//! | `likelihood` | errors along a series with their derivatives |
//! | `descent` | Levenberg-Marquardt steps within bounds |
//! | `choice` | the form by the corrected information criterion |

mod choice;
mod descent;
mod likelihood;
mod parameters;

pub(super) use choice::{Fit, Request, fit_column, form_of, states_at_start};

use super::predictor::Smoothing;
use super::settings::{Seasonality, Trend};

/// The form of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub trend: Trend,
    pub seasonality: Seasonality,
    /// The rows of the season; 1 without one.
    pub season: usize,
}

impl Form {
    pub fn has_trend(&self) -> bool {
        self.trend != Trend::None
    }

    pub fn is_damped(&self) -> bool {
        self.trend == Trend::Damped
    }

    pub fn has_season(&self) -> bool {
        self.seasonality != Seasonality::None
    }

    /// Whether errors are relative to the forecast.
    pub fn is_relative(&self) -> bool {
        self.seasonality == Seasonality::Multiplicative
    }
}

/// The state after a row.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub level: f64,
    pub slope: f64,
    /// The season, by rows; that of the next row is at `place`.
    pub season: Vec<f64>,
    pub place: usize,
}

impl State {
    /// The forecast of the next row.
    pub fn forecast(&self, form: Form, damping: f64) -> f64 {
        let trend = self.level + damping * self.slope;
        match form.seasonality {
            Seasonality::None => trend,
            Seasonality::Additive => trend + self.season[self.place],
            Seasonality::Multiplicative => trend * self.season[self.place],
        }
    }

    /// Moves on by a row with a value.
    pub fn push(&mut self, form: Form, smoothing: &Smoothing, value: f64) {
        let trend = self.level + smoothing.damping * self.slope;
        let forecast = self.forecast(form, smoothing.damping);
        let season = self.season.get(self.place).copied().unwrap_or(0.0);
        // In a relative form, a forecast of 0 carries no information.
        let error = if form.is_relative() {
            if forecast == 0.0 { 0.0 } else { (value - forecast) / forecast }
        } else {
            value - forecast
        };
        let unit = if form.is_relative() { trend } else { 1.0 };
        self.level = trend + smoothing.level * unit * error;
        if form.has_trend() {
            self.slope = smoothing.damping * self.slope + smoothing.slope * unit * error;
        }
        if form.has_season() {
            let unit = if form.is_relative() { season } else { 1.0 };
            self.season[self.place] = season + smoothing.seasonal * unit * error;
            self.place = (self.place + 1) % form.season;
        }
    }
}
