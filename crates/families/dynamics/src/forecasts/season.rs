//! The length of the season of a series.

use super::settings::MAX_SEASON;
use crate::series::Series;
use crate::trajectories::Pieces;
use superlinear_interface::{Effort, Error, Run};

/// The smallest autocorrelation of a season.
const MIN_CORRELATION: f64 = 0.3;

/// The first peak above 0.3 of the autocorrelation beyond its first zero, averaged over the columns; 1 if there is none
/// within half of the rows of the shortest series. Trends are removed by differences.
pub(super) fn season_of(pieces: &Pieces, run: &Run) -> Result<usize, Error> {
    let max = MAX_SEASON.min(pieces.shortest() / 2);
    if max < 2 {
        return Ok(1);
    }
    let columns: Vec<Changes> = (0..pieces.columns()).map(|j| Changes::of(pieces.series(), j)).collect();
    let mut effort = Effort::new(run, "find a season");
    let mut values = Vec::with_capacity(max + 2);
    for lag in 0..=max + 1 {
        effort.spend(pieces.rows() * pieces.columns())?;
        values.push(columns.iter().map(|own| own.correlation(lag)).sum::<f64>() / columns.len() as f64);
    }
    let Some(zero) = values.iter().position(|&value| value <= 0.0) else { return Ok(1) };
    let is_peak =
        |lag: usize| values[lag] > MIN_CORRELATION && values[lag] >= values[lag - 1] && values[lag] >= values[lag + 1];
    // A second zero of the same kind, such as that of the semiannual period, does not hide a higher peak soon after.
    Ok((zero.max(2)..=max).find(|&lag| is_peak(lag)).unwrap_or(1))
}

/// The changes of a column from row to row, around their mean, of each series.
struct Changes {
    pieces: Vec<Vec<f64>>,
    /// The sum of squares.
    square: f64,
}

impl Changes {
    fn of(series: &[Series], j: usize) -> Self {
        let changes = |own: &Series| own.along(j).zip(own.along(j).skip(1)).map(|(a, b)| b - a).collect();
        let mut pieces: Vec<Vec<f64>> = series.iter().map(changes).collect();
        let count = pieces.iter().map(Vec::len).sum::<usize>().max(1);
        let mean = pieces.iter().flatten().sum::<f64>() / count as f64;
        pieces.iter_mut().flatten().for_each(|change| *change -= mean);
        let square = pieces.iter().flatten().map(|value| value * value).sum();
        Self { pieces, square }
    }

    fn correlation(&self, lag: usize) -> f64 {
        if self.square == 0.0 {
            return 0.0;
        }
        let products = |own: &Vec<f64>| own.iter().zip(own.iter().skip(lag)).map(|(a, b)| a * b).sum::<f64>();
        self.pieces.iter().map(products).sum::<f64>() / self.square
    }
}
