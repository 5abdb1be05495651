//! The length of the season of a series.

use super::settings::MAX_SEASON;
use crate::series::Series;
use superlinear_interface::{Effort, Error, Run};

/// The smallest autocorrelation of a season.
const MIN_CORRELATION: f64 = 0.3;

/// The first peak above 0.3 of the autocorrelation beyond its first zero, averaged over the columns; 1 if there is none
/// within half of the rows. Trends are removed by differences.
pub(super) fn season_of(series: &Series, run: &Run) -> Result<usize, Error> {
    let rows = series.rows();
    let max = MAX_SEASON.min(rows / 2);
    if max < 2 {
        return Ok(1);
    }
    let columns: Vec<Changes> = (0..series.columns).map(|j| Changes::of(&series.column(j))).collect();
    let mut effort = Effort::new(run, "find a season");
    let mut values = Vec::with_capacity(max + 2);
    for lag in 0..=max + 1 {
        effort.spend(series.values.len())?;
        values.push(columns.iter().map(|own| own.correlation(lag)).sum::<f64>() / columns.len() as f64);
    }
    let Some(zero) = values.iter().position(|&value| value <= 0.0) else { return Ok(1) };
    let is_peak =
        |lag: usize| values[lag] > MIN_CORRELATION && values[lag] >= values[lag - 1] && values[lag] >= values[lag + 1];
    // A second zero of the same kind, such as that of the semiannual period, does not hide a higher peak soon after.
    Ok((zero.max(2)..=max).find(|&lag| is_peak(lag)).unwrap_or(1))
}

/// The changes of a column from row to row, around their mean.
struct Changes {
    values: Vec<f64>,
    /// The sum of squares.
    square: f64,
}

impl Changes {
    fn of(column: &[f64]) -> Self {
        let changes: Vec<f64> = column.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mean = changes.iter().sum::<f64>() / changes.len().max(1) as f64;
        let values: Vec<f64> = changes.into_iter().map(|change| change - mean).collect();
        let square = values.iter().map(|value| value * value).sum();
        Self { values, square }
    }

    fn correlation(&self, lag: usize) -> f64 {
        if self.square == 0.0 || lag >= self.values.len() {
            return 0.0;
        }
        self.values.iter().zip(&self.values[lag..]).map(|(a, b)| a * b).sum::<f64>() / self.square
    }
}
