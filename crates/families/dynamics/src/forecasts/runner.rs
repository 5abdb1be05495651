//! A fitted model that moves along a series: the forecast of the next row, and the step to it.

use super::features::{Features, Past};
use super::predictor::Predictor;
use super::settings::ForecastMethod;
use super::smoothing::{State, form_of, states_at_start};
use crate::series::Series;
use std::ops::Range;
use superlinear_interface::{Error, Run};

/// A model without its position in a series.
pub(super) struct Model<'a> {
    pub predictor: &'a Predictor,
    features: Option<Features>,
}

/// A position in a series: the memory of a model.
#[derive(Clone)]
pub(super) enum Position {
    Regression {
        past: Past,
        features: Vec<f64>,
        last: Vec<f64>,
    },
    Smoothing(Vec<State>),
    /// The rows of the last season, and the position of the oldest one.
    Naive {
        rows: Vec<f64>,
        oldest: usize,
    },
}

/// The largest distance from the mean, in units of a column, at which forecasts still count as bounded.
const MAX_DISTANCE: f64 = 1e6;

/// The operations between two looks at the clock.
const OPERATIONS_PER_POLL: usize = 1 << 18;

impl<'a> Model<'a> {
    pub fn new(predictor: &'a Predictor, run: &Run) -> Result<Self, Error> {
        let features = if predictor.is_regression() { Some(predictor.features(run)?) } else { None };
        Ok(Self { predictor, features })
    }

    /// The position before the first row of a history. Exponential smoothing estimates its state from all rows.
    pub fn start(&self, history: Series, run: &Run) -> Result<Position, Error> {
        let columns = self.predictor.columns();
        let position = match (&self.features, self.predictor.method) {
            (Some(features), _) => Position::Regression {
                past: features.past(),
                features: vec![0.0; features.count()],
                last: vec![0.0; columns],
            },
            (None, ForecastMethod::ExponentialSmoothing) => Position::Smoothing(
                (0..columns)
                    .map(|j| {
                        let own = &self.predictor.smoothing()[j];
                        states_at_start(own, self.predictor.season as usize, &history.column(j), run)
                    })
                    .collect::<Result<_, _>>()?,
            ),
            (None, _) => Position::Naive { rows: vec![0.0; self.predictor.season as usize * columns], oldest: 0 },
        };
        Ok(position)
    }

    /// The position after a history; `None` once time is up.
    pub fn after(&self, history: Series, run: &Run) -> Result<Option<Position>, Error> {
        let mut position = self.start(history, run)?;
        let is_done = self.advance(&mut position, history, 0..history.rows(), run)?;
        Ok(is_done.then_some(position))
    }

    /// Moves on along rows of a series. Returns whether time sufficed.
    pub fn advance(
        &self,
        position: &mut Position,
        series: Series,
        rows: Range<usize>,
        run: &Run,
    ) -> Result<bool, Error> {
        let rows_per_poll = (OPERATIONS_PER_POLL / self.work()).max(1);
        for (k, t) in rows.enumerate() {
            if k % rows_per_poll == 0 && run.is_out_of_time()? {
                return Ok(false);
            }
            self.push(position, series.row(t));
        }
        Ok(true)
    }

    /// The operations of a row, roughly.
    pub fn work(&self) -> usize {
        let columns = self.predictor.columns();
        columns + self.features.as_ref().map_or(0, |features| features.work() + features.count() * columns)
    }

    /// Writes the forecast of the next row.
    pub fn forecast(&self, position: &mut Position, to: &mut [f64]) {
        let Predictor { mean, scale, weights, season, .. } = self.predictor;
        match position {
            Position::Regression { past, features, last } => {
                if let Some(map) = &self.features {
                    map.write(past, features);
                }
                to.copy_from_slice(last);
                for (feature, weights) in features.iter().zip(weights.data.chunks_exact(last.len())) {
                    to.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += feature * weight);
                }
                to.iter_mut().zip(mean.iter().zip(scale.iter())).for_each(|(value, (mean, scale))| {
                    *value = mean + scale * *value;
                });
            }
            Position::Smoothing(states) => {
                for ((value, state), own) in to.iter_mut().zip(states).zip(self.predictor.smoothing()) {
                    *value = state.forecast(form_of(own, *season as usize), own.damping);
                }
            }
            Position::Naive { rows, oldest } => to.copy_from_slice(&rows[*oldest * to.len()..(*oldest + 1) * to.len()]),
        }
    }

    /// Moves on by a row.
    pub fn push(&self, position: &mut Position, row: &[f64]) {
        let Predictor { mean, scale, season, .. } = self.predictor;
        match position {
            Position::Regression { past, last, .. } => {
                for (j, value) in last.iter_mut().enumerate() {
                    *value = (row[j] - mean[j]) / scale[j];
                }
                if let Some(map) = &self.features {
                    map.push(past, last);
                }
            }
            Position::Smoothing(states) => {
                for ((state, own), &value) in states.iter_mut().zip(self.predictor.smoothing()).zip(row) {
                    state.push(form_of(own, *season as usize), own, value);
                }
            }
            Position::Naive { rows, oldest } => {
                rows[*oldest * row.len()..(*oldest + 1) * row.len()].copy_from_slice(row);
                *oldest = (*oldest + 1) % *season as usize;
            }
        }
    }

    /// The residual of a forecast, relative in columns with a multiplicative season.
    pub fn residual(&self, column: usize, forecast: f64, value: f64) -> f64 {
        match self.predictor.is_relative(column) {
            false => value - forecast,
            true if forecast == 0.0 => 0.0,
            true => (value - forecast) / forecast,
        }
    }

    /// The value with a residual.
    pub fn disturbed(&self, column: usize, forecast: f64, residual: f64) -> f64 {
        if self.predictor.is_relative(column) { forecast * (1.0 + residual) } else { forecast + residual }
    }

    /// The smallest and the largest value of a column that counts as bounded.
    fn bounds(&self, column: usize) -> (f64, f64) {
        let (mean, scale) = (self.predictor.mean[column], self.predictor.scale[column]);
        let distance = MAX_DISTANCE * (scale + mean.abs());
        (mean - distance, mean + distance)
    }

    /// Whether a row is bounded.
    pub fn is_bounded(&self, row: &[f64]) -> bool {
        row.iter().enumerate().all(|(j, value)| {
            let (lower, upper) = self.bounds(j);
            (lower..=upper).contains(value)
        })
    }

    /// The nearest bounded value; the mean for an undefined one.
    pub fn within_bounds(&self, column: usize, value: f64) -> f64 {
        let (lower, upper) = self.bounds(column);
        if value.is_nan() { self.predictor.mean[column] } else { value.clamp(lower, upper) }
    }
}
