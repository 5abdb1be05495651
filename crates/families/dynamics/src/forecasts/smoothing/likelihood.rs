//! The errors of a form along a series, with their derivatives by all parameters.
//!
//! The logarithm of the likelihood is -n/2 (ln(2π S/n) + 1), up to nothing, with S the sum of squares of the errors; of
//! relative errors multiplied by the geometric mean of the forecasts. So every form is a problem of least squares.

use super::Form;
use super::parameters::Places;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};
use superlinear_numerics::vectors::are_finite;

/// The errors at a point, and their derivatives.
pub(super) struct Errors {
    /// The errors, in the units of the likelihood.
    pub values: Vec<f64>,
    /// A row for each error and a column for each parameter; empty if not wanted.
    pub slopes: Vec<f64>,
    /// The sum of squares.
    pub squares: f64,
}

/// Derivatives of a number by all parameters, filled up to whole registers.
type Slopes = Vec<[f64; LANES]>;

/// A share or the damping, with its derivatives.
struct Share {
    value: f64,
    slopes: Slopes,
}

impl Share {
    fn new(value: f64, slopes: &[(usize, f64)], count: usize) -> Self {
        let mut own = Self { value, slopes: vec![[0.0; LANES]; count.div_ceil(LANES)] };
        // Without derivatives there are no places for them.
        for &(k, slope) in slopes.iter().filter(|(k, _)| *k < count) {
            own.slopes[k / LANES][k % LANES] = slope;
        }
        own
    }
}

/// The state along a series, with derivatives.
struct Pass {
    level_share: Share,
    slope_share: Share,
    seasonal_share: Share,
    damping: Share,
    level: f64,
    slope: f64,
    season: Vec<f64>,
    level_slopes: Slopes,
    slope_slopes: Slopes,
    /// For each row of the season.
    season_slopes: Vec<Slopes>,
    error_slopes: Slopes,
    forecast_slopes: Slopes,
}

/// The forecast of a row.
#[derive(Clone, Copy)]
struct Forecast {
    /// The damped slope, and its sum with the level.
    change: f64,
    trend: f64,
    season: f64,
    value: f64,
}

impl Pass {
    fn new(places: &Places, point: &[f64], count: usize) -> Self {
        let smoothing = places.smoothing(point);
        let state = places.state(point);
        let at = |place: Option<usize>, slope: f64| place.map(|k| (k, slope));
        let slope_share: Vec<_> = places.slope_share.map_or(Vec::new(), |k| vec![(0, point[k]), (k, point[0])]);
        let seasonal_share: Vec<_> =
            places.seasonal_share.map_or(Vec::new(), |k| vec![(0, -point[k]), (k, 1.0 - point[0])]);
        let last = state.season.len().saturating_sub(1);
        let first = places.season.unwrap_or(0);
        let season_slopes = (0..state.season.len()).map(|j| {
            let own: Vec<_> =
                if j < last { vec![(first + j, 1.0)] } else { (0..last).map(|k| (first + k, -1.0)).collect() };
            Share::new(0.0, &own, count).slopes
        });
        let of = |place: Option<usize>| Share::new(0.0, at(place, 1.0).as_slice(), count).slopes;
        Self {
            level_share: Share::new(smoothing.level, &[(0, 1.0)], count),
            slope_share: Share::new(smoothing.slope, &slope_share, count),
            seasonal_share: Share::new(smoothing.seasonal, &seasonal_share, count),
            damping: Share::new(smoothing.damping, at(places.damping, 1.0).as_slice(), count),
            level: state.level,
            slope: state.slope,
            level_slopes: of(Some(places.level)),
            slope_slopes: of(places.slope),
            season_slopes: if state.season.is_empty() { vec![of(None)] } else { season_slopes.collect() },
            // A row without a season has a term that stays 0.
            season: if state.season.is_empty() { vec![0.0] } else { state.season },
            error_slopes: of(None),
            forecast_slopes: of(None),
        }
    }

    /// The forecast of the next row; the season of this row is at `place`.
    #[inline(always)]
    fn forecast(&self, form: Form, place: usize) -> Forecast {
        let change = if form.has_trend() { self.damping.value * self.slope } else { 0.0 };
        let (trend, season) = (self.level + change, self.season[place]);
        let value = if form.is_relative() { trend * season } else { trend + season };
        Forecast { change, trend, season, value }
    }

    /// Moves on by a row with a value. Returns the error of its forecast.
    #[inline(always)]
    fn push(&mut self, form: Form, place: usize, forecast: Forecast, value: f64) -> f64 {
        let Forecast { change, trend, season, value: expected } = forecast;
        let is_relative = form.is_relative();
        let error = if is_relative { (value - expected) / expected } else { value - expected };
        let by = Factors::new(form, forecast, value, error);
        let [scaled, scaled_season] = if is_relative { [trend * error, season * error] } else { [error, error] };
        for c in 0..self.level_slopes.len() {
            let (level, slope, season) = (self.level_slopes[c], self.slope_slopes[c], self.season_slopes[place][c]);
            let [alpha, beta, gamma, phi] =
                [&self.level_share, &self.slope_share, &self.seasonal_share, &self.damping].map(|own| own.slopes[c]);
            let (mut new_level, mut new_slope, mut new_season) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
            let (mut forecasts, mut errors) = ([0.0; LANES], [0.0; LANES]);
            for l in 0..LANES {
                let change = phi[l] * self.slope + self.damping.value * slope[l];
                let trend = level[l] + by.trend * change;
                let forecast = by.forecast[0] * trend + by.forecast[1] * season[l];
                let error = by.error * forecast;
                let for_level = by.scaled[0] * trend + by.scaled[1] * error;
                let for_season = by.scaled_season[0] * season[l] + by.scaled_season[1] * error;
                (forecasts[l], errors[l]) = (forecast, error);
                new_level[l] = trend + (alpha[l] * scaled + self.level_share.value * for_level);
                new_slope[l] = change + (beta[l] * scaled + self.slope_share.value * for_level);
                new_season[l] = season[l] + (gamma[l] * scaled_season + self.seasonal_share.value * for_season);
            }
            (self.level_slopes[c], self.slope_slopes[c]) = (new_level, new_slope);
            self.season_slopes[place][c] = new_season;
            (self.forecast_slopes[c], self.error_slopes[c]) = (forecasts, errors);
        }
        self.level = trend + self.level_share.value * scaled;
        self.slope = change + self.slope_share.value * scaled;
        self.season[place] = season + self.seasonal_share.value * scaled_season;
        error
    }
}

/// The derivatives of a step: of the trend by the damped slope, of the forecast by trend and season, of the error by the
/// forecast, and of the errors that move level and season by trend or season and by the error.
struct Factors {
    trend: f64,
    forecast: [f64; 2],
    error: f64,
    scaled: [f64; 2],
    scaled_season: [f64; 2],
}

impl Factors {
    #[inline(always)]
    fn new(form: Form, forecast: Forecast, value: f64, error: f64) -> Self {
        let Forecast { trend, season, value: expected, .. } = forecast;
        let by_change = f64::from(u8::from(form.has_trend()));
        if form.is_relative() {
            Self {
                trend: by_change,
                forecast: [season, trend],
                error: -value / (expected * expected),
                scaled: [error, trend],
                scaled_season: [error, season],
            }
        } else {
            Self { trend: by_change, forecast: [1.0; 2], error: -1.0, scaled: [0.0, 1.0], scaled_season: [0.0, 1.0] }
        }
    }
}

/// The errors at a point; `None` where a relative form has a forecast that is not positive, or numbers overflow.
pub(super) fn errors_at(places: &Places, point: &[f64], values: &[f64], with_slopes: bool) -> Option<Errors> {
    let count = if with_slopes { places.count } else { 0 };
    let pass = Pass::new(places, point, count);
    let errors = dispatch(Along { pass, form: places.form, values, count })?;
    let is_finite = errors.squares.is_finite() && are_finite(&errors.slopes);
    is_finite.then_some(errors)
}

/// The pass along a series.
struct Along<'a> {
    pass: Pass,
    form: Form,
    values: &'a [f64],
    count: usize,
}

impl Kernel for Along<'_> {
    type Output = Option<Errors>;

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) -> Option<Errors> {
        let Self { mut pass, form, values, count } = self;
        let mut errors =
            Errors { values: Vec::with_capacity(values.len()), slopes: vec![0.0; values.len() * count], squares: 0.0 };
        let (mut log_mean, mut log_slopes) = (0.0, vec![[0.0; LANES]; count.div_ceil(LANES)]);
        let rows = values.len() as f64;
        let mut place = 0;
        for (t, &value) in values.iter().enumerate() {
            let forecast = pass.forecast(form, place);
            if form.is_relative() && forecast.value <= 0.0 {
                return None;
            }
            errors.values.push(pass.push(form, place, forecast, value));
            if form.is_relative() {
                log_mean += forecast.value.ln() / rows;
                let factor = 1.0 / (rows * forecast.value);
                for (sums, slopes) in log_slopes.iter_mut().zip(&pass.forecast_slopes) {
                    (0..LANES).for_each(|l| sums[l] += factor * slopes[l]);
                }
            }
            errors.slopes[t * count..][..count].copy_from_slice(&pass.error_slopes.as_flattened()[..count]);
            place = if place + 1 < pass.season.len() { place + 1 } else { 0 };
        }
        if form.is_relative() {
            let mean = log_mean.exp();
            let log_slopes = &log_slopes.as_flattened()[..count];
            for (t, error) in errors.values.iter_mut().enumerate() {
                let slopes = &mut errors.slopes[t * count..(t + 1) * count];
                slopes.iter_mut().zip(log_slopes).for_each(|(own, by_mean)| *own = mean * (*own + *error * by_mean));
                *error *= mean;
            }
        }
        errors.squares = errors.values.iter().map(|error| error * error).sum();
        Some(errors)
    }
}

/// The logarithm of the likelihood of a sum of squares; squares at the rounding of the series count as that.
pub(super) fn log_likelihood(squares: f64, values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let rounding: f64 = values.iter().map(|value| (f64::EPSILON * value) * (f64::EPSILON * value)).sum();
    let variance = (squares.max(rounding) / count).max(1e-300);
    -0.5 * count * ((std::f64::consts::TAU * variance).ln() + 1.0)
}
