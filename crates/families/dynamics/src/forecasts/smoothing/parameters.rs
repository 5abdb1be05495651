//! The parameters of a form: shares, damping, and the state before the first row.
//!
//! Bounds are those of statsmodels. The share of the slope is given as a fraction of the share of the level, and the
//! share of the season as a fraction of the rest, so that bounds are those of a box.

use super::{Form, State};
use crate::forecasts::predictor::Smoothing;
use crate::forecasts::settings::Seasonality;

/// The bounds of shares.
const MIN_SHARE: f64 = 1e-4;
const MAX_SHARE: f64 = 1.0 - 1e-4;

/// The bounds of the damping: below, the trend ends at once; above, it is a straight line.
const MIN_DAMPING: f64 = 0.8;
const MAX_DAMPING: f64 = 0.98;

/// The rows behind a rough initial state.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rows {
    All,
    /// Three seasons, and at least ten rows.
    First,
}

impl Rows {
    /// These rows of a series.
    pub fn of(self, form: Form, values: &[f64]) -> &[f64] {
        match self {
            Self::All => values,
            Self::First => &values[..values.len().min((3 * form.season).max(10))],
        }
    }
}

/// The places of parameters in a vector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    pub form: Form,
    pub slope_share: Option<usize>,
    pub seasonal_share: Option<usize>,
    pub damping: Option<usize>,
    /// The initial level; the initial slope and the season follow. The last term of the season follows from the others.
    pub level: usize,
    pub slope: Option<usize>,
    pub season: Option<usize>,
    pub count: usize,
}

impl Places {
    pub fn of(form: Form) -> Self {
        let mut count = 1;
        let mut place = |is_there: bool, length: usize| {
            is_there.then(|| {
                count += length;
                count - length
            })
        };
        let slope_share = place(form.has_trend(), 1);
        let seasonal_share = place(form.has_season(), 1);
        let damping = place(form.is_damped(), 1);
        let level = place(true, 1).unwrap_or(0);
        let slope = place(form.has_trend(), 1);
        let season = place(form.has_season(), form.season - 1);
        Self { form, slope_share, seasonal_share, damping, level, slope, season, count }
    }

    /// The smallest and the largest value of a parameter.
    pub fn bounds(&self, k: usize) -> (f64, f64) {
        if k >= self.level {
            (f64::NEG_INFINITY, f64::INFINITY)
        } else if Some(k) == self.damping {
            (MIN_DAMPING, MAX_DAMPING)
        } else {
            (MIN_SHARE, MAX_SHARE)
        }
    }

    /// The smoothing of a point.
    pub fn smoothing(&self, point: &[f64]) -> Smoothing {
        let level = point[0];
        Smoothing {
            trend: self.form.trend,
            seasonality: self.form.seasonality,
            level,
            slope: self.slope_share.map_or(0.0, |k| level * point[k]),
            seasonal: self.seasonal_share.map_or(0.0, |k| (1.0 - level) * point[k]),
            damping: self.damping.map_or(if self.form.has_trend() { 1.0 } else { 0.0 }, |k| point[k]),
        }
    }

    /// Sets the shares and the damping of a point.
    pub fn set_smoothing(&self, point: &mut [f64], smoothing: &Smoothing) {
        let level = smoothing.level;
        point[0] = level;
        let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 };
        if let Some(k) = self.slope_share {
            point[k] = share(smoothing.slope, level);
        }
        if let Some(k) = self.seasonal_share {
            point[k] = share(smoothing.seasonal, 1.0 - level);
        }
        if let Some(k) = self.damping {
            point[k] = smoothing.damping;
        }
    }

    /// The sum of the terms of a season.
    fn season_sum(&self) -> f64 {
        if self.form.seasonality == Seasonality::Multiplicative { self.form.season as f64 } else { 0.0 }
    }

    /// The state before the first row.
    pub fn state(&self, point: &[f64]) -> State {
        let season = self.season.map_or_else(Vec::new, |k| {
            let given = &point[k..];
            given.iter().copied().chain([self.season_sum() - given.iter().sum::<f64>()]).collect()
        });
        State { level: point[self.level], slope: self.slope.map_or(0.0, |k| point[k]), season, place: 0 }
    }

    /// The state before the first row as a list.
    pub fn initial(&self, point: &[f64]) -> Vec<f64> {
        let state = self.state(point);
        let slope = self.slope.map(|_| state.slope);
        [state.level].into_iter().chain(slope).chain(state.season).collect()
    }

    /// Sets a rough initial state: a line through the series and the means of its deviations by season.
    pub fn set_rough_state(&self, point: &mut [f64], values: &[f64]) {
        let (start, slope) = match line_through(values) {
            // Relative forms have no likelihood at forecasts below zero.
            (start, _) if self.form.is_relative() && start <= 0.0 => (mean_of(values), 0.0),
            line => line,
        };
        let line = |t: usize| start + slope * (t as f64 + 1.0);
        point[self.level] = if self.form.has_trend() { start } else { mean_of(&values[..values.len().min(10)]) };
        if let Some(k) = self.slope {
            point[k] = slope;
        }
        let Some(place) = self.season else { return };
        let period = self.form.season;
        let is_relative = self.form.is_relative();
        let mean = mean_of(values);
        let term = |t: usize| {
            let base = if line(t) > 0.1 * mean { line(t) } else { mean };
            if is_relative { values[t] / base } else { values[t] - line(t) }
        };
        let means: Vec<f64> =
            (0..period).map(|j| mean_of(&(j..values.len()).step_by(period).map(term).collect::<Vec<_>>())).collect();
        let whole = means.iter().sum::<f64>() / period as f64;
        for (j, own) in means[..period - 1].iter().enumerate() {
            point[place + j] = if is_relative { own / whole } else { own - whole };
        }
    }
}

fn mean_of(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The line of least squares, by its value one row before the first and its slope.
fn line_through(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let (middle, mean) = ((count + 1.0) / 2.0, mean_of(values));
    let at = |t: usize| t as f64 + 1.0 - middle;
    let square: f64 = (0..values.len()).map(|t| at(t) * at(t)).sum();
    let product: f64 = values.iter().enumerate().map(|(t, value)| at(t) * (value - mean)).sum();
    let slope = if square > 0.0 { product / square } else { 0.0 };
    (mean - slope * middle, slope)
}
