//! Smoothing and differentiation by local polynomials (Savitzky, Golay 1964).

use crate::series::{Moments, Series};
use faer::Mat;
use superlinear_interface::{Effort, Error};
use superlinear_numerics::dense;

/// The windows tried, in rows, and the order of the polynomials.
const WINDOWS: [usize; 6] = [5, 7, 11, 15, 21, 31];
pub(crate) const MAX_WINDOW: usize = WINDOWS[WINDOWS.len() - 1];
const ORDER: usize = 3;

/// Series are not smoothed if cross-validation leaves more than this fraction of the variance: maps have no smooth
/// neighbors.
const MAX_FRACTION: f64 = 0.1;

/// Shorter series are not smoothed: they have fewer than four of the longest windows.
pub(crate) const MIN_SMOOTHED: usize = 4 * MAX_WINDOW;

/// The weights of a window for the value or the derivative at its center.
pub(crate) struct Filter {
    weights: Vec<f64>,
}

impl Filter {
    /// The filter for values, with odd `window` of at least 5 rows.
    pub fn of_values(window: usize) -> Self {
        Self::new(window, 0)
    }

    /// The filter for derivatives by the row.
    pub fn of_derivatives(window: usize) -> Self {
        Self::new(window, 1)
    }

    fn new(window: usize, derivative: usize) -> Self {
        let half = (window / 2) as f64;
        // Powers of places in [-1, 1].
        let place = |i: usize| (i as f64 - half) / half;
        let powers = Mat::from_fn(window, ORDER + 1, |i, k| place(i).powi(k as i32));
        let gram = powers.transpose() * &powers;
        let mut unit = vec![0.0; ORDER + 1];
        unit[derivative] = 1.0;
        let coefficients = dense::solve(&gram, &unit).unwrap_or(unit);
        let scale = half.powi(derivative as i32);
        let weight = |i: usize| (0..=ORDER).map(|k| powers[(i, k)] * coefficients[k]).sum::<f64>() / scale;
        Self { weights: (0..window).map(weight).collect() }
    }

    /// The filtered rows, without those at both ends that have no full window.
    pub fn apply(&self, series: Series) -> Vec<f64> {
        let (window, n) = (self.weights.len(), series.columns);
        let rows = (series.rows() + 1).saturating_sub(window);
        let mut filtered = vec![0.0; rows * n];
        for (i, row) in filtered.chunks_exact_mut(n).enumerate() {
            for (k, weight) in self.weights.iter().enumerate() {
                row.iter_mut().zip(series.row(i + k)).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        filtered
    }
}

/// The window with the least error of generalized cross-validation; `None` if the series is better left as it is.
pub(crate) fn best_window(series: Series, moments: &[Moments], effort: &mut Effort) -> Result<Option<usize>, Error> {
    let margin = MAX_WINDOW / 2;
    if series.rows() < MIN_SMOOTHED {
        return Ok(None);
    }
    let mut best = (f64::INFINITY, 0);
    for window in WINDOWS {
        effort.spend(window * series.values.len())?;
        let filter = Filter::of_values(window);
        let (smooth, half) = (filter.apply(series), window / 2);
        let smooth = Series { values: &smooth, columns: series.columns };
        let mut sum = 0.0;
        // The same rows for all windows.
        for i in margin..series.rows() - margin {
            let pairs = series.row(i).iter().zip(smooth.row(i - half)).zip(moments);
            sum += pairs.map(|((x, y), moments)| ((x - y) / moments.scale).powi(2)).sum::<f64>();
        }
        let count = ((series.rows() - 2 * margin) * series.columns) as f64;
        let error = sum / count / (1.0 - filter.weights[half]).powi(2);
        if error < best.0 {
            best = (error, window);
        }
    }
    Ok((best.0 <= MAX_FRACTION && best.1 > WINDOWS[0]).then_some(best.1))
}
