//! Scores of models by their forecasts of held-out rows.

use super::evaluate_forecast::ForecastScore;
use super::fit::Plan;
use super::forecast::{Sampling, expected, quantiles};
use super::runner::Model;
use crate::series::Series;
use crate::trajectories::Pieces;
use superlinear_interface::{Error, Run};

/// The error, in standard deviations, up to which a forecast is valid.
const VALID: f64 = 0.4;

/// The share of rows held out for the residuals of a model.
const HELD_OUT: f64 = 0.2;

/// The largest error in standard deviations: beyond, forecasts are unbounded.
const MAX_ERROR: f64 = 1e6;

/// The smallest error that counts: below, all forecasts are as good.
const MIN_ERROR: f64 = 1e-12;

/// Forecasts of held-out rows.
pub(super) struct HeldOut<'a> {
    pieces: &'a Pieces<'a>,
    /// The rows of each series before its first moment.
    pub known: Pieces<'a>,
    horizons: &'a [usize],
    /// The moments of each series.
    pub moments: Vec<Vec<usize>>,
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

impl<'a> HeldOut<'a> {
    /// Moments at equal distances in the held-out rows of each series, the first at their beginning and the last one as
    /// late as the longest horizon allows.
    pub fn new(pieces: &'a Pieces<'a>, horizons: &'a [usize], origins: usize, hold_out: f64) -> Result<Self, Error> {
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

    pub fn with_intervals(self, samples: usize, interval: f64) -> Self {
        Self { samples, interval, ..self }
    }

    /// The score of a model; `None` once time is up.
    pub fn score(&self, plan: &Plan, name: &str, run: &Run) -> Result<Option<ForecastScore>, Error> {
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
        let Some(mut position) = model.after(known, run)? else { return Ok(false) };
        let longest = self.horizons.last().copied().unwrap_or(1);
        let mut now = known.rows();
        for &moment in &self.moments[k] {
            if !model.advance(&mut position, series, now..moment, run)? || run.is_out_of_time()? {
                return Ok(false);
            }
            now = moment;
            let (rows, _) = expected(model, &position, longest, run)?;
            let error = |h: usize| self.error(&rows, series, moment, h);
            let draws = run.seed() ^ (sums.valid.len() as u64) << 32;
            sums.valid.push((1..=longest).position(|h| error(h) > VALID).unwrap_or(longest) as f64);
            for (square, &h) in sums.squares.iter_mut().zip(self.horizons) {
                *square += error(h) * error(h);
            }
            if self.samples > 0 {
                let sampling = Sampling { rows: longest, samples: self.samples, seed: draws };
                let levels = [0.5 - 0.5 * self.interval, 0.5 + 0.5 * self.interval];
                let Some(bounds) = quantiles(model, &position, sampling, &levels, run)? else { return Ok(false) };
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

/// Whether a score is better than another one.
pub(super) fn is_better(score: &ForecastScore, other: &ForecastScore) -> bool {
    // Geometric means: of a chaotic series, errors at long horizons are alike, and those at short ones decide.
    let whole = |score: &ForecastScore| score.errors.iter().map(|error| error.max(MIN_ERROR).ln()).sum::<f64>();
    whole(score) < whole(other)
}

/// The index of the best score, 0 if there is none.
pub(super) fn best_of(scores: &[ForecastScore]) -> usize {
    (0..scores.len()).fold(0, |best, k| if is_better(&scores[k], &scores[best]) { k } else { best })
}
