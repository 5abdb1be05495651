//! The errors of a form along a series, with their derivatives by all parameters.
//!
//! The logarithm of the likelihood is -n/2 (ln(2π S/n) + 1), up to nothing, with S the sum of squares of the errors; of
//! relative errors multiplied by the geometric mean of the forecasts. So every form is a problem of least squares.

use super::parameters::Places;

/// The errors at a point, and their derivatives.
pub(super) struct Errors {
    /// The errors, in the units of the likelihood.
    pub values: Vec<f64>,
    /// A row for each error and a column for each parameter; empty if not wanted.
    pub slopes: Vec<f64>,
    /// The sum of squares.
    pub squares: f64,
}

/// A number with its derivatives by all parameters.
#[derive(Clone)]
struct Dual {
    value: f64,
    slopes: Vec<f64>,
}

impl Dual {
    fn constant(value: f64, count: usize) -> Self {
        Self { value, slopes: vec![0.0; count] }
    }

    fn parameter(value: f64, place: usize, count: usize) -> Self {
        let mut own = Self::constant(value, count);
        if let Some(slope) = own.slopes.get_mut(place) {
            *slope = 1.0;
        }
        own
    }

    /// Adds a multiple of the derivatives of another number.
    fn add(&mut self, factor: f64, other: &Self) {
        self.slopes.iter_mut().zip(&other.slopes).for_each(|(own, other)| *own += factor * other);
    }

    /// Becomes `left * right`.
    fn set_product(&mut self, left: &Self, right: &Self) {
        self.value = left.value * right.value;
        let terms = left.slopes.iter().zip(&right.slopes);
        self.slopes
            .iter_mut()
            .zip(terms)
            .for_each(|(own, (by_left, by_right))| *own = by_left * right.value + left.value * by_right);
    }
}

/// Numbers of a pass, allocated once.
struct Pass {
    level_share: Dual,
    slope_share: Dual,
    seasonal_share: Dual,
    damping: Dual,
    level: Dual,
    slope: Dual,
    season: Vec<Dual>,
    trend: Dual,
    forecast: Dual,
    error: Dual,
    scaled: Dual,
    change: Dual,
}

impl Pass {
    fn new(places: &Places, point: &[f64], count: usize) -> Self {
        let smoothing = places.smoothing(point);
        let state = places.state(point);
        let parameter = |value: f64, place: Option<usize>| match place {
            Some(place) => Dual::parameter(value, place, count),
            None => Dual::constant(value, count),
        };
        let level_share = parameter(smoothing.level, Some(0));
        let mut slope_share = Dual::constant(smoothing.slope, count);
        let mut seasonal_share = Dual::constant(smoothing.seasonal, count);
        if count > 0 {
            if let Some(k) = places.slope_share {
                (slope_share.slopes[0], slope_share.slopes[k]) = (point[k], point[0]);
            }
            if let Some(k) = places.seasonal_share {
                (seasonal_share.slopes[0], seasonal_share.slopes[k]) = (-point[k], 1.0 - point[0]);
            }
        }
        let last = state.season.len().saturating_sub(1);
        let season = state.season.iter().enumerate().map(|(j, &value)| {
            let first = places.season.unwrap_or(0);
            let mut own = Dual::constant(value, count);
            if count > 0 && j < last {
                own.slopes[first + j] = 1.0;
            } else if count > 0 {
                own.slopes[first..first + last].fill(-1.0);
            }
            own
        });
        let empty = Dual::constant(0.0, count);
        Self {
            season: season.collect(),
            level_share,
            slope_share,
            seasonal_share,
            damping: parameter(smoothing.damping, places.damping),
            level: parameter(state.level, Some(places.level)),
            slope: parameter(state.slope, places.slope),
            trend: empty.clone(),
            forecast: empty.clone(),
            error: empty.clone(),
            scaled: empty.clone(),
            change: empty,
        }
    }

    /// The forecast of the next row; the season of this row is at `place`.
    fn forecast(&mut self, places: &Places, place: usize) {
        let form = places.form;
        self.change.set_product(&self.damping, &self.slope);
        self.trend.clone_from(&self.level);
        if form.has_trend() {
            self.trend.value += self.change.value;
            self.trend.add(1.0, &self.change);
        }
        match self.season.get(place) {
            None => self.forecast.clone_from(&self.trend),
            Some(season) if form.is_relative() => self.forecast.set_product(&self.trend, season),
            Some(season) => {
                self.forecast.clone_from(&self.trend);
                self.forecast.value += season.value;
                self.forecast.add(1.0, season);
            }
        }
    }

    /// Moves on by a row. `self.forecast` must be its forecast.
    fn push(&mut self, places: &Places, place: usize, value: f64) {
        let form = places.form;
        let Self { forecast, error, .. } = self;
        if form.is_relative() {
            error.value = (value - forecast.value) / forecast.value;
            let factor = -value / (forecast.value * forecast.value);
            error.slopes.iter_mut().zip(&forecast.slopes).for_each(|(own, slope)| *own = factor * slope);
        } else {
            error.value = value - forecast.value;
            error.slopes.iter_mut().zip(&forecast.slopes).for_each(|(own, slope)| *own = -slope);
        }
        if form.is_relative() {
            self.scaled.set_product(&self.trend, &self.error);
        } else {
            self.scaled.clone_from(&self.error);
        }
        let damped = self.change.clone();
        self.level.clone_from(&self.trend);
        self.change.set_product(&self.level_share, &self.scaled);
        self.level.value += self.change.value;
        self.level.add(1.0, &self.change);
        if form.has_trend() {
            self.change.set_product(&self.slope_share, &self.scaled);
            self.slope.value = damped.value + self.change.value;
            self.slope.slopes.clone_from(&damped.slopes);
            self.slope.add(1.0, &self.change);
        }
        if let Some(season) = self.season.get_mut(place) {
            if form.is_relative() {
                self.scaled.set_product(season, &self.error);
            } else {
                self.scaled.clone_from(&self.error);
            }
            self.change.set_product(&self.seasonal_share, &self.scaled);
            season.value += self.change.value;
            season.add(1.0, &self.change);
        }
    }
}

/// The errors at a point; `None` where a relative form has a forecast that is not positive, or numbers overflow.
pub(super) fn errors_at(places: &Places, point: &[f64], values: &[f64], with_slopes: bool) -> Option<Errors> {
    let count = if with_slopes { places.count } else { 0 };
    let mut pass = Pass::new(places, point, count);
    let mut errors = Errors { values: Vec::with_capacity(values.len()), slopes: Vec::new(), squares: 0.0 };
    let mut log_mean = Dual::constant(0.0, count);
    let rows = values.len() as f64;
    for (t, &value) in values.iter().enumerate() {
        let place = if places.form.has_season() { t % places.form.season } else { 0 };
        pass.forecast(places, place);
        if places.form.is_relative() {
            if pass.forecast.value <= 0.0 {
                return None;
            }
            log_mean.value += pass.forecast.value.ln() / rows;
            log_mean.add(1.0 / (rows * pass.forecast.value), &pass.forecast);
        }
        pass.push(places, place, value);
        errors.values.push(pass.error.value);
        errors.slopes.extend_from_slice(&pass.error.slopes);
    }
    if places.form.is_relative() {
        let mean = log_mean.value.exp();
        for (t, error) in errors.values.iter_mut().enumerate() {
            let slopes = &mut errors.slopes[t * count..(t + 1) * count];
            slopes.iter_mut().zip(&log_mean.slopes).for_each(|(own, by_mean)| *own = mean * (*own + *error * by_mean));
            *error *= mean;
        }
    }
    errors.squares = errors.values.iter().map(|error| error * error).sum();
    let is_finite = errors.squares.is_finite() && errors.slopes.iter().all(|slope| slope.is_finite());
    is_finite.then_some(errors)
}

/// The logarithm of the likelihood of a sum of squares; squares at the rounding of the series count as that.
pub(super) fn log_likelihood(squares: f64, values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let rounding: f64 = values.iter().map(|value| (f64::EPSILON * value) * (f64::EPSILON * value)).sum();
    let variance = (squares.max(rounding) / count).max(1e-300);
    -0.5 * count * ((std::f64::consts::TAU * variance).ln() + 1.0)
}
