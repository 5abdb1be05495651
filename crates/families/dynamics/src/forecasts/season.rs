//! The length of the season of a series.

use super::settings::MAX_SEASON;
use crate::series::Series;

/// The smallest autocorrelation of a season.
const MIN_CORRELATION: f64 = 0.3;

/// The first peak above 0.3 of the autocorrelation beyond its first zero, averaged over the columns; 1 if there is none
/// within half of the rows. Trends are removed by differences.
pub(super) fn season_of(series: &Series) -> usize {
    let rows = series.rows();
    let max = MAX_SEASON.min(rows / 2);
    if max < 2 {
        return 1;
    }
    let columns: Vec<Vec<f64>> = (0..series.columns()).map(|j| centered_changes(&series.column(j))).collect();
    let at = |lag: usize| columns.iter().map(|own| correlation(own, lag)).sum::<f64>() / columns.len() as f64;
    let values: Vec<f64> = (0..=max + 1).map(at).collect();
    let Some(zero) = values.iter().position(|&value| value <= 0.0) else { return 1 };
    let is_peak =
        |lag: usize| values[lag] > MIN_CORRELATION && values[lag] >= values[lag - 1] && values[lag] >= values[lag + 1];
    // A second zero of the same kind, such as that of the semiannual period, does not hide a higher peak soon after.
    (zero.max(2)..=max).find(|&lag| is_peak(lag)).unwrap_or(1)
}

fn centered_changes(column: &[f64]) -> Vec<f64> {
    let changes: Vec<f64> = column.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let mean = changes.iter().sum::<f64>() / changes.len().max(1) as f64;
    changes.into_iter().map(|change| change - mean).collect()
}

fn correlation(values: &[f64], lag: usize) -> f64 {
    let square: f64 = values.iter().map(|value| value * value).sum();
    if square == 0.0 || lag >= values.len() {
        return 0.0;
    }
    values.iter().zip(&values[lag..]).map(|(a, b)| a * b).sum::<f64>() / square
}
